import { expect, test } from "vitest";
import { xSquaredData } from "../../../../notebooks/x-squared/mathematics/dataset";
import { leastSquaresLine } from "../../../../notebooks/x-squared/mathematics/linear-fit";

test("the line of least squares through points on a line is that line", () => {
  const inputs = Float64Array.of(-1, 0, 3, 7);
  const line = leastSquaresLine(
    inputs,
    inputs.map((x) => 2 * x - 5),
  );
  expect(line.slope).toBeCloseTo(2, 12);
  expect(line.intercept).toBeCloseTo(-5, 12);
  expect(line.meanSquaredError).toBeCloseTo(0, 12);
});

test("the best line for x² is a constant, the mean, and its error is the variance", () => {
  const { inputs, targets } = xSquaredData();
  const { slope, intercept, meanSquaredError } = leastSquaresLine(inputs, targets);
  const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
  const variance = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / targets.length;
  expect(slope).toBeCloseTo(0, 12);
  expect(intercept).toBeCloseTo(mean, 9);
  expect(meanSquaredError / variance).toBeCloseTo(1, 12);
});

test("through points above one another goes a level line", () => {
  const line = leastSquaresLine(Float64Array.of(2, 2), Float64Array.of(1, 3));
  expect(line).toEqual({ slope: 0, intercept: 2, meanSquaredError: 1 });
});
