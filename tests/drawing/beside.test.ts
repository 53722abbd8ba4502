import { expect, it } from "vitest";
import { beside } from "../../src/drawing/beside";

it("a text stands on the side of its mark that has more room", () => {
  expect(beside(20, 100, 8)).toEqual({ x: 28, "text-anchor": "start" });
  expect(beside(180, 100, 8)).toEqual({ x: 172, "text-anchor": "end" });
});
