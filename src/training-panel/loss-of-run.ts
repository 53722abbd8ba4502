import type { ShownRun } from "../run/page-run";
import { stepping } from "../run/stepping";
import type { LossMeasure, LossState } from "./loss-figure";

/** The loss of the run on the page, for its figure. */
export function lossOfRun(
  { page, run, moment, status }: ShownRun<unknown>,
  measure: LossMeasure,
): LossState {
  const { trained } = page;
  return {
    word: trained.word,
    set: stepping(page.controls[0], page.lookAt),
    measure,
    losses: run.losses,
    total: trained.steps(run.settings).at(-1)!,
    step: moment.step,
    // Of a network from a file it may not be known.
    stepLoss: Number.isNaN(moment.loss) && run.origin === "opened" ? undefined : moment.loss,
    live: status.phase === "training",
    opened: run.origin === "opened",
  };
}
