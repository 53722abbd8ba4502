import { initialise } from "../network/initialise";
import type { Network } from "../network/network";
import { optimiserState } from "../network/optimiser";
import { seeded } from "../network/random";
import type { Checkpoint, ModelSpec, TrainingSpec } from "./contract";

/** A network before its first step. */
export function untrained(network: Network): Checkpoint {
  return { network, ...optimiserState(network) };
}

/** Where a model starts: where it says, or at the initial weights of its seed. */
export function startOf({ architecture }: TrainingSpec, { from, seed }: ModelSpec): Checkpoint {
  return from ?? untrained(initialise(architecture, seeded(seed)));
}
