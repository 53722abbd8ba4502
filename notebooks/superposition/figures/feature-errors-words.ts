import type { PlotLibrary } from "../../../src/drawing/chart";
import { count, magnitude } from "../../../src/drawing/format";
import { mean } from "../../../src/network/sum";
import { type ErrorAverage, leastOf } from "./error-averages";
import type { FeatureFocus } from "./feature-focus";

export interface FeatureErrorsState {
  readonly Plot: PlotLibrary;
  /** `[n]` The network's mean squared error of each feature given that it is active. */
  readonly errors: Float64Array;
  /** `[n]` The same of the naive solution, which answers a feature per neuron and ignores the others. */
  readonly naive: Float64Array;
  /** The network's mean squared error over all samples and outputs. */
  readonly overall: number;
  readonly naiveOverall: number;
  /** The network beside which it is shown: its name says how it differs, as "trained with L2". */
  readonly other?:
    | { readonly name: string; readonly errors: Float64Array; readonly overall: number }
    | undefined;
  /** m */
  readonly neurons: number;
  readonly focus: FeatureFocus;
}

/** The errors given that the feature is active, and over all samples and outputs. */
export function averagesOf(state: FeatureErrorsState): [ErrorAverage, ErrorAverage] {
  const { errors, naive, overall, naiveOverall, other } = state;
  return [
    { network: mean(errors), naive: mean(naive), other: other && mean(other.errors) },
    { network: overall, naive: naiveOverall, other: other?.overall },
  ];
}

/** What is to be seen, with who is better by which average. */
export function featureErrorsCaption(state: FeatureErrorsState): string {
  const { errors, naive, overall, naiveOverall, other, neurons, focus } = state;
  const features = errors.length;
  const finite = errors.filter(Number.isFinite);
  if (finite.length === 0) return "The network’s errors are not finite: its training has diverged.";
  const ignored = Math.max(0, features - neurons);
  const worst = Math.max(...naive);
  const averaged =
    "Each error is a mean over the values of the feature, uniform on (−1, 1), and over what the other features happen to be.";
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const network = `The network’s ${count(features)} lie between ${magnitude(least)} and ${magnitude(most)}, with a mean of ${magnitude(mean(errors))}`;
  const cliff =
    ignored === 0
      ? "; with a neuron for each feature, the naive solution has no error."
      : `; the naive solution answers ${count(features - ignored)} perfectly and the other ${count(ignored)} with 0, which costs ${magnitude(worst)}, and has a mean of ${magnitude(mean(naive))}.`;
  const compared =
    other === undefined
      ? ""
      : ` The network ${other.name} has a mean of ${magnitude(mean(other.errors))}.`;
  const all = `Over all samples and outputs, active or not, the mean squared error is ${magnitude(overall)} for the network and ${magnitude(naiveOverall)} for the naive solution: ${verdict(...averagesOf(state))}.`;
  return `${averaged} ${network}${cliff}${compared} ${all} Feature ${focus.feature} (amber) has ${magnitude(errors[focus.feature])}.`;
}

/** Who is better by which average. */
export function verdict(conditional: ErrorAverage, overall: ErrorAverage): string {
  const [given, over] = [conditional, overall].map(({ network, naive }) => {
    const least = leastOf([network, naive]);
    return least.length === 1 ? solutions[least[0]] : undefined;
  });
  if (given === over) return given === undefined ? "they are alike" : `${given} is better by both`;
  if (given === undefined) return `they are alike ${where}, and ${over} is better ${everywhere}`;
  if (over === undefined) return `they are alike ${everywhere}, and ${given} is better ${where}`;
  return `${given} is better ${where}, ${over} ${everywhere}`;
}

const solutions = ["the network", "the naive solution"];
const where = "where the feature is active";
const everywhere = "over all";
