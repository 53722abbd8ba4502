import { magnitude, superscript } from "../../../src/drawing/format";
import type { TakenApart } from "../../../src/network/decompose";
import { sum } from "../../../src/network/sum";

/** What a sum of rounded numbers may miss, relative to the largest of 1, |f| and Σ|contribution|. */
export const closingTolerance = 1e-6;
/** Below this, differences are roundings of the numbers themselves. */
const rounding = -12;

/** By how much baseline and integrated gradients miss the prediction, and the size that this is to be seen against. */
export function closing(at: TakenApart): { readonly missed: number; readonly scale: number } {
  const { prediction, baseline, activations, values, integrated } = at;
  return {
    missed: Math.abs(baseline + sum(integrated) - prediction),
    scale: Math.max(
      1,
      Math.abs(prediction),
      sum(activations.map((a, i) => Math.abs(a * values[i]))),
    ),
  };
}

/** The end of a sentence: whether the exact account closes at this query. */
export function closingText(at: TakenApart): string {
  const { missed, scale } = closing(at);
  if (!(Number.isFinite(missed) && Number.isFinite(scale)))
    return "here there is nothing to add up: the network’s numbers are not finite.";
  if (missed > closingTolerance * scale)
    return `here they do not quite add up: the two sides differ by ${magnitude(missed)}.`;
  const exponent = Math.max(rounding, Math.floor(Math.log10(Math.max(missed, 1e-300))) + 1);
  return exponent < -2
    ? `here the two sides differ by less than 10${superscript(exponent)}.`
    : `here the two sides differ by ${magnitude(missed)}, where they are made of parts that come to ${magnitude(scale)}.`;
}
