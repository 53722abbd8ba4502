import type { ScaleOptions } from "@observablehq/plot";
import type { PageRun, ShownRun } from "../run/page-run";
import type { Run } from "../run/run";
import { stepping } from "../run/stepping";
import type { LossMeasure, LossState } from "./loss-figure";

/** The scale of the steps of a run, for a plot of its loss. */
export function stepScale<Settings>(
  { trained }: PageRun<Settings>,
  { origin, settings }: Run<Settings>,
): ScaleOptions {
  return {
    domain: [0, Math.max(1, trained.steps(settings).at(-1)!)],
    label: trained.word,
    // Of a network from a file no step is known.
    ...(origin === "opened" && { ticks: [0] }),
  };
}

/** The loss of the run on the page, for its figure. */
export function lossOfRun(
  { page, run, moment, status }: ShownRun<unknown>,
  measure: LossMeasure,
): Omit<LossState, "plot"> {
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
