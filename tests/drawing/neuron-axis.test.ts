// @vitest-environment jsdom
import { expect, test } from "vitest";
import { markedNeurons, neuronAxis, neuronRowAxis } from "../../src/drawing/neuron-axis";

test("a few round indices are marked, whatever the width of the network", () => {
  expect(markedNeurons(4, 7)).toEqual([0, 1, 2, 3]);
  expect(markedNeurons(64, 8)).toEqual([0, 8, 16, 24, 32, 40, 48, 56]);
  for (let d = 4; d <= 256; d += 4) {
    const marks = markedNeurons(d, 7);
    expect(marks.length).toBeLessThanOrEqual(7);
    expect(marks[0]).toBe(0);
  }
});

function visible(axis: { element: SVGGElement }): string[] {
  return [...axis.element.querySelectorAll("text")]
    .filter((text) => text.getAttribute("visibility") !== "hidden")
    .map((text) => text.textContent!)
    .filter((text) => text !== "");
}

test("the pinned neuron takes the place of a mark that is near", () => {
  const axis = neuronAxis({ neurons: 64, start: 0, slot: 6, at: 0 });
  axis.pin(17);
  expect(visible(axis)).toContain("17");
  expect(visible(axis)).not.toContain("16");
  axis.pin(null);
  expect(visible(axis)).toContain("16");
  expect(visible(axis)).not.toContain("17");
});

test("rows in another order are named by the neurons that stand there", () => {
  const axis = neuronRowAxis({ order: [3, 1, 0, 2], top: 0, slot: 40, at: 0 });
  expect(visible(axis)).toEqual(["3", "1", "0", "2"]);
  axis.pin(0);
  expect(visible(axis)).toEqual(["3", "1", "2", "0"]);
});

test("an axis of other things has their name and their marks", () => {
  const axis = neuronAxis({
    neurons: 64,
    start: 0,
    slot: 6,
    at: 0,
    label: "feature",
    marks: [0, 50],
  });
  expect(visible(axis)).toEqual(["0", "50", "feature"]);
  const rows = neuronRowAxis({ order: [3, 1, 0, 2], top: 0, slot: 40, at: 0, marks: [0, 2] });
  expect(visible(rows)).toEqual(["3", "0"]);
});
