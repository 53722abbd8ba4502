import type { Observable } from "../notebook/definition";
import type { Host } from "../notebook/host";
import { type Run, sameSettings } from "./run";
import type { RunControl } from "./run-control";
import type { Trained, Trainer } from "./trained";

/** What `followChoice` needs from outside. */
export interface Choice<Settings> {
  readonly trained: Pick<Trained<Settings>, "parts" | "text">;
  readonly control: Pick<RunControl<Settings>, "run" | "show" | "underWay">;
  readonly trainer: Pick<Trainer<Settings>, "train">;
  readonly chosen: Observable<Settings>;
  readonly shipped: Run<Settings>;
  readonly host: Pick<Host, "asset" | "notice">;
}

/**
 * While the page shows the shipped run, narrows it to what is chosen, where that is a part of it. Where the first
 * choice (that of the page's address) is another run, says so and offers to train it, until another run is shown.
 */
export function followChoice<Settings>(
  { trained, control, trainer, chosen, shipped, host }: Choice<Settings>,
  invalidation: Promise<void>,
): void {
  const isShipped = (settings: Settings): boolean =>
    sameSettings(settings, shipped.settings) ||
    trained.parts?.has(settings, shipped.settings) === true;
  const show = async (): Promise<void> => {
    const settings = chosen.value;
    const shown = control.run.value;
    if (shown.origin !== "shipped" || sameSettings(settings, shown.settings)) return;
    // A training that has begun is shown a moment later.
    if (!isShipped(settings) || control.underWay) return;
    try {
      const run = (await trained.parts?.load(shipped, settings, host.asset)) ?? shipped;
      if (chosen.value === settings && control.run.value === shown && !control.underWay)
        control.show(run);
    } catch (error) {
      host.notice(`The page stays as it is: ${(error as Error).message}`, { key: "run" });
    }
  };
  if (!isShipped(chosen.value)) offer();
  const follow = (): void => void show();
  chosen.addEventListener("input", follow);
  invalidation.then(() => chosen.removeEventListener("input", follow));
  follow();

  function offer(): void {
    const dismiss = host.notice(
      `This address names a run that did not come with the page: ${trained.text(chosen.value)}. You see the shipped run until you train it.`,
      { key: "run", action: { label: "Train it", run: () => trainer.train(chosen.value) } },
    );
    const isAnother = (): void => {
      if (control.run.value.origin !== "shipped") dismiss();
    };
    control.run.addEventListener("input", isAnother);
    invalidation.then(() => control.run.removeEventListener("input", isAnother));
  }
}
