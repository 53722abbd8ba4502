import { expect, test } from "vitest";
import { predictionDomain } from "../../../../notebooks/x-squared/figures/convergence";

const targets = Float32Array.of(100, 0, 100);
const curve = (...values: number[]) => ({ predictions: Float32Array.from(values) });

test("predictions near the target have a tenth of its span around it", () => {
  expect(predictionDomain(targets, [curve(90, 3, 95)])).toEqual([-10, 110]);
});

test("a poor model within half a span widens the plot", () => {
  expect(predictionDomain(targets, [curve(-40, 3, 120)])).toEqual([-40, 120]);
});

test("a model that blew up leaves the plot as it is", () => {
  const blown = [
    curve(-9000, 0, 9000),
    curve(Number.NaN, 0, 0),
    curve(Number.POSITIVE_INFINITY, 0, 0),
  ];
  expect(predictionDomain(targets, blown)).toEqual([-10, 110]);
});
