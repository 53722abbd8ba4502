import { historyEpochs } from "./history-epochs";
import type { Run } from "./run";

/** Steps at which the run has its longest model, or can load it; never empty. */
export function keptSteps({ origin, models, history, latest }: Run<unknown>): readonly number[] {
  if (origin === "shipped" && history.length === 0) {
    const steps = models.map((model) => model.steps);
    return historyEpochs(Math.max(...steps), steps);
  }
  const kept = history.map(({ step }) => step);
  return latest.step > kept[kept.length - 1] ? [...kept, latest.step] : kept;
}
