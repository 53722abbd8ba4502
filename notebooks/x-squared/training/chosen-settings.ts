import type { Network } from "../../../src/network/network";
import type { Observable } from "../../../src/notebook/definition";
import { type Notice, offerRun } from "../../../src/run/offer-run";
import { sameSettings } from "../../../src/run/run";
import type { RunControl } from "../../../src/run/run-control";
import type { RunSettings, XSquaredRun } from "./settings";
import { isShipped, narrowedRun } from "./shipped";

/** What `showChosen` needs from outside. */
export interface ShownChoice {
  readonly control: RunControl<RunSettings>;
  readonly chosen: Observable<RunSettings>;
  readonly shipped: XSquaredRun;
  /** Loads the shipped networks by their epochs. */
  readonly models: () => Promise<ReadonlyMap<number, Network>>;
  readonly notice: Notice;
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
  if (!isShipped(chosen.value, shipped.settings))
    offerRun({ control, chosen, text: settingsText, notice }, invalidation);
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
export function runText({ file, settings }: XSquaredRun): string {
  return file === undefined ? settingsText(settings) : `a network opened from ${file}`;
}
