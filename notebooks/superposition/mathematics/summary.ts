import { mean } from "../../../src/network/sum";
import { activeErrors, expectedLoss } from "./errors";
import { isolatedErrors, sharingFeatures } from "./gains";
import { cosines, expectedAbsoluteCosine, featureDirections, pairs, welchBound } from "./geometry";
import type { MeasuredNetwork } from "./measured-network";
import { ignoringLoss, naiveErrors } from "./naive";
import { diagonal, effectiveMap } from "./weights";

/** The exponents q of the losses that are compared, and their signs. */
const exponents = [
  [2, "²"],
  [4, "⁴"],
  [6, "⁶"],
  [8, "⁸"],
] as const;

/** The task that all networks of a summary have. */
export interface SuperpositionTask {
  /** n */
  readonly features: number;
  /** m */
  readonly neurons: number;
  /** p */
  readonly probability: number;
}

/** One measure of some networks. */
export interface SummaryRow {
  readonly name: string;
  /** Of each network; undefined for one that is not there yet. */
  readonly values: readonly (number | undefined)[];
  /** What it is compared with: the same measure of something known. */
  readonly reference: { readonly name: string; readonly value: number } | undefined;
  /** Whether the least value is the best one. */
  readonly lessIsBetter: boolean;
}

/** How many rows every summary has: a page keeps their room before they are known. */
export const summaryRowCount = 15;

/** The measures of networks for one task, beside those of the naive solution, of random directions, and the Welch bound. */
export function superpositionSummary(
  { features, neurons, probability }: SuperpositionTask,
  networks: readonly (MeasuredNetwork | undefined)[],
): SummaryRow[] {
  const row = (
    name: string,
    measure: (network: MeasuredNetwork) => number,
    reference?: SummaryRow["reference"],
    lessIsBetter = false,
  ): SummaryRow => ({
    name,
    values: networks.map((network) => network && measure(network)),
    reference,
    lessIsBetter,
  });
  const naive = (value: number) => ({ name: "naive solution", value });
  const ignored = naiveErrors(features, neurons, 2);
  const answered = Math.min(1, neurons / features);
  const conditional = ({ moments }: MeasuredNetwork) => activeErrors(moments[2]);
  const gain = ({ gains }: MeasuredNetwork) => diagonal(gains.up);
  const cosinesOf = ({ weights }: MeasuredNetwork) =>
    pairs(cosines(featureDirections(weights), neurons));

  return [
    ...exponents.map(([exponent, sign]) =>
      row(
        `|error|${sign} over all samples`,
        ({ moments }) => expectedLoss(moments[exponent]),
        naive(ignoringLoss(features, neurons, probability, exponent)),
        true,
      ),
    ),
    row(
      "|error|² where active, mean",
      (network) => mean(conditional(network)),
      naive(mean(ignored)),
      true,
    ),
    row(
      "|error|² where active, least",
      (network) => Math.min(...conditional(network)),
      naive(Math.min(...ignored)),
    ),
    row(
      "|error|² where active, largest",
      (network) => Math.max(...conditional(network)),
      naive(Math.max(...ignored)),
    ),
    row(
      "|error|² of a feature alone",
      ({ gains }) => mean(isolatedErrors(gains)),
      naive(mean(ignored)),
      true,
    ),
    row("gain at x = 1, mean", (network) => mean(gain(network)), naive(answered)),
    row(
      "gain at x = 1, standard deviation",
      (network) => deviation(gain(network)),
      // As many gains of 1 as there are neurons, and 0 else.
      naive(Math.sqrt(answered * (1 - answered))),
    ),
    row("answer at x = −1, mean", ({ gains }) => mean(diagonal(gains.down)), naive(0)),
    row(
      "diagonal of W_out W_in, mean",
      ({ weights }) => mean(diagonal(effectiveMap(weights))),
      naive(answered),
    ),
    row("|cosine| of two features, mean", (network) => mean(cosinesOf(network).map(Math.abs)), {
      name: "random directions",
      value: expectedAbsoluteCosine(neurons),
    }),
    row(
      "cosine of two features, root mean square",
      (network) => Math.sqrt(mean(cosinesOf(network).map((cosine) => cosine ** 2))),
      { name: "Welch bound", value: welchBound(features, neurons) },
    ),
    row(
      "features that share",
      (network) => sharingFeatures(gain(network)),
      naive(Math.min(features, neurons)),
    ),
  ];
}

/** The standard deviation of some values, all of them known. */
function deviation(values: Float64Array): number {
  const average = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - average) ** 2)));
}
