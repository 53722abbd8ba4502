// @vitest-environment jsdom
import { expect, test } from "vitest";
import { barStrip } from "../../src/drawing/bar-strip";

const strip = () =>
  barStrip({ box: { left: 10, top: 0, width: 80, height: 40 }, slots: 4, most: 2, band: 6 });

test("a strip has a slot for each bar, and the nearest one beside it", () => {
  expect([-5, 11, 31, 89, 400].map((x) => strip().slotAt({ x, y: 0 }))).toEqual([0, 0, 1, 3, 3]);
});

test("bars go up and down from the middle, as far as the largest of them may", () => {
  const { element, show } = strip();
  show([1, -2, 0, 0], null);
  const bar = (name: string) => element.querySelector(`.fig-bar-${name}`)!.getAttribute("d");
  expect(bar("positive")).toBe("M11 20.5h18v-10h-18z");
  expect(bar("negative")).toBe("M31 20.5h18v20h-18z");
});

test("a band lies behind the bar that is marked, if one is", () => {
  const { element, show } = strip();
  const band = element.querySelector(".fig-neuron-band")!;
  show([1, 1, 1, 1], 1);
  expect([band.getAttribute("x"), band.getAttribute("width")]).toEqual(["37.0", "6.0"]);
  show([1, 1, 1, 1], null);
  expect(band.getAttribute("width")).toBe("0");
});
