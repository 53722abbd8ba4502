import { type Architecture, perceptron } from "../../src/network/architecture";

// The network and the data with which PyTorch made what lies in ../fixtures/x-squared.

/** 1 → d → 4d → d → 1, with GELU between. */
export function xSquaredArchitecture(d: number): Architecture {
  return perceptron([1, d, 4 * d, d, 1]);
}

/** x² at 1,000 points evenly spaced over [−10, 10], ends included: inputs and targets `[1000]`. */
export function xSquaredData(): Record<"inputs" | "targets", Float32Array<ArrayBuffer>> {
  const count = 1000;
  // From the middle outwards, so that the inputs are symmetric to the last bit.
  const x = Array.from({ length: count }, (_, i) => 10 * ((2 * i - (count - 1)) / (count - 1)));
  return { inputs: Float32Array.from(x), targets: Float32Array.from(x, (each) => each ** 2) };
}
