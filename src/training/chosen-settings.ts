import type { Network } from "../network/network";
import { historyEpochs } from "./history-epochs";
import { longest, type Run, type RunSettings, sameSettings } from "./run";
import type { RunControl } from "./run-control";
import { isShipped, narrowedRun } from "./shipped";
import { type Observable, Source } from "./source";

/** The reader's choices, each of which tells when it changes. */
export interface SettingSources {
  readonly epochs: Observable<readonly number[]>;
  readonly seed: Observable<number>;
  readonly width: Observable<number>;
  readonly lr: Observable<number>;
}

/** The choices as one value. */
export function chosenSettings(
  sources: SettingSources,
  invalidation: Promise<void>,
): Source<RunSettings> {
  const { epochs, seed, width, lr } = sources;
  const read = (): RunSettings => ({
    epochs: epochs.value,
    seed: seed.value,
    width: width.value,
    learningRate: lr.value,
  });
  const chosen = new Source(read());
  const follow = (): void => {
    chosen.value = read();
  };
  const all: readonly Observable<unknown>[] = [epochs, seed, width, lr];
  for (const source of all) source.addEventListener("input", follow);
  invalidation.then(() => {
    for (const source of all) source.removeEventListener("input", follow);
  });
  return chosen;
}

/** What `showChosen` needs from outside. */
export interface ShownChoice {
  readonly control: RunControl;
  readonly chosen: Source<RunSettings>;
  readonly shipped: Run;
  /** Loads the shipped networks by their epochs. */
  readonly models: () => Promise<ReadonlyMap<number, Network>>;
  /** Tells the reader something, with a button beside it where there is something to do. */
  readonly notice: (
    message: string,
    options: { key: string; action?: { label: string; run(): void } },
  ) => () => void;
}

/**
 * While the page shows the shipped run, narrows it to the chosen epochs where they are among the shipped
 * ones. Where the first choice (that of the page's address) is another run, says so and offers to train it.
 */
export function showChosen(
  { control, chosen, shipped, models, notice }: ShownChoice,
  invalidation: Promise<void>,
): void {
  const show = async (): Promise<void> => {
    const settings = chosen.value;
    const shown = control.run.value;
    if (shown.origin !== "shipped" || sameSettings(settings, shown.settings)) return;
    if (!isShipped(settings, shipped.settings)) return;
    try {
      const run = await narrowedRun(shipped, settings, models);
      if (chosen.value === settings && control.run.value === shown) control.show(run);
    } catch (error) {
      notice(`The page stays as it is: ${(error as Error).message}`, { key: "run" });
    }
  };
  if (!isShipped(chosen.value, shipped.settings)) {
    const dismiss = notice(
      `This address names a run that did not come with the page: ${settingsText(chosen.value)}. You see the shipped run until you train it.`,
      { key: "run", action: { label: "Train it", run: () => control.train(chosen.value) } },
    );
    const trained = (): void => {
      if (control.run.value.origin === "live") dismiss();
    };
    control.run.addEventListener("input", trained);
    invalidation.then(() => control.run.removeEventListener("input", trained));
  }
  const follow = (): void => void show();
  chosen.addEventListener("input", follow);
  invalidation.then(() => chosen.removeEventListener("input", follow));
  follow();
}

/** "seed 7, width 64, learning rate 0.001, epochs 0, 10, 500" */
export function settingsText({ seed, width, learningRate, epochs }: RunSettings): string {
  return `seed ${seed}, width ${width}, learning rate ${learningRate}, epochs ${epochs.join(", ")}`;
}

/** Where the run on the page comes from, in words. */
export function runText({ file, settings }: Run): string {
  return file === undefined ? settingsText(settings) : `a network opened from ${file}`;
}

/** Epochs at which the run has its longest model, or can load it; never empty. */
export function keptEpochs(run: Run): readonly number[] {
  if (run.origin === "shipped" && run.history.length === 0) {
    return historyEpochs(longest(run.settings), run.settings.epochs);
  }
  const kept = run.history.map((moment) => moment.epoch);
  return run.latest.epoch > kept[kept.length - 1] ? [...kept, run.latest.epoch] : kept;
}
