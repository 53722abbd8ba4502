import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { giveUpTurn, takeTurn } from "../../src/figure/draw-turn";

let now = 0;
let frames: (() => void)[] = [];
const drawn: string[] = [];
/** A figure whose drawing takes some milliseconds. */
const figure = (name: string, milliseconds: number) => {
  const draw = (): void => {
    drawn.push(name);
    now += milliseconds;
  };
  return { draw };
};
const nextFrame = (): void => {
  const due = frames;
  frames = [];
  for (const run of due) run();
};

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => frames.push(run));
  vi.spyOn(performance, "now").mockImplementation(() => now);
  drawn.length = 0;
});
afterEach(() => {
  for (let i = 0; i < 10; ++i) nextFrame();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("figures that draw fast draw at once", () => {
  for (const name of ["a", "b", "c"]) {
    const { draw } = figure(name, 1);
    takeTurn(draw, draw);
  }
  expect(drawn).toEqual(["a", "b", "c"]);
});

test("figures that draw slowly share the frames, first come first served", () => {
  for (const name of ["a", "b", "c", "d"]) {
    const { draw } = figure(name, 4);
    takeTurn(draw, draw);
  }
  expect(drawn).toEqual(["a", "b"]);
  nextFrame();
  expect(drawn).toEqual(["a", "b", "c", "d"]);
});

test("a figure that asks again while it waits is drawn once, as it wants to be at last", () => {
  const slow = figure("slow", 20);
  takeTurn(slow, slow.draw);
  const key = {};
  takeTurn(key, figure("old", 1).draw);
  takeTurn(key, figure("new", 1).draw);
  nextFrame();
  expect(drawn).toEqual(["slow", "new"]);
});

test("a figure that is gone gives up its turn", () => {
  const slow = figure("slow", 20);
  takeTurn(slow, slow.draw);
  const gone = figure("gone", 1);
  takeTurn(gone, gone.draw);
  giveUpTurn(gone);
  nextFrame();
  expect(drawn).toEqual(["slow"]);
});

test("a figure waits for the next frame where this one was used up before it could draw", () => {
  vi.stubGlobal("document", { timeline: { currentTime: now - 20 } });
  const { draw } = figure("late", 1);
  takeTurn(draw, draw);
  expect(drawn).toEqual([]);
  nextFrame();
  expect(drawn).toEqual(["late"]);
});
