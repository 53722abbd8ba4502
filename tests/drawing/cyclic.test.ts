import { hsl } from "d3";
import { expect, test } from "vitest";
import { cyclic } from "../../src/drawing/cyclic";
import { allVisions, channels, contrast, distance, themeColour } from "./support/colours";

const turn = 2 * Math.PI;
const steps = 48;
const around = Array.from({ length: steps }, (_, step) => (turn * step) / steps);

test("its ends meet: a turn more is the same colour, and there is no jump from the last to the first", () => {
  for (const phase of around)
    for (const turns of [-turn, turn, 3 * turn]) expect(cyclic(phase + turns)).toBe(cyclic(phase));
  const near = [turn - 0.01, 0.01].map((phase) => channels(cyclic(phase)));
  expect(distance(near[0], near[1])).toBeLessThan(1.5);
});

test("every colour is one of sRGB", () => {
  for (const phase of around) expect(cyclic(phase)).toMatch(/^#[0-9a-f]{6}$/);
});

test("steps of one size look alike all the way round, unlike those of a circle of hues", () => {
  const unevenness = (colour: (phase: number) => string): number => {
    const seen = around.map((phase) =>
      distance(channels(colour(phase)), channels(colour(phase + turn / 16))),
    );
    return Math.max(...seen) / Math.min(...seen);
  };
  expect(unevenness(cyclic)).toBeLessThan(2);
  expect(unevenness((phase) => hsl(phase * (360 / turn), 1, 0.5).formatHex())).toBeGreaterThan(4);
});

test("every colour keeps 3:1 on the paper of both schemes", () => {
  for (const paper of themeColour("paper"))
    for (const phase of around)
      expect(contrast(channels(cyclic(phase)), paper)).toBeGreaterThanOrEqual(3);
});

test.each(allVisions)(
  "phases a sixth of a turn apart are told apart by an eye with %s",
  (vision) => {
    for (const phase of around)
      for (let away = turn / 6; away <= turn / 2; away += turn / steps)
        expect(
          distance(channels(cyclic(phase)), channels(cyclic(phase + away)), vision),
        ).toBeGreaterThan(7);
  },
);

test("no phase passes for amber, which is the reader's", () => {
  for (const amber of themeColour("amber"))
    for (const phase of around)
      expect(distance(channels(cyclic(phase)), amber)).toBeGreaterThan(10);
});
