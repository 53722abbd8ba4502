import type { Network } from "../../../src/network/network";
import { readSafetensors } from "../../../src/network/safetensors";
import { fromStateDict } from "../../../src/network/state-dict";
import initialWeights from "../../../tests/fixtures/x-squared/init.safetensors?url";

/** Something that trains one model of the x² network, so that all can be measured alike. */
export interface Contestant {
  /** What it runs on. */
  readonly detail: string;
  /** Takes so many steps and waits for their end. @returns the loss before the last one */
  run(steps: number): Promise<number>;
}

/** Where all of them start: as PyTorch did whose losses are known. */
export async function initialNetwork(): Promise<Network> {
  const response = await fetch(initialWeights);
  return fromStateDict(readSafetensors(await response.arrayBuffer()).tensors);
}
