import { expect, it } from "vitest";
import { heightAt } from "../../../src/notebook/embed/reserve";

it("between two widths a cell keeps the larger of their heights", () => {
  const heights = [
    [300, 500],
    [400, 450],
    [500, 600],
  ] as const;
  expect(heightAt(heights, 300)).toBe(500);
  expect(heightAt(heights, 350)).toBe(500);
  expect(heightAt(heights, 450)).toBe(600);
  expect(heightAt(heights, 200)).toBe(500);
  expect(heightAt(heights, 900)).toBe(600);
});
