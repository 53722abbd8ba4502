import type { PlotLibrary } from "../../../src/drawing/chart";
import { count, fixed } from "../../../src/drawing/format";
import {
  type Column,
  fileColumn,
  numbers,
  summedUp,
  tableColumn,
} from "../../../src/figure/columns";
import { mean } from "../../../src/network/sum";
import { sharingFeatures } from "../mathematics/gains";
import { decimal, order } from "./compared";
import type { FeatureFocus } from "./feature-focus";

export interface L2GainsState {
  readonly Plot: PlotLibrary;
  /** `[n]` The answer of each output to its own feature at 1, of the network on the page. */
  readonly gains: Float64Array;
  /** `[n]` Of the network trained with the other loss; null if there is none. */
  readonly otherGains: Float64Array | null;
  /** q of the losses that they were trained with. */
  readonly exponent: number;
  readonly otherExponent: number;
  /** m */
  readonly neurons: number;
  readonly focus: FeatureFocus;
}

/** The standard deviation. */
function spread(values: Float64Array): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** A network's gains in a few words. */
export function summary(gains: Float64Array): string {
  if (!Number.isFinite(mean(gains))) return "not finite";
  return `mean ${fixed(mean(gains), 2)} ± ${fixed(spread(gains), 2)}, ${fixed(sharingFeatures(gains), 0)} features share`;
}

/** Both networks in a few numbers each, and all gains. */
export function l2GainsNumbers({ gains, otherGains, exponent, otherExponent }: L2GainsState) {
  const networks = [
    { exponent, gains },
    ...(otherGains === null ? [] : [{ exponent: otherExponent, gains: otherGains }]),
  ];
  type Network = (typeof networks)[number];
  const summed = (
    heading: string,
    digits: number,
    of: (gains: Float64Array) => number,
  ): Column<Network> => tableColumn(heading, ({ gains }) => decimal(of(gains), digits));
  return summedUp(
    numbers(networks, [
      tableColumn("Trained with", ({ exponent }) => `L${exponent}`),
      summed("Mean gain", 3, mean),
      summed("Spread", 3, spread),
      summed("Smallest", 3, (gains) => Math.min(...gains)),
      summed("Largest", 3, (gains) => Math.max(...gains)),
      summed("Features that share", 1, sharingFeatures),
    ]),
    numbers(Array.from(gains), [
      fileColumn("feature", (_, feature) => feature),
      ...networks.map(
        ({ exponent, gains }): Column<number> =>
          fileColumn(`gain_l${exponent}`, (_, feature) => gains[feature]),
      ),
    ]),
  );
}

export function l2GainsCaption({
  gains,
  otherGains,
  exponent,
  otherExponent,
  neurons,
}: L2GainsState): string {
  const features = gains.length;
  if (!Number.isFinite(mean(gains)) || (otherGains !== null && !Number.isFinite(mean(otherGains))))
    return "Outputs that are not finite have no gain, so there is nothing to compare.";
  const of = (values: Float64Array): string =>
    `a mean gain of ${fixed(mean(values), 2)} with a spread of ${fixed(spread(values), 2)}, and ${fixed(sharingFeatures(values), 0)} of ${count(features)} features share the ${neurons === 1 ? "neuron" : `${count(neurons)} neurons`}`;
  if (otherGains === null)
    return `This network, trained with L${exponent}, has ${of(gains)}. The network to compare it with is yet to be trained.`;
  const trained = [
    { exponent, gains },
    { exponent: otherExponent, gains: otherGains },
  ];
  const square = trained.find((each) => each.exponent === 2);
  const higher = trained.find((each) => each !== square);
  if (square === undefined || higher === undefined)
    return `Trained with L${exponent}, a network has ${of(gains)}; with L${otherExponent}, ${of(otherGains)}.`;
  return `Trained with L2, a network has ${of(square.gains)}; with L${higher.exponent}, ${of(higher.gains)}. ${verdict(square.gains, higher.gains, higher.exponent, Math.min(1, neurons / features))}`;
}

/** Whether L2 does what it is often said to do: raise the gain of all alike. */
function verdict(
  square: Float64Array,
  higher: Float64Array,
  exponent: number,
  part: number,
): string {
  const [low, high] = [mean(square), mean(higher)];
  const expected = "It is often said that L2 settles on a higher gain for all features alike:";
  const uneven = spread(square) / Math.abs(low) > 2 * (spread(higher) / Math.abs(high));
  if (order(low, high) > 0)
    return uneven
      ? `${expected} here the mean gain is higher, but the gains are uneven.`
      : `${expected} here it does.`;
  const size = order(low, high) < 0 ? "lower" : "no higher";
  const near = Math.abs(low / part - 1) < 0.15 ? `, near m/n\u00a0=\u00a0${fixed(part, 2)}` : "";
  const naive = uneven
    ? ", and uneven: some features are answered and others all but ignored, as in the naive solution"
    : "";
  const none =
    Math.min(...higher) > high / 2
      ? ` L${exponent} minds the largest errors most, and leaves no feature out.`
      : "";
  return `${expected} here it does not. The mean gain is ${size}${near}${naive}.${none}`;
}
