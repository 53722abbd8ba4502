// @vitest-environment jsdom
import { expect, test } from "vitest";
import {
  featureAxis,
  markedFeatures,
} from "../../../../notebooks/superposition/figures/feature-axis";

test("round features are marked, as many as there is room for", () => {
  expect(markedFeatures(5, 7)).toEqual([0, 1, 2, 3, 4]);
  expect(markedFeatures(100, 10)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  for (let features = 2; features <= 200; ++features)
    expect(markedFeatures(features, 7).length).toBeLessThanOrEqual(7);
});

test("the axis names its features, and the one in focus in place of its neighbours", () => {
  const axis = featureAxis(100, { left: 40, width: 400, at: 0 }, "feature");
  axis.pin(37);
  const seen = [...axis.element.querySelectorAll("text")]
    .filter((text) => text.getAttribute("visibility") !== "hidden")
    .map((text) => text.textContent);
  expect(seen).toEqual(["0", "10", "20", "30", "50", "60", "70", "80", "90", "37", "feature"]);
});
