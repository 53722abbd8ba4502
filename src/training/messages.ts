import { parametersOf } from "../network/network";
import type { TrainingEvent, TrainingSpec } from "./contract";
import type { PartOptions } from "./spread";

/** What the page tells the worker. The worker answers with training events, and its job's end is its own. */
export type WorkerRequest =
  | { readonly type: "start"; readonly spec: TrainingSpec; readonly options: PartOptions }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  | { readonly type: "step" };

/** The buffers that an event hands over with itself. */
export function buffersOf(event: TrainingEvent): ArrayBuffer[] {
  switch (event.type) {
    case "progress":
      return [event.losses.buffer];
    case "snapshot":
      return [event.predictions.buffer, ...parametersOf(event.network).map(({ buffer }) => buffer)];
    default:
      return [];
  }
}
