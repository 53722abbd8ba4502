import { count, fixed, magnitude } from "../../../src/drawing/format";
import { order } from "../figures/compared";

/** A network's mean squared errors, measured, beside the naive solution's, by formula. */
export interface Errors {
  /** n, m and p. */
  readonly features: number;
  readonly neurons: number;
  readonly probability: number;
  /** Of an output whose feature is active. */
  readonly active: number;
  readonly naiveActive: number;
  /** Of all outputs of all samples. */
  readonly overall: number;
  readonly naiveOverall: number;
}

/** "the other feature", "the other 90": those that the naive solution has no neuron for. */
export function othersText({ features, neurons }: Pick<Errors, "features" | "neurons">): string {
  const others = features - neurons;
  return others === 1 ? "the other one" : `the other ${count(others)}`;
}

/** How the naive solution divides its neurons: the middle of a sentence. */
export function naiveText(errors: Pick<Errors, "features" | "neurons">): string {
  const { features, neurons } = errors;
  return neurons < features
    ? `answer ${neurons === 1 ? "this one" : `these ${count(neurons)}`} in full and leave ${othersText(errors)} at zero`
    : "answer every feature in full, since it has neurons enough";
}

/** Which entries of the naive solution's matrices are not zero. */
export function naiveEntriesText({
  features,
  neurons,
}: Pick<Errors, "features" | "neurons">): string {
  const entries = Math.min(features, neurons);
  return `In the naive solution each would have ${entries === 1 ? "one entry" : `${count(entries)} entries`} of its ${count(features * neurons)}, and zeros elsewhere.`;
}

/** How many features are active at once. */
export function activeText({
  features,
  probability,
}: Pick<Errors, "features" | "probability">): string {
  const active = features * probability;
  return active >= 9.95 ? fixed(active, 0) : active >= 0.995 ? fixed(active, 1) : magnitude(active);
}

/** What the error over all samples adds to that of active features, and which solution has less of it. */
export function overallText(errors: Errors): string {
  const { probability, overall, naiveOverall, active, naiveActive } = errors;
  if (!Number.isFinite(overall)) return "This network’s errors are not finite: it has diverged.";
  if (probability === 1)
    return `Here every feature is always active, and that is the whole story: ${sides(order(active, naiveActive), "by mean squared error")}`;
  const silent = 100 * (1 - probability);
  const share = silent < 10 ? fixed(silent, 1) : silent > 99 ? fixed(silent, 2) : fixed(silent, 0);
  const [whenActive, overAll] = [order(active, naiveActive), order(overall, naiveOverall)];
  const told = `That is the number that is usually told, and it is a part of the story. It looks only at samples in which the feature is there. In all the others, ${share} % of them, the output ought to be silent, and what other features leave in it counts as well. Over all samples the mean squared error is ${magnitude(overall)} for this network and ${magnitude(naiveOverall)} for the naive solution`;
  if (overAll === 0) return `${told}: by that measure the two are alike.`;
  if (overAll > 0)
    return `${told}: by plain mean squared error the naive solution wins${whenActive < 0 ? ", and what this network gains, it gains only where a feature is active" : ""}.`;
  return `${told}, so that this network wins by that measure${whenActive < 0 ? ", too" : ""}.`;
}

/** For the end: which solution is better by which measure. */
export function betterText(errors: Errors): string {
  const { active, naiveActive, overall, naiveOverall, probability } = errors;
  if (!Number.isFinite(overall)) return "This network has diverged: its errors are not finite.";
  const numbers = `Where a feature is active, its mean squared error is ${magnitude(active)} here and ${magnitude(naiveActive)} in the naive solution; over all samples it is ${magnitude(overall)} and ${magnitude(naiveOverall)}.`;
  const [whenActive, overAll] = [order(active, naiveActive), order(overall, naiveOverall)];
  if (probability === 1 || whenActive === overAll)
    return `${sides(overAll, "by both measures")} ${numbers}`;
  if (whenActive !== 0 && overAll !== 0)
    return `Which solution is better depends on what is averaged. ${numbers}`;
  return `What is averaged matters: by one measure the solutions are alike, by the other they are not. ${numbers}`;
}

function sides(side: number, how: string): string {
  if (side === 0) return `This network and the naive solution are alike ${how}.`;
  return `${side < 0 ? "This network is" : "The naive solution is"} the better one ${how}.`;
}

/** What sharing costs: gains below 1, and outputs that speak where their feature is absent. */
export function costsText(gain: number, silentShare: number): string {
  if (!(Number.isFinite(gain) && Number.isFinite(silentShare)))
    return "What sharing costs cannot be told: this network has diverged.";
  const attenuates = gain < 0.985;
  const leaks = silentShare >= 0.015;
  const gainText = `Features are answered with a gain of ${fixed(gain, 2)}`;
  const leakText = `outputs whose feature is absent speak all the same: that is ${fixed(100 * silentShare, 0)} % of the mean squared error over all samples`;
  if (attenuates && leaks) return `Sharing costs twice. ${gainText} instead of 1, and ${leakText}.`;
  if (attenuates)
    return `Sharing costs gain. ${gainText} instead of 1; outputs whose feature is absent hardly speak.`;
  if (leaks) return `Sharing costs silence. ${gainText}, but ${leakText}.`;
  return `Here sharing costs next to nothing. ${gainText}, and outputs whose feature is absent hardly speak.`;
}
