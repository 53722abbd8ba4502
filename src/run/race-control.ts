import type { StartTraining, TrainingSpec } from "../engines/contract";
import { Source } from "../notebook/source";
import { startTraining } from "../training/late-client";
import { type Lane, raceEngines, startingLine } from "./race";

/** The race on the page. */
export interface Race {
  readonly lanes: readonly Lane[];
  readonly running: boolean;
  /** What the engines train, once they have. */
  readonly spec?: TrainingSpec;
}

/** Runs races one at a time and holds the one that the page shows. */
export class RaceControl {
  readonly race = new Source<Race>({ lanes: startingLine, running: false });
  readonly #start: StartTraining;
  #cancelling: AbortController | undefined;

  constructor(start: StartTraining = startTraining) {
    this.#start = start;
  }

  async start(spec: TrainingSpec): Promise<void> {
    this.cancel();
    const cancelling = new AbortController();
    this.#cancelling = cancelling;
    this.race.value = { lanes: startingLine, running: true, spec };
    const current = (): boolean => this.#cancelling === cancelling;
    await raceEngines(
      this.#start,
      spec,
      (lanes) => {
        if (current()) this.race.value = { lanes, running: true, spec };
      },
      cancelling.signal,
    );
    if (current()) this.race.value = { ...this.race.value, running: false };
  }

  /** Ends the race under way; what it has measured stays. */
  cancel(): void {
    this.#cancelling?.abort();
  }
}
