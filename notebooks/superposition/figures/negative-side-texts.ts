import type { PlotLibrary } from "../../../src/drawing/chart";
import { count, fixed, magnitude, superscript } from "../../../src/drawing/format";
import { mean } from "../../../src/network/sum";
import type { NegativeSide } from "../mathematics/negative-side";
import type { NegativeSource } from "../mathematics/negative-source";
import { compared, order } from "./compared";
import type { FeatureFocus } from "./feature-focus";

export interface NegativeSideState {
  readonly Plot: PlotLibrary;
  /** `[n]` The answer of each output to its own feature at 1. */
  readonly up: Float64Array;
  /** `[n]` The same at −1. */
  readonly down: Float64Array;
  readonly side: NegativeSide;
  readonly source: NegativeSource;
  /** q of the loss that the network was trained with, and that the errors are measured by. */
  readonly exponent: number;
  /** m */
  readonly neurons: number;
  readonly focus: FeatureFocus;
}

export function negativeSideCaption({
  up,
  down,
  side,
  source,
  exponent,
  neurons,
}: NegativeSideState): string {
  const answer = mean(down);
  if (!Number.isFinite(answer + source.loss))
    return "The outputs of this network are not finite, so there is no answer to take apart.";
  const at = `The answer at x = −1 should be 0; it is ${fixed(answer, 3)} on average, where the gain is ${fixed(mean(up), 2)}.`;
  if (source.pairs === 0)
    return `${at} No neuron has a negative weight, so none fires on the negative side.`;
  const alike = 100 * (source.alike / source.pairs);
  const percent = fixed(alike, alike > 99 && alike < 100 ? 1 : 0);
  const from = `All of it comes from the neurons whose weight of the feature is negative, ${fixed(source.pairs / up.length, 1)} of ${count(neurons)} for a feature: they fire just where it is negative, and W_out, which correlates with W_in at ${fixed(source.correlation, 2)}, takes them to the same output with a negative sign in ${percent} % of the cases.`;
  return `${at} ${from} ${cost(side, exponent)} ${worth(source, order(side.withAnswer, side.withoutAnswer) > 0)}`;
}

/** What the answers cost where the feature is negative. */
function cost({ withAnswer, withoutAnswer }: NegativeSideState["side"], exponent: number): string {
  const error = `the mean |error|${superscript(exponent)} is ${magnitude(withAnswer)} with the answer and ${magnitude(withoutAnswer)} without`;
  switch (order(withAnswer, withoutAnswer)) {
    case 1:
      return `Where the feature is negative it costs error: ${error}.`;
    case -1:
      return `Where the feature is negative it saves error: ${error}.`;
    case 0:
      return `Where the feature is negative it hardly matters: ${error}.`;
  }
}

/** What the outputs are good for that bring the answers about. */
function worth(
  { loss, lossWithout, interference, interferenceWithout }: NegativeSideState["source"],
  costly: boolean,
): string {
  const less = Math.abs(interference) < Math.abs(interferenceWithout);
  const takes = `without those outputs the mean interference would be ${fixed(interferenceWithout, 3)} rather than ${fixed(interference, 3)}, and the loss ${magnitude(lossWithout)}, ${compared(lossWithout, loss)}${order(lossWithout, loss) === 0 ? "" : " than now"}`;
  switch (order(lossWithout, loss)) {
    case 1:
      return less
        ? `${costly ? "So why keep it? These" : "The"} negative outputs take interference back: ${takes}. The answer at x < 0 is the price.`
        : `But these outputs are of use elsewhere: ${takes}.`;
    case -1:
      return `Nor are these outputs of use elsewhere: ${takes}.`;
    case 0:
      return `On the whole these outputs hardly matter: ${takes}.`;
  }
}
