import { expect, test } from "vitest";
import { mixSeeds, seeded } from "../../src/network/random";

const draw = (seed: number, count: number): number[] => Array.from({ length: count }, seeded(seed));

test("a seed gives the same numbers on every machine", () => {
  // From sfc32 and splitmix32 written in Python, with its unbounded integers.
  expect(draw(0, 3).map((u) => u * 2 ** 32)).toEqual([2899526011, 769844623, 220372281]);
  expect(draw(2 ** 40 + 1, 3).map((u) => u * 2 ** 32)).toEqual([
    2411045768, 1838063509, 3959977783,
  ]);
});

test("seeds that differ in any bit give different numbers", () => {
  const seeds = [0, 1, 2, 3, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1];
  expect(new Set(seeds.map((seed) => draw(seed, 1)[0])).size).toBe(seeds.length);
});

test("numbers are uniform in [0, 1) and uncorrelated, also between neighbouring seeds", () => {
  const count = 20_000;
  const here = draw(1, count);
  const next = draw(2, count);
  expect(Math.min(...here)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...here)).toBeLessThan(1);
  const bins = new Array<number>(20).fill(0);
  for (const u of here) bins[Math.floor(20 * u)] += 1;
  // χ² with 19 degrees of freedom is below 43.8 with probability 0.999.
  expect(bins.reduce((sum, n) => sum + (n - count / 20) ** 2 / (count / 20), 0)).toBeLessThan(43.8);
  const correlation = (a: number[], b: number[]): number =>
    a.reduce((sum, u, i) => sum + 12 * (u - 0.5) * (b[i] - 0.5), 0) / a.length;
  expect(Math.abs(correlation(here.slice(1), here.slice(0, -1)))).toBeLessThan(0.03);
  expect(Math.abs(correlation(here, next))).toBeLessThan(0.03);
});

test("mixed seeds are seeds, and all different", () => {
  const mixed = [0, 1, 2, 2 ** 32].flatMap((seed) =>
    Array.from({ length: 100 }, (_, index) => mixSeeds(seed, index)),
  );
  expect(mixed.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  expect(new Set(mixed).size).toBe(mixed.length);
});

test.each([-1, 0.5, 2 ** 53, Number.NaN])("%d is no seed", (seed) => {
  expect(() => seeded(seed)).toThrow("A seed is a whole number");
});
