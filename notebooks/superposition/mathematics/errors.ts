import { integerPower } from "../../../src/network/integer-power";
import { mixSeeds, seeded } from "../../../src/network/random";
import { mean } from "../../../src/network/sum";
import type { SuperpositionWeights } from "./weights";

/** Samples of the features, against which a network is measured. */
export interface Samples {
  /** Number of samples, K. */
  readonly count: number;
  /** p */
  readonly probability: number;
  /** `[K, n]`, row-major: each feature active with probability p of its own accord, and then uniform on (−1, 1). */
  readonly values: Float64Array;
}

/** Samples for a seed, the same on every machine. */
export function drawSamples(
  features: number,
  probability: number,
  count: number,
  seed: number,
): Samples {
  const random = seeded(mixSeeds(seed, features));
  const values = new Float64Array(count * features);
  for (let i = 0; i < values.length; ++i) if (random() < probability) values[i] = 2 * random() - 1;
  return { count, probability, values };
}

/**
 * Moments of the outputs against their targets. Since |y − t|^q is a polynomial for an even q, they give the loss of
 * this network with its outputs scaled by any factor, too.
 */
export interface OutputMoments {
  /** q, even for a loss. */
  readonly exponent: number;
  /** `[n, q + 1]` E y^k t^(q−k) of each feature's output y and target t = ReLU(x), given that it is active. */
  readonly active: Float64Array;
  /** `[n]` E y^q of each feature's output given that it is not active: what leaks in from others. */
  readonly inactive: Float64Array;
  /** p */
  readonly probability: number;
}

/**
 * Measures each feature's output by samples of the others: in each sample the feature's own value is replaced by the
 * middle of another of K even steps through (−1, 1), and by 0. Features are independent, so what the other features are in a
 * sample says nothing of the feature's own value, and every sample serves every feature: the estimate is unbiased,
 * and much less noisy than one from the few samples in which the feature happens to be active.
 * @param exponents each q: 2, 4, 6 or 8 for a loss, 1 for means; several cost little more than one
 */
export function momentsOf<Q extends number>(
  { features, neurons, weightsIn, weightsOut }: SuperpositionWeights,
  { count, probability, values }: Samples,
  exponents: readonly Q[],
): Readonly<Record<Q, OutputMoments>> {
  const sums = exponents.map(
    (exponent): OutputMoments => ({
      exponent,
      active: new Float64Array(features * (exponent + 1)),
      inactive: new Float64Array(features),
      probability,
    }),
  );
  const columns = transposed(weightsIn, neurons, features);
  const all = new Float64Array(neurons);
  /** Of one sample: each feature's own value, its output for it, and its output for 0. */
  const sample = {
    own: new Float64Array(features),
    output: new Float64Array(features),
    leak: new Float64Array(features),
  };
  for (let s = 0; s < count; ++s) {
    all.fill(0);
    for (let i = 0; i < features; ++i) {
      const x = values[s * features + i];
      if (x === 0) continue;
      for (let k = 0; k < neurons; ++k) all[k] += columns[i * neurons + k] * x;
    }
    for (let i = 0; i < features; ++i) {
      const drawn = values[s * features + i];
      // The features of one sample take different steps: their mean is then less noisy. All take the middle of every step:
      // the mean of a function that jumps from 1 round to −1 would be off by as much as the steps are off their middles.
      const step = (s + Math.round(i * goldenRatio * count)) % count;
      const x = (2 * step + 1) / count - 1;
      let without = 0;
      let y = 0;
      for (let k = 0; k < neurons; ++k) {
        const column = columns[i * neurons + k];
        const others = all[k] - column * drawn;
        const z = others + column * x;
        // z + |z| is 2 ReLU(z), without a branch that no processor could foresee.
        const out = 0.5 * weightsOut[i * neurons + k];
        without += out * (others + Math.abs(others));
        y += out * (z + Math.abs(z));
      }
      sample.own[i] = x;
      sample.output[i] = y;
      sample.leak[i] = without;
    }
    for (const sum of sums) addPowers(sum, sample);
  }
  for (const { active, inactive } of sums) {
    for (let i = 0; i < active.length; ++i) active[i] /= count;
    for (let i = 0; i < inactive.length; ++i) inactive[i] /= count;
  }
  return Object.fromEntries(sums.map((each) => [each.exponent, each])) as Record<Q, OutputMoments>;
}

/** Adds the products of powers of one sample to their sums. */
function addPowers(
  { exponent, active, inactive }: OutputMoments,
  { own, output, leak }: Readonly<Record<"own" | "output" | "leak", Float64Array<ArrayBuffer>>>,
): void {
  for (let i = 0; i < own.length; ++i) {
    const x = own[i];
    const y = output[i];
    const first = i * (exponent + 1);
    inactive[i] += integerPower(leak[i], exponent);
    active[first + exponent] += integerPower(y, exponent);
    // Where x is negative the target is 0, and so are its powers.
    if (x <= 0) continue;
    const ratio = y / x;
    let product = integerPower(x, exponent);
    for (let k = 0; k < exponent; ++k) {
      active[first + k] += product;
      product *= ratio;
    }
  }
}

/** The moments for one exponent, as `momentsOf` measures them. */
export function outputMoments(
  weights: SuperpositionWeights,
  samples: Samples,
  exponent: number,
): OutputMoments {
  return momentsOf(weights, samples, [exponent])[exponent];
}

/** 1/φ */
const goldenRatio = 0.6180339887498949;

/** `[n]` E |y − t|^q of each feature given that it is active, with all outputs scaled by a factor. */
export function activeErrors(
  { exponent, active, inactive }: OutputMoments,
  scale = 1,
): Float64Array {
  return inactive.map((_, i) => {
    let sum = 0;
    for (let k = 0; k <= exponent; ++k)
      sum +=
        binomial(exponent, k) *
        (k % 2 === 0 ? 1 : -1) *
        scale ** k *
        active[i * (exponent + 1) + k];
    return Math.max(0, sum);
  });
}

/** `[n]` E |y − t|^q of each feature over all samples: p times that where it is active, and the leak where it is not. */
export function overallErrors(moments: OutputMoments, scale = 1): Float64Array {
  const { exponent, inactive, probability } = moments;
  return activeErrors(moments, scale).map(
    (error, i) => probability * error + (1 - probability) * scale ** exponent * inactive[i],
  );
}

/** The loss E |y − t|^q, the mean over all outputs, with all outputs scaled by a factor. */
export function expectedLoss(moments: OutputMoments, scale = 1): number {
  return mean(overallErrors(moments, scale));
}

/** n over k. */
export function binomial(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; ++i) product = (product * (n - k + i)) / i;
  return product;
}

/** The transpose `[columns, rows]` of a row-major matrix `[rows, columns]`. */
export function transposed(matrix: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(rows * columns);
  for (let r = 0; r < rows; ++r)
    for (let c = 0; c < columns; ++c) turned[c * rows + r] = matrix[r * columns + c];
  return turned;
}
