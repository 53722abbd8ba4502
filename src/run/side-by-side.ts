import type { EngineName } from "../engines/contract";
import { Source } from "../notebook/source";
import type { RunControl, TrainingStatus } from "./run-control";
import type { Trainer } from "./trained";

/** Trains two runs at once, the second of settings that follow from the first's, as if they were one. */
export class SideBySide<Settings> implements Trainer<Settings> {
  readonly status: Source<TrainingStatus>;
  readonly #main: RunControl<Settings>;
  readonly #beside: RunControl<Settings>;
  readonly #besideOf: (settings: Settings) => Settings;

  /** @param besideOf the settings of the second run */
  constructor(
    main: RunControl<Settings>,
    beside: RunControl<Settings>,
    besideOf: (settings: Settings) => Settings,
  ) {
    this.#main = main;
    this.#beside = beside;
    this.#besideOf = besideOf;
    this.status = new Source(together(main.status.value, beside.status.value));
    for (const { status } of [main, beside]) status.addEventListener("input", this.#follow);
  }

  prepare(settings: Settings): void {
    this.#main.prepare(settings);
  }

  train(settings: Settings): void {
    this.#main.train(settings);
    this.#beside.train(this.#besideOf(settings));
  }

  /** One step of each that is under way, or the first ones of two new jobs. */
  step(settings: Settings): void {
    const main = this.#main.underWay;
    const beside = this.#beside.underWay;
    // A run that is at its end, while the other is not, is not begun again.
    if (main || !beside) this.#main.step(settings);
    if (beside || !main) this.#beside.step(this.#besideOf(settings));
  }

  reset(settings: Settings): void {
    this.#main.reset(settings);
    this.#beside.reset(this.#besideOf(settings));
  }

  restore(): void {
    this.#main.restore();
    this.#beside.restore();
  }

  pause(): void {
    this.#main.pause();
    this.#beside.pause();
  }

  resume(): void {
    this.#main.resume();
    this.#beside.resume();
  }

  switchTo(engine: EngineName | undefined): void {
    this.#main.switchTo(engine);
    this.#beside.switchTo(engine);
  }

  dispose(): void {
    for (const { status } of [this.#main, this.#beside])
      status.removeEventListener("input", this.#follow);
    this.#main.dispose();
    this.#beside.dispose();
  }

  readonly #follow = (): void => {
    this.status.value = together(this.#main.status.value, this.#beside.status.value);
  };
}

/** Of two phases, that of both together is the earlier one here. */
const phases: readonly TrainingStatus["phase"][] = [
  "failed",
  "training",
  "starting",
  "paused",
  "stopped",
  "done",
  "idle",
];

/** Where two jobs are, as one: the first one's engine and words, the steps of both. */
function together(main: TrainingStatus, beside: TrainingStatus): TrainingStatus {
  const phase = phases.find((each) => main.phase === each || beside.phase === each)!;
  const message = main.message ?? beside.message;
  return {
    ...main,
    phase,
    done: main.done + beside.done,
    total: main.total + beside.total,
    stepsPerSecond: main.stepsPerSecond + beside.stepsPerSecond,
    ...(message !== undefined && { message }),
    ...(main.reproducible !== undefined && {
      reproducible: main.reproducible && beside.reproducible !== false,
    }),
  };
}
