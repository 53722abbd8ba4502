import { describe, expect, test } from "vitest";
import { type Activation, activateWithSlopes } from "../../src/network/activation";
import { activations, formulas } from "./formulas";

/** f and f′ at some points. */
function applied(
  activation: Activation,
  points: readonly number[],
): { values: Float64Array; slopes: Float64Array } {
  const values = new Float64Array(points.length);
  const slopes = new Float64Array(points.length);
  activateWithSlopes(activation, Float64Array.from(points), values, slopes, points.length);
  return { values, slopes };
}

const points = Array.from({ length: 161 }, (_, i) => (i - 80) / 8 + 0.01);

describe.each(activations)("%s", (activation) => {
  test("has the values of its formula", () => {
    const { values } = applied(activation, points);
    for (const [i, z] of points.entries())
      expect(values[i], `at ${z}`).toBeCloseTo(formulas[activation](z), 14);
  });

  test("has slopes that are finite differences of its values", () => {
    const step = 1e-5;
    const { slopes } = applied(activation, points);
    const above = applied(
      activation,
      points.map((z) => z + step),
    ).values;
    const below = applied(
      activation,
      points.map((z) => z - step),
    ).values;
    for (const [i, z] of points.entries())
      expect(slopes[i], `at ${z}`).toBeCloseTo((above[i] - below[i]) / (2 * step), 8);
  });

  test("is finite far out, and of NaN is NaN", () => {
    const { values, slopes } = applied(activation, [-1e4, 1e4]);
    for (const value of [...values, ...slopes]) expect(value).toSatisfy(Number.isFinite);
    expect(applied(activation, [Number.NaN]).values).toEqual(Float64Array.of(Number.NaN));
  });

  test("may overwrite what it is applied to, and leaves what lies behind", () => {
    const z = Float64Array.of(-2, 0.5, 3);
    const slopes = Float64Array.of(7, 7, 7);
    const expected = applied(activation, [-2, 0.5]);
    activateWithSlopes(activation, z, z, slopes, 2);
    expect([...z]).toEqual([...expected.values, 3]);
    expect([...slopes]).toEqual([...expected.slopes, 7]);
  });
});

test("the slope of ReLU is 0 at 0, as PyTorch's", () => {
  expect(applied("relu", [0])).toEqual({ values: Float64Array.of(0), slopes: Float64Array.of(0) });
});
