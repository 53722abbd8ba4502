import { mixSeeds, seeded } from "../../../src/network/random";
import { mean } from "../../../src/network/sum";
import { activeErrors, outputMoments, type Samples } from "./errors";
import type { SuperpositionWeights } from "./weights";

/** The mean squared error of a network as its features become denser. */
export interface SparsitySweep {
  /** `[P]` p, increasing. */
  readonly probabilities: Float64Array;
  /** `[P]` The error of a feature's output given that the feature is active: the mean over all features. */
  readonly conditional: Float64Array;
  /** `[P]` The error over all samples: the mean over all features. */
  readonly overall: Float64Array;
  /** `[n, P]` The error of each feature given that it is active, row-major. */
  readonly ofFeatures: Float64Array;
}

/** The p of a sweep, evenly spaced on a logarithmic axis from 0.005 to 1, and that of the training among them. */
export function sweptProbabilities(trainedAt: number): Float64Array {
  const points = 60;
  const even = Array.from({ length: points + 1 }, (_, i) => 0.005 * 200 ** (i / points));
  return Float64Array.from(new Set([...even, trainedAt])).sort();
}

/** Samples with 0 to all features active, increasing: the same for every network that is swept. */
export type SweepSamples = readonly { readonly active: number; readonly samples: Samples }[];

/**
 * Draws the samples for sweeps. Those with more active features are those with fewer and some more: what chance makes of
 * a sample goes with it from one p to the next, and curves over p do not waver with it.
 * @param count samples for each number of active features
 */
export function drawSweepSamples(features: number, count: number, seed: number): SweepSamples {
  const full = fullSamples(features, count, mixSeeds(seed, features));
  return measuredCounts(features).map((active) => {
    const values = new Float64Array(count * features);
    for (let s = 0; s < count; ++s)
      for (let at = s * features; at < s * features + active; ++at)
        values[s * features + full.order[at]] = full.values[at];
    return { active, samples: { count, probability: active / features, values } };
  });
}

/**
 * Measures a network at each p. How many features are active is binomial in p, and what the error is for so many does
 * not depend on p: errors are measured for some numbers of active features, and each p weights them by how likely they
 * are. The curves are polynomials in p without noise from point to point, and cost the same for any number of points.
 * @param samples of as many features as the network has
 */
export function sparsitySweep(
  weights: SuperpositionWeights,
  probabilities: Float64Array,
  samples: SweepSamples,
): SparsitySweep {
  const { features } = weights;
  const points = probabilities.length;
  const counts = samples.map(({ active }) => active);
  const measured = samples.map((each) => {
    const moments = outputMoments(weights, each.samples, 2);
    return { active: activeErrors(moments), inactive: mean(moments.inactive) };
  });
  const conditional = new Float64Array(points);
  const overall = new Float64Array(points);
  const ofFeatures = new Float64Array(features * points);
  for (const [point, p] of probabilities.entries()) {
    let inactive = 0;
    for (const [at, share] of gathered(binomialWeights(features, p), counts).entries()) {
      inactive += share * measured[at].inactive;
      for (let i = 0; i < features; ++i)
        ofFeatures[i * points + point] += share * measured[at].active[i];
    }
    for (let i = 0; i < features; ++i)
      conditional[point] += ofFeatures[i * points + point] / features;
    overall[point] = p * conditional[point] + (1 - p) * inactive;
  }
  return { probabilities, conditional, overall, ofFeatures };
}

/** Curves closer than this part of their height are not told apart. */
const margin = 0.02;

/**
 * Where one curve crosses another for good, by more than they are told apart: p, increasing, by straight lines over a
 * logarithmic axis.
 */
export function crossings(
  probabilities: ArrayLike<number>,
  curve: ArrayLike<number>,
  other: ArrayLike<number>,
): number[] {
  const found: number[] = [];
  let side = 0;
  /** The last change of sign since the curves were apart. */
  let crossing: number | undefined;
  for (let i = 0; i < probabilities.length; ++i) {
    const gap = curve[i] - other[i];
    const before = i === 0 ? gap : curve[i - 1] - other[i - 1];
    if (before * gap < 0 || (before !== 0 && gap === 0)) {
      const part = before / (before - gap);
      const ratio = probabilities[i] / probabilities[i - 1];
      crossing = probabilities[i - 1] * ratio ** part;
    }
    if (!(Math.abs(gap) > margin * Math.max(Math.abs(curve[i]), Math.abs(other[i])))) continue;
    if (side !== 0 && Math.sign(gap) !== side && crossing !== undefined) found.push(crossing);
    side = Math.sign(gap);
    crossing = undefined;
  }
  return found;
}

/** The numbers of active features to measure at: all small ones, then further apart, and n itself. */
function measuredCounts(features: number): number[] {
  const counts: number[] = [];
  for (let count = 0; count < features; count = Math.max(count + 1, Math.round(count * 1.6)))
    counts.push(count);
  return [...counts, features];
}

/**
 * `[C]` The weights of all numbers of active features, put on the numbers that were measured: what lies between two is
 * shared by them. Between them errors are all but linear, since each active feature adds its own interference.
 */
function gathered(weights: Float64Array, counts: readonly number[]): Float64Array {
  const shares = new Float64Array(counts.length);
  let next = 0;
  for (const [active, weight] of weights.entries()) {
    if (counts[next] < active) ++next;
    const before = Math.max(0, next - 1);
    const part = next === 0 ? 1 : (active - counts[before]) / (counts[next] - counts[before]);
    shares[before] += (1 - part) * weight;
    shares[next] += part * weight;
  }
  return shares;
}

/**
 * `[K, n]` The features of each sample in the order in which they become active, and the value of each. They are dealt
 * out: of n samples that follow one another, each feature is at each place of the order once. So is each place of the
 * order: its values in the samples fall one in each of K even steps through (−1, 1).
 */
function fullSamples(
  features: number,
  count: number,
  seed: number,
): { readonly order: Uint32Array; readonly values: Float64Array } {
  const random = seeded(seed);
  const order = new Uint32Array(count * features);
  const values = new Float64Array(count * features);
  const steps = Array.from({ length: features }, () => shuffled(count, random));
  let deck: Uint32Array = new Uint32Array();
  let shifts: Uint32Array = new Uint32Array();
  for (let s = 0; s < count; ++s) {
    if (s % features === 0) {
      deck = shuffled(features, random);
      shifts = shuffled(features, random);
    }
    for (let a = 0; a < features; ++a) {
      order[s * features + a] = deck[(a + shifts[s % features]) % features];
      values[s * features + a] = (2 * (steps[a][s] + random())) / count - 1;
    }
  }
  return { order, values };
}

/** The numbers below `length` in a random order: Fisher and Yates's shuffle. */
function shuffled(length: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; --i) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** `[n + 1]` How likely 0, 1, …, n of n features are active: from the likeliest outwards, so that none overflows. */
function binomialWeights(features: number, probability: number): Float64Array {
  const weights = new Float64Array(features + 1);
  const mode = Math.min(features, Math.floor((features + 1) * probability));
  const odds = probability / (1 - probability);
  weights[mode] = 1;
  for (let k = mode; k < features; ++k)
    weights[k + 1] = ((weights[k] * (features - k)) / (k + 1)) * odds;
  for (let k = mode; k > 0; --k) weights[k - 1] = (weights[k] * k) / (features - k + 1) / odds;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
