import { xSquaredArchitecture } from "../../../src/network/architecture";
import { initialise } from "../../../src/network/initialise";
import type { Network } from "../../../src/network/network";
import { seeded } from "../../../src/network/random";

/** Something that trains one model of the x² network, so that all can be measured alike. */
export interface Contestant {
  /** What it runs on. */
  readonly detail: string;
  /** Takes so many steps and waits for their end. @returns the loss before the last one */
  run(steps: number): Promise<number>;
}

/** Where all of them start. */
export function initialNetwork(): Network {
  return initialise(xSquaredArchitecture(64), seeded(1));
}
