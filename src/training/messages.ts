import type { TrainingOptions, TrainingSpec } from "../engines/contract";
import { type Network, parametersOf } from "../network/network";
import type { JobEvent } from "./job";
import type { PartOptions } from "./spread";

/** What there is to know of a job before it starts. */
export type PrepareOptions = Omit<TrainingOptions, "invalidation">;

/** What the worker answers to `ping`. */
export interface Alive {
  readonly type: "alive";
}

/** What the page tells the worker. The worker answers with the events of its job, and its job's end is its own. */
export type WorkerRequest =
  /** Be ready to start such a job: `start` may come or not. */
  | { readonly type: "prepare"; readonly spec: TrainingSpec; readonly options: PrepareOptions }
  | { readonly type: "start"; readonly spec: TrainingSpec; readonly options: PartOptions }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  | { readonly type: "step" }
  | { readonly type: "handOver" }
  /** Is somebody there? */
  | { readonly type: "ping" };

/** The buffers that an event hands over with itself. */
export function buffersOf(event: JobEvent): ArrayBuffer[] {
  switch (event.type) {
    case "progress":
      return [event.losses.buffer];
    case "snapshot":
      return [event.predictions.buffer, ...networkBuffers(event.network)];
    default:
      return [];
  }
}

function networkBuffers(network: Network): ArrayBuffer[] {
  return parametersOf(network).map(({ buffer }) => buffer);
}
