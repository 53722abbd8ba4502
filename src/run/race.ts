import type { EngineName, StartTraining, TrainingEvent, TrainingSpec } from "../engines/contract";

/** An engine that takes part in a race, and how it does. */
export interface Lane {
  readonly engine: EngineName;
  /** Which kind of WebAssembly: the one that computes the same bits everywhere, or the faster one. */
  readonly reproducible: boolean;
  readonly result: RaceResult;
}

export type RaceResult =
  | { readonly state: "waiting" }
  | { readonly state: "running" }
  | {
      readonly state: "measured";
      readonly stepsPerSecond: number;
      /** What the engine says that it is or runs on. */
      readonly detail: string;
    }
  /** It cannot run here. */
  | { readonly state: "out"; readonly reason: string };

const waiting: RaceResult = { state: "waiting" };

/** All engines, none of them measured. */
export const startingLine: readonly Lane[] = [
  { engine: "webgl", reproducible: false, result: waiting },
  { engine: "tfjs", reproducible: false, result: waiting },
  { engine: "wasm", reproducible: false, result: waiting },
  { engine: "wasm", reproducible: true, result: waiting },
  { engine: "plain", reproducible: false, result: waiting },
];

/** Milliseconds from the first steps until an engine runs at full speed, and of the measurement after them. */
const warmUp = 700;
const measuring = 1500;

/**
 * Measures each engine, one after another, so that none slows another down.
 * @param spec of one model, which trains for longer than it takes to measure the engine
 * @param listener hears of all lanes whenever one has changed
 * @param cancelled ends the race; the lane that ran waits again
 */
export async function raceEngines(
  start: StartTraining,
  spec: TrainingSpec,
  listener: (lanes: readonly Lane[]) => void,
  cancelled: AbortSignal,
): Promise<void> {
  let lanes = startingLine;
  const tell = (place: number, result: RaceResult): void => {
    lanes = lanes.map((lane, i) => (i === place ? { ...lane, result } : lane));
    listener(lanes);
  };
  for (const [place, lane] of lanes.entries()) {
    if (cancelled.aborted) return;
    tell(place, { state: "running" });
    tell(place, await measure(start, spec, lane, cancelled));
  }
}

/** Trains on one engine until its speed is known. */
function measure(
  start: StartTraining,
  spec: TrainingSpec,
  lane: Lane,
  cancelled: AbortSignal,
): Promise<RaceResult> {
  const { engine, reproducible } = lane;
  return new Promise((resolve) => {
    let detail = "";
    let firstTime: number | undefined;
    let from: { readonly time: number; readonly step: number } | undefined;
    const finish = (result: RaceResult): void => {
      resolve(result);
      session.stop();
    };
    const hear = (event: TrainingEvent): void => {
      switch (event.type) {
        case "engine":
          if (!isEngineOf(lane, event)) finish(out(event.reason ?? noRelaxed));
          detail = event.detail;
          break;
        case "progress": {
          const time = performance.now();
          firstTime ??= time;
          if (from !== undefined && time - from.time >= measuring) {
            const stepsPerSecond = (1000 * (event.step - from.step)) / (time - from.time);
            finish({ state: "measured", stepsPerSecond, detail });
          } else if (time - firstTime >= warmUp) from ??= { time, step: event.step };
          break;
        }
        case "restarted":
          finish(out(event.reason));
          break;
        case "error":
          finish(out(event.message));
          break;
        case "done":
          finish(out("The training ended before it was measured."));
          break;
        case "stopped":
          resolve(waiting);
      }
    };
    const session = start(spec, hear, { engine, reproducible });
    cancelled.addEventListener("abort", () => session.stop(), { once: true });
  });
}

const noRelaxed = "This browser has no relaxed vector instructions.";

/** Whether the engine that has started is the one that was meant. */
function isEngineOf(lane: Lane, event: TrainingEvent & { readonly type: "engine" }): boolean {
  const sameKind = lane.engine !== "wasm" || lane.reproducible === event.reproducible;
  return lane.engine === event.engine && sameKind;
}

function out(reason: string): RaceResult {
  return { state: "out", reason };
}
