import type { PlotLibrary } from "../../../src/drawing/chart";
import { count, list, magnitude } from "../../../src/drawing/format";
import { sampleAt } from "../../../src/drawing/sample";
import { type Column, column, type Numbers, numbers } from "../../../src/figure/columns";
import { mean } from "../../../src/network/sum";
import { ignoringLoss, naiveErrors } from "../mathematics/naive";
import { crossings, type SparsitySweep } from "../mathematics/sparsity-sweep";
import { chance, compared, order, roughChance } from "./compared";
import type { FeatureFocus } from "./feature-focus";

export interface SparsitySweepState {
  readonly Plot: PlotLibrary;
  /** The network on the page. */
  readonly sweep: SparsitySweep;
  /** The network trained with the other loss, at the same p; null if there is none. */
  readonly other: SparsitySweep | null;
  /** q of the losses that they were trained with. */
  readonly exponent: number;
  readonly otherExponent: number;
  /** n */
  readonly features: number;
  /** m */
  readonly neurons: number;
  /** The mean squared error of a feature that alone is active: where the curve comes from as p goes to 0. */
  readonly isolated: number;
  /** p of the training. */
  readonly trainedAt: number;
  readonly focus: FeatureFocus;
}

/** The errors of the naive solution at the same p. */
export function naiveSweep({
  sweep,
  features,
  neurons,
}: SparsitySweepState): Pick<SparsitySweep, "conditional" | "overall"> {
  const { probabilities } = sweep;
  const conditional = mean(naiveErrors(features, neurons, 2));
  return {
    conditional: probabilities.map(() => conditional),
    overall: probabilities.map((p) => ignoringLoss(features, neurons, p, 2)),
  };
}

export function sweepCaption(state: SparsitySweepState): string {
  const { sweep, other, features, neurons, isolated, otherExponent } = state;
  const { probabilities } = sweep;
  const [first, last] = [probabilities[0], probabilities[probabilities.length - 1]];
  const p = Math.min(last, Math.max(first, state.trainedAt));
  const at = (values: Float64Array): number => sampleAt(probabilities, values, p);
  const naive = naiveSweep(state);
  const conditional = at(sweep.conditional);
  const where = p === state.trainedAt ? "as often as in training" : "as near to that as is shown";
  if (!Number.isFinite(conditional))
    return "The outputs of this network are not finite, so its error is not shown.";
  const rest =
    neurons < features
      ? `the naive solution, which answers ${count(neurons)} of ${count(features)} features and ignores ${features - neurons === 1 ? "the other" : "the rest"}`
      : `the naive solution, which has a neuron for each feature`;
  const others =
    other === null
      ? ""
      : ` Trained with L${otherExponent}, a network has ${magnitude(at(other.conditional))} and ${magnitude(at(other.overall))} there.`;
  return `In samples of its own, where features are active ${where}, p\u00a0=\u00a0${chance(p)}, the mean squared error of an active one is ${against(conditional, at(naive.conditional))} of ${rest}. ${course(sweep.conditional, naive.conditional, probabilities)} Alone, with no other active, a feature has ${magnitude(isolated)}. Over all samples, those in which a feature should stay silent included, what leaks in from others counts too: ${against(at(sweep.overall), at(naive.overall))}. ${course(sweep.overall, naive.overall, probabilities)}${others}`;
}

/** "0.0730, 2.1 times smaller than the 0.150". */
function against(value: number, naive: number): string {
  if (naive === 0) return `${magnitude(value)}, against the 0`;
  const words = compared(value, naive);
  return `${magnitude(value)}, ${words} ${words === "as large" ? "as" : "than"} the ${magnitude(naive)}`;
}

/** Which of the two is better where, over all p. */
function course(values: Float64Array, naive: Float64Array, probabilities: Float64Array): string {
  const places = crossings(probabilities, values, naive);
  const sides = Array.from(values, (value, i) => order(value, naive[i])).filter(
    (side) => side !== 0,
  );
  const range = `from p\u00a0=\u00a0${chance(probabilities[0])} to ${chance(probabilities[probabilities.length - 1])}`;
  if (sides.length === 0) return `The two are alike ${range}.`;
  const better = sides[0] < 0;
  if (places.length === 0)
    return better
      ? `It is better than the naive solution all the way ${range}.`
      : `The naive solution is better all the way ${range}.`;
  if (places.length > 1) return `The curves cross at p ≈ ${list(places.map(roughChance))}.`;
  return better
    ? `The denser the features, the more they interfere: from p\u00a0≈\u00a0${roughChance(places[0])} on the naive solution is better.`
    : `It is better than the naive solution only from p\u00a0≈\u00a0${roughChance(places[0])} on.`;
}

/** The errors at each p; at nine of them in the table. */
export function sweepNumbers(state: SparsitySweepState): Numbers {
  const { sweep, other, otherExponent } = state;
  const { probabilities } = sweep;
  const naive = naiveSweep(state);
  const errors = (heading: string, field: string, values: Float64Array): Column<number> =>
    column(
      heading,
      field,
      (point) => values[point],
      (point) => magnitude(values[point]),
    );
  const last = probabilities.length - 1;
  const few = Math.min(9, probabilities.length);
  return numbers(
    [...probabilities.keys()],
    [
      column("p", "p", (point) => probabilities[point], 3),
      errors("Error if active", "error_if_active", sweep.conditional),
      errors("Naive", "naive_error_if_active", naive.conditional),
      errors("Error over all", "error_over_all", sweep.overall),
      errors("Naive over all", "naive_error_over_all", naive.overall),
      ...(other === null
        ? []
        : [
            errors(
              `If active, L${otherExponent}`,
              `l${otherExponent}_error_if_active`,
              other.conditional,
            ),
            errors(
              `Over all, L${otherExponent}`,
              `l${otherExponent}_error_over_all`,
              other.overall,
            ),
          ]),
    ],
    Array.from({ length: few }, (_, row) => Math.round((row * last) / Math.max(1, few - 1))),
  );
}
