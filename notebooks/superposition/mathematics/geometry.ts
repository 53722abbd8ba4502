import { gaussLegendre, type Quadrature } from "../../../src/network/quadrature";
import type { SuperpositionWeights } from "./weights";

/** The direction of each feature among the neurons: the columns of W_in `[n, m]`, each of length 1 (or 0). */
export function featureDirections({
  features,
  neurons,
  weightsIn,
}: SuperpositionWeights): Float64Array {
  const directions = new Float64Array(features * neurons);
  for (let i = 0; i < features; ++i) {
    let square = 0;
    for (let k = 0; k < neurons; ++k) square += weightsIn[k * features + i] ** 2;
    const length = Math.sqrt(square);
    if (length === 0) continue;
    for (let k = 0; k < neurons; ++k)
      directions[i * neurons + k] = weightsIn[k * features + i] / length;
  }
  return directions;
}

/** `[n, n]` The cosines between directions `[n, m]`, row-major. */
export function cosines(directions: Float64Array, neurons: number): Float64Array {
  const features = directions.length / neurons;
  const all = new Float64Array(features * features);
  for (let i = 0; i < features; ++i) {
    for (let j = i; j < features; ++j) {
      let dot = 0;
      for (let k = 0; k < neurons; ++k)
        dot += directions[i * neurons + k] * directions[j * neurons + k];
      all[i * features + j] = dot;
      all[j * features + i] = dot;
    }
  }
  return all;
}

/** The cosines `[n (n − 1) / 2]` of all pairs of different features. */
export function pairs(cosines: Float64Array): Float64Array {
  const features = Math.round(Math.sqrt(cosines.length));
  const values = new Float64Array((features * (features - 1)) / 2);
  let next = 0;
  for (let i = 0; i < features; ++i)
    for (let j = i + 1; j < features; ++j) values[next++] = cosines[i * features + j];
  return values;
}

/** The features whose directions lie nearest to a feature's and most opposite to it, if there are any others. */
export function extremes(
  cosines: ArrayLike<number>,
  feature: number,
): { readonly near: number | undefined; readonly far: number | undefined } {
  let near: number | undefined;
  let far: number | undefined;
  for (let i = 0; i < cosines.length; ++i) {
    if (i === feature || !Number.isFinite(cosines[i])) continue;
    if (near === undefined || cosines[i] > cosines[near]) near = i;
    if (far === undefined || cosines[i] < cosines[far]) far = i;
  }
  return { near, far: far === near ? undefined : far };
}

/**
 * The density of the cosine c between two random directions in ℝᵐ, m ≥ 2:
 * (1 − c²)^((m − 3)/2) Γ(m/2) / (√π Γ((m − 1)/2)).
 * Cai, Fan & Jiang, "Distributions of angles in random packing on spheres", JMLR 14 (2013).
 */
export function cosineDensity(c: number, dimension: number): number {
  const constant = gammaRatio(dimension / 2, (dimension - 1) / 2) / Math.sqrt(Math.PI);
  return constant * (1 - c * c) ** ((dimension - 3) / 2);
}

/** Enough for the density of a bin of any width, in any dimension up to hundreds. */
const shareNodes = 40;
let rule: Quadrature | undefined;

/**
 * The share of pairs of random directions in ℝᵐ whose cosine is between two values of [−1, 1]: the integral of
 * `cosineDensity` over the angle, where it has no poles. In ℝ¹ all cosines are −1 or 1.
 */
export function cosineShare(from: number, to: number, dimension: number): number {
  if (dimension === 1) return (Number(from <= -1) + Number(to >= 1)) / 2;
  rule ??= gaussLegendre(shareNodes);
  const { nodes, weights } = rule;
  const [first, last] = [Math.acos(to), Math.acos(from)];
  return nodes.reduce((sum, node, i) => {
    const angle = first + (last - first) * node;
    const density = cosineDensity(Math.cos(angle), dimension) * Math.sin(angle);
    return sum + weights[i] * (last - first) * density;
  }, 0);
}

/** The mean |cosine| of two random directions in ℝᵐ: Γ(m/2) / (√π Γ((m + 1)/2)). */
export function expectedAbsoluteCosine(dimension: number): number {
  return gammaRatio(dimension / 2, (dimension + 1) / 2) / Math.sqrt(Math.PI);
}

/**
 * The smallest root-mean-square cosine that n directions in ℝᵐ can have, n ≥ m > 0 and n > 1: √((n − m) / (m (n − 1))).
 * L. Welch, "Lower bounds on the maximum cross correlation of signals", IEEE Trans. Inf. Theory 20 (1974).
 */
export function welchBound(features: number, dimension: number): number {
  return Math.sqrt(Math.max(0, features - dimension) / (dimension * (features - 1)));
}

/**
 * The dimensions `[n]` that each feature has to itself: |w_i|² / Σ_j (ŵ_i · w_j)², with w the columns of W_in. It is 1
 * for a feature that shares its direction with none, ½ for one of a pair in one line, and 0 for one without weights.
 * Elhage et al., "Toy models of superposition" (2022), which finds polytopes where many have the same simple fraction.
 */
export function featureDimensions({
  features,
  neurons,
  weightsIn,
}: SuperpositionWeights): Float64Array {
  const products = new Float64Array(features * features);
  for (let k = 0; k < neurons; ++k)
    for (let i = 0; i < features; ++i)
      for (let j = 0; j < features; ++j)
        products[i * features + j] += weightsIn[k * features + i] * weightsIn[k * features + j];
  return Float64Array.from({ length: features }, (_, i) => {
    const square = products[i * (features + 1)];
    let sum = 0;
    for (let j = 0; j < features; ++j) sum += products[i * features + j] ** 2;
    return sum === 0 ? 0 : (square * square) / sum;
  });
}

/** Γ(a) / Γ(b) */
function gammaRatio(a: number, b: number): number {
  return Math.exp(logGamma(a) - logGamma(b));
}

/** ln Γ(x) for x > 0, by Stirling's series above 8 and the recurrence below; to 1e-13. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 8; ++z) shift += Math.log(z);
  const inverse = 1 / (z * z);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) /
    z;
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
}
