import { expect } from "vitest";
import type { ModelSpec, Reading, TrainingSpec } from "../../src/engines/contract";
import { type JobEvent, type JobOptions, type JobSession, runJob } from "../../src/training/job";

// What jobs tell, and how to make them tell it.

/** An event of one type. */
export type EventOf<T extends JobEvent["type"]> = Extract<JobEvent, { type: T }>;

export function ofType<T extends JobEvent["type"]>(
  events: readonly JobEvent[],
  type: T,
): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

/** Runs a job to its end and returns what it told; `react` may act on the session. */
export function events(
  spec: TrainingSpec,
  options: JobOptions = { engine: "plain" },
  react: (event: JobEvent, session: JobSession) => void = () => {},
): Promise<JobEvent[]> {
  return new Promise((resolve) => {
    const told: JobEvent[] = [];
    const session = runJob(
      spec,
      (event) => {
        told.push(event);
        react(event, session);
        if (["done", "stopped", "handed-over", "error"].includes(event.type)) resolve(told);
      },
      options,
    );
  });
}

/** The losses that were sent; none twice, none left out. */
export function lossesOf(told: readonly JobEvent[], model = "model-0"): number[] {
  const losses: number[] = [];
  for (const event of ofType(told, "progress"))
    if (event.model === model) {
      expect(event.lossFrom).toBe(losses.length);
      losses.push(...event.losses);
    }
  return losses;
}

/** The snapshots that were asked for. */
export function keptOf(told: readonly JobEvent[], model = "model-0"): EventOf<"snapshot">[] {
  return ofType(told, "snapshot").filter((event) => event.model === model && !event.live);
}

/** Steps of the snapshots that were asked for. */
export function keptSteps(told: readonly JobEvent[], model = "model-0"): number[] {
  return keptOf(told, model).map(({ step }) => step);
}

/** The last weights that were sent, and what they make of the data. */
export function lastOf(told: readonly JobEvent[], model = "model-0"): Reading {
  const { network, loss, predictions } = ofType(told, "snapshot").findLast(
    (event) => event.model === model,
  )!;
  return { network, loss, predictions };
}

/** The models that a job handed over at its end. */
export function handedOver(told: readonly JobEvent[]): readonly ModelSpec[] {
  const last = told[told.length - 1];
  if (last.type !== "handed-over") throw new Error(`The job ended with ${last.type}.`);
  return last.models;
}

/** Resolves once whatever is under way has had its turn. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
