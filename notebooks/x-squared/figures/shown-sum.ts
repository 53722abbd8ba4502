import { addingUp } from "../../../src/drawing/adding-up";
import type { Decomposition } from "../../../src/network/decompose";
import { sum } from "../../../src/network/sum";

/** Which view of the neurons' parts: first-order contributions, or integrated gradients, which are exact. */
export type ContributionKind = "first-order" | "integrated";

/** The parts of a prediction in two decimals that add up: Σ and the rest that the view needs beside it. */
export function shownSum(
  at: Decomposition,
  kind: ContributionKind,
): { prediction: string; sum: string; rest: string; restName: "remainder" | "baseline" } {
  const integrated = kind === "integrated";
  const shown = addingUp(
    at.prediction,
    integrated ? [sum(at.integrated), at.baseline] : [sum(at.contributions), at.remainder],
    2,
  );
  return {
    prediction: shown.total,
    sum: shown.terms[0],
    rest: shown.terms[1],
    restName: integrated ? "baseline" : "remainder",
  };
}
