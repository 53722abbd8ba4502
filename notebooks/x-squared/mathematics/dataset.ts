import { type Architecture, perceptron } from "../../../src/network/architecture";

/** The domain of the target function. */
export const xSquaredDomain: readonly [number, number] = [-10, 10];

/** Samples of f(x) = x². */
export interface Samples {
  /** `[N]` */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** `[N]` */
  readonly targets: Float32Array<ArrayBuffer>;
}

/** x² at 1,000 points evenly spaced over [−10, 10], ends included. */
export function xSquaredData(): Samples {
  const [low, high] = xSquaredDomain;
  const count = 1000;
  // From the middle outwards, so that the inputs are symmetric to the last bit.
  const at = (i: number): number =>
    (low + high) / 2 + ((high - low) / 2) * ((2 * i - (count - 1)) / (count - 1));
  return {
    inputs: Float32Array.from({ length: count }, (_, i) => at(i)),
    targets: Float32Array.from({ length: count }, (_, i) => at(i) ** 2),
  };
}

/** The network 1 → d → 4d → d → 1 that learns x². */
export function xSquaredArchitecture(d: number): Architecture {
  return perceptron([1, d, 4 * d, d, 1]);
}
