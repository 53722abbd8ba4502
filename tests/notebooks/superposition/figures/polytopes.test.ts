import { expect, test } from "vitest";
import {
  atPolytope,
  nearestPolytope,
  polytopeCover,
  polytopes,
} from "../../../../notebooks/superposition/figures/polytopes";

test("each polytope's fraction is what its words say", () => {
  for (const { fraction, dimensions } of polytopes) {
    const [above, below] = fraction.split("/").map(Number);
    expect(dimensions).toBe(above / below);
  }
});

test("a number is taken for a fraction within 0.02 of it", () => {
  expect(nearestPolytope(0.67).name).toBe("triangle");
  expect(nearestPolytope(0.39).name).toBe("pentagon");
  expect(nearestPolytope(0).name).toBe("square antiprism");
  expect(atPolytope(0.519)).toBe(true);
  expect(atPolytope(0.521)).toBe(false);
  expect(atPolytope(0.1)).toBe(false);
});

test("the cover is the share of all numbers that are taken for one", () => {
  let near = 0;
  for (let i = 0; i < 100_000; ++i) near += Number(atPolytope((i + 0.5) / 100_000));
  expect(polytopeCover()).toBeCloseTo(near / 100_000, 4);
});
