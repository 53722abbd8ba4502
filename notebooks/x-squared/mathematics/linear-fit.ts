import type { Floats } from "../../../src/network/network";

/** The straight line closest to some points, and how close it is. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  readonly meanSquaredError: number;
}

/** The best that a single linear layer can do: the line of least squares through N points. */
export function leastSquaresLine(inputs: Floats, targets: Floats): Line {
  const n = inputs.length;
  let meanInput = 0;
  let meanTarget = 0;
  for (let i = 0; i < n; ++i) {
    meanInput += inputs[i] / n;
    meanTarget += targets[i] / n;
  }
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < n; ++i) {
    covariance += (inputs[i] - meanInput) * (targets[i] - meanTarget);
    variance += (inputs[i] - meanInput) ** 2;
  }
  const slope = variance === 0 ? 0 : covariance / variance;
  const intercept = meanTarget - slope * meanInput;
  let squares = 0;
  for (let i = 0; i < n; ++i) squares += (slope * inputs[i] + intercept - targets[i]) ** 2;
  return { slope, intercept, meanSquaredError: squares / n };
}
