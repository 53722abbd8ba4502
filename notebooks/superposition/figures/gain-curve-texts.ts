import type { PlotLibrary } from "../../../src/drawing/chart";
import { count, fixed, magnitude, superscript } from "../../../src/drawing/format";
import { bestScale, type GainCurve, lossAtGain, lossAtScale } from "../mathematics/gain-curve";
import { attenuatingLoss, ignoringLoss } from "../mathematics/naive";
import { chance, order, times } from "./compared";

export interface GainCurveState {
  readonly Plot: PlotLibrary;
  readonly curve: GainCurve;
  /** n */
  readonly features: number;
  /** m */
  readonly neurons: number;
}

/** Gains are drawn and gone through in these steps. */
export const gainStep = 0.01;

/** Whether the outputs can be scaled to a gain: whether they have one at all, and are finite. */
export function isScalable({ gain, coefficients }: GainCurve): boolean {
  return gain > 0.02 && coefficients.every(Number.isFinite);
}

/** The end of the axis: 1, or beyond a network of a larger gain. */
export function lastGain({ gain }: GainCurve): number {
  return gain > 0.95 && gain < 2 ? Math.ceil(10 * (gain + 0.2)) / 10 : 1;
}

/** The gain of the least loss. */
export function bestGain(curve: GainCurve): number {
  return bestScale(curve) * curve.gain;
}

/** The loss at a gain. */
export interface GainRow {
  readonly gain: number;
  /** By attenuation alone. */
  readonly formula: number;
  /** With interference; NaN of a network that cannot be scaled. */
  readonly scaled: number;
}

export function gainRow(curve: GainCurve, gain: number): GainRow {
  return {
    gain,
    formula: attenuatingLoss(gain, curve.probability, curve.exponent),
    scaled: isScalable(curve) ? lossAtGain(curve, gain) : Number.NaN,
  };
}

/** The losses of gains so far apart. */
export function gainRows(curve: GainCurve, every: number): GainRow[] {
  const rows = Math.round(lastGain(curve) / every) + 1;
  return Array.from({ length: rows }, (_, i) => gainRow(curve, i * every));
}

export function gainCurveCaption({ curve, features, neurons }: GainCurveState): string {
  const { exponent, probability, gain, coefficients } = curve;
  const alone = `Were there no interference, a larger gain would always be better: the loss p(1\u00a0−\u00a0g)${superscript(exponent)}/${2 * (exponent + 1)} falls to 0 at gain 1.`;
  if (!coefficients.every(Number.isFinite))
    return `${alone} The outputs of this network are not finite, so they cannot be scaled.`;
  if (!isScalable(curve))
    return `${alone} This network has a mean gain of ${fixed(gain, 2)}: there is no answer yet to scale.`;
  const best = bestGain(curve);
  const least = lossAtScale(curve, bestScale(curve));
  const own = lossAtScale(curve, 1);
  const ignoring = ignoringLoss(features, neurons, probability, exponent);
  const share = attenuatingLoss(gain, probability, exponent) / own;
  const meet =
    order(own, least) === 0
      ? `it is least at gain ${fixed(best, 2)}, and that is where this network is: ${fixed(gain, 2)}.`
      : `it is least at gain ${fixed(best, 2)}, with ${magnitude(least)}; this network stands at ${fixed(gain, 2)} with ${magnitude(own)}.`;
  const naive =
    ignoring === 0
      ? ""
      : ` Ignoring ${count(features - neurons)} features would cost ${magnitude(ignoring)}, ${times(ignoring / own)} times that.`;
  return `${alone} But a larger gain is also louder to all others: interference grows with the gain to the power of ${exponent}. With p\u00a0=\u00a0${chance(probability)} and the directions of this network, the loss comes down and goes up again: ${meet} ${attenuationText(share, own)}${naive}`;
}

/** What attenuation is of a loss; where others make up for some of it, it is more than the whole. */
function attenuationText(share: number, loss: number): string {
  return share <= 1
    ? `Of its loss of ${magnitude(loss)}, attenuation is ${fixed(100 * share, 0)} %.`
    : `Its loss is ${magnitude(loss)}; by attenuation alone it would be ${magnitude(share * loss)}, of which other features make up for a part.`;
}
