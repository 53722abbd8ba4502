import type { PlotLibrary } from "../../../src/drawing/chart";
import { count, fixed, list, magnitude } from "../../../src/drawing/format";
import type { LossComparison } from "../mathematics/loss-comparison";
import { compared, order } from "./compared";

export interface LossesState {
  readonly Plot: PlotLibrary;
  /** The costs under the two losses. */
  readonly comparisons: readonly [LossComparison, LossComparison];
  /** n */
  readonly features: number;
  /** m */
  readonly neurons: number;
  /** The mean gain of the network on the page. */
  readonly gain: number;
  /** q of the losses that the network on the page and the other one were trained with. */
  readonly exponent: number;
  readonly otherExponent: number;
}

export function lossesCaption(state: LossesState): string {
  const { comparisons, features, neurons, gain, otherExponent } = state;
  if (!comparisons.every(({ network }) => Number.isFinite(network)))
    return "The outputs of this network are not finite, so there is no cost to compare.";
  if (neurons >= features)
    return `With a neuron for each feature nothing needs to be ignored: the naive solution costs nothing, and this network ${list(comparisons.map(({ exponent, network }) => `${magnitude(network)} under L${exponent}`))}.`;
  const ignored = count(features - neurons);
  const formula = comparisons.map(({ attenuating, ignoring }) => order(attenuating, ignoring));
  const flatters = formula.every((side) => side < 0)
    ? `By the formulas alone, answering every feature with gain ${fixed(gain, 2)} costs less than ignoring ${ignored} of them under either loss. But they leave interference out.`
    : `By the formulas alone, answering every feature with gain ${fixed(gain, 2)} costs ${list(comparisons.map(({ attenuating, ignoring, exponent }) => `${times(attenuating, ignoring)} under L${exponent}`))} compared with ignoring ${ignored} of them, and they leave interference out.`;
  const measured = list(
    comparisons.map(
      ({ exponent, network, ignoring }) =>
        `${magnitude(network)} under L${exponent}, ${compared(network, ignoring)} ${order(network, ignoring) === 0 ? "as" : "than"} the ${magnitude(ignoring)} of ignoring`,
    ),
  );
  const others = comparisons.some(({ other }) => other === null)
    ? ""
    : ` A network trained with L${otherExponent} has ${list(comparisons.map(({ exponent, other }) => `${magnitude(other ?? Number.NaN)} under L${exponent}`))}.`;
  return `${flatters} With interference, as measured, this network costs ${measured}.${others} ${comparisons.map((each) => verdict(each, state)).join(" ")}`;
}

/** Which of the solutions that exist is best under a loss, with those that are level with it. */
function verdict(
  { exponent, ignoring, network, other }: LossComparison,
  { otherExponent }: LossesState,
): string {
  const solutions = [
    { name: "ignoring", cost: ignoring },
    { name: "this network", cost: network },
    ...(other === null || !Number.isFinite(other)
      ? []
      : [{ name: `the one trained with L${otherExponent}`, cost: other }]),
  ].sort((a, b) => a.cost - b.cost);
  const best = solutions.filter(({ cost }) => order(cost, solutions[0].cost) === 0);
  const names = list(best.map(({ name }) => name));
  return best.length === 1
    ? `Under L${exponent}, ${names} wins.`
    : `Under L${exponent}, ${names} are level.`;
}

function times(cost: number, ignoring: number): string {
  return `${fixed(cost / ignoring, 2)} times as much`;
}
