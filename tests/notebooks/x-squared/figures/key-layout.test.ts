import { expect, test } from "vitest";
import { keyRows, matches, matchSteps } from "../../../../notebooks/x-squared/figures/key-layout";
import { xSquaredArchitecture } from "../../../../notebooks/x-squared/mathematics/dataset";
import { type Key, keysOf } from "../../../../notebooks/x-squared/mathematics/keys";
import { initialise } from "../../../../src/network/initialise";
import { seeded } from "../../../../src/network/random";

const key = (index: number, weight: number, bias: number): Key => ({
  index,
  weight,
  bias,
  pivot: weight === 0 ? (bias > 0 ? -Infinity : Infinity) : -bias / weight,
  facing: weight > 0 ? 1 : weight < 0 ? -1 : 0,
});

test("rows are grouped by the direction of their keys and sorted by pivot", () => {
  const { rising, falling } = keyRows(
    [key(0, 1, -4), key(1, -1, 2), key(2, 1, 3), key(3, -2, -8)],
    [-10, 10],
  );
  expect(rising.map((row) => row.key.index)).toEqual([2, 0]);
  expect(falling.map((row) => row.key.index)).toEqual([3, 1]);
});

test("a key spans the part of the domain that it matches", () => {
  const span = (weight: number, bias: number) =>
    [...Object.values(keyRows([key(0, weight, bias)], [-10, 10]))].flat()[0];
  expect(span(1, -4)).toMatchObject({ beyond: 0, span: [4, 10] });
  expect(span(-1, 4)).toMatchObject({ beyond: 0, span: [-10, 4] });
  expect(span(1, 50)).toMatchObject({ beyond: -1, span: [-10, 10] });
  expect(span(1, -50)).toMatchObject({ beyond: 1, span: undefined });
  expect(span(-1, -50)).toMatchObject({ beyond: -1, span: undefined });
  expect(span(0, 1)).toMatchObject({ span: [-10, 10] });
  expect(span(0, -1)).toMatchObject({ span: undefined });
});

test("the steps count, between pivots, exactly the keys with w·x + b > 0", () => {
  for (const seed of [1, 2, 3]) {
    const keys = keysOf(initialise(xSquaredArchitecture(64), seeded(seed)));
    const { starts, counts } = matchSteps(keys, [-10, 10]);
    for (const [i, start] of starts.entries()) {
      const end = starts[i + 1] ?? 10;
      if (end - start < 1e-5) continue;
      const middle = (start + end) / 2;
      expect(counts[i]).toBe(keys.filter((each) => matches(each, middle)).length);
    }
  }
});

test("keys with one pivot that face apart leave the count as it was", () => {
  expect(matchSteps([key(0, 1, 0), key(1, -1, 0)], [-10, 10]).counts.at(-1)).toBe(1);
});
