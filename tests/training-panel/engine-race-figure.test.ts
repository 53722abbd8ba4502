// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { perceptron } from "../../src/network/architecture";
import type { Lane, RaceResult } from "../../src/run/race";
import type { Race } from "../../src/run/race-control";
import {
  type EngineRaceState,
  engineRaceFigure,
} from "../../src/training-panel/engine-race-figure";
import { shown, stageFigures } from "../figure/support/shown";
import { job } from "../training/specs";

stageFigures(600);

const waiting: RaceResult = { state: "waiting" };
const measured = (stepsPerSecond: number, detail = ""): RaceResult => ({
  state: "measured",
  stepsPerSecond,
  detail,
});

function lanes(...results: readonly RaceResult[]): readonly Lane[] {
  const [webgl = waiting, tfjs = waiting, relaxed = waiting, simd = waiting, plain = waiting] =
    results;
  return [
    { engine: "webgl", reproducible: false, result: webgl },
    { engine: "tfjs", reproducible: false, result: tfjs },
    { engine: "wasm", reproducible: false, result: relaxed },
    { engine: "wasm", reproducible: true, result: simd },
    { engine: "plain", reproducible: false, result: plain },
  ];
}

/** What Plot draws of the speeds. */
const bars = ".fig-race-bars rect";

const before: Race = { lanes: lanes(), running: false };
const after: Race = {
  lanes: lanes(
    { state: "out", reason: "WebGL 2 is not available here." },
    { state: "out", reason: "WebGL is not available here." },
    measured(200),
    measured(100),
    measured(8),
  ),
  running: false,
  spec: job([{}], { architecture: perceptron([1, 8, 1]) }),
};

describe("the race of the engines", () => {
  const actions = { start: vi.fn(), cancel: vi.fn() };
  beforeEach(() => {
    vi.clearAllMocks();
  });

  function figure(race: Race, changes: Partial<EngineRaceState> = {}) {
    const state = { Plot, race, width: 64, training: false, actions, ...changes };
    return shown(engineRaceFigure, state);
  }

  it("says before a race what it would measure, and starts one", () => {
    const { caption, text, button } = figure(before);
    expect(caption).toContain("one model of width 64");
    expect(text("svg")).toContain("not measured");
    button("Race the engines").click();
    expect(actions.start).toHaveBeenCalledTimes(1);
  });

  it("says which engine is measured, and cancels", () => {
    const race = { ...before, lanes: lanes(measured(30), { state: "running" }), running: true };
    const { text, button, words } = figure(race);
    expect(text("[role=status]")).toContain("Measuring 2 of 5");
    expect(words).toContain("is being measured…");
    expect(words.filter((each) => each === "waits for its turn")).toHaveLength(3);
    button("Cancel the race").click();
    expect(actions.cancel).toHaveBeenCalledTimes(1);
    expect(actions.start).not.toHaveBeenCalled();
  });

  it("draws bars as long as the engines are fast, and in the place of one why it cannot run", () => {
    const { numbers, words, all } = figure(after);
    // 138 px are left for the numbers.
    expect(numbers(bars, "width")).toEqual([462, 231, expect.closeTo(18.48, 6)]);
    const places = all('[aria-label="text"]')[0].querySelectorAll("text");
    const numbersOf = (each: Element): number[] =>
      each
        .getAttribute("transform")!
        .match(/[\d.]+/g)!
        .map(Number);
    expect([...places].map(numbersOf)).toEqual(
      [462, 231, 18.48].map((x, i) => [x, expect.closeTo(54 * (i + 2) + 29, 6)]),
    );
    expect(words).toContain("200 epochs a second");
    expect(words).toContain("WebGL 2 is not available here.");
  });

  it("breaks a long reason into lines that have room", () => {
    const reason = "The graphics card of this machine has no floating-point textures to draw to.";
    const race = { ...after, lanes: lanes({ state: "out", reason }) };
    const { text, resize, numbers, all } = figure(race);
    expect(text("svg")).toContain(reason);
    resize(390);
    const [first] = all('[aria-label="text"]').at(-1)!.querySelectorAll("text");
    const lines = [...first.querySelectorAll("tspan")].map((line) => line.textContent);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(" ")).toBe(reason);
    expect(numbers("svg", "width")).toContain(390);
  });

  it("says how many times as fast the fastest is, at the width that was raced", () => {
    expect(figure(after).caption).toContain(
      "With one model of width 8, WebAssembly with relaxed SIMD is the fastest here: 2.0 × as fast as WebAssembly with plain SIMD and 25 × as fast as plain TypeScript.",
    );
    const alone = { ...after, lanes: lanes(waiting, waiting, measured(200)) };
    expect(figure(alone).caption).toMatch(/relaxed SIMD is the fastest here\.$/);
  });

  it("follows the race", () => {
    const { update, numbers, button } = figure(before);
    const main = button("Race the engines");
    expect(numbers(bars, "width")).toEqual([]);
    update({ Plot, race: after, width: 64, training: false, actions });
    expect(numbers(bars, "width")).toHaveLength(3);
    expect(button("Race the engines")).toBe(main);
  });

  it("names the graphics card", () => {
    const cards = lanes(measured(30, "Mali-G78"), measured(20, "Mali-G78"));
    const { words } = figure({ ...after, lanes: cards });
    expect(words).toContain("WebGL, programs of our own on TensorFlow.js’s backend (Mali-G78)");
    expect(words).toContain("TensorFlow.js on WebGL (Mali-G78)");
  });

  it("does not race while the page trains, and says so", () => {
    const { text, button } = figure(before, { training: true });
    expect(button("Race the engines").disabled).toBe(true);
    expect(text("[role=status]")).toContain("Pause the training first.");
  });

  it("is a picture that is said in words, and gives its numbers", async () => {
    const { spoken, table, data, one } = figure(after);
    expect(one(".figure-plot").getAttribute("role")).toBe("img");
    expect(spoken).toContain("WebAssembly with relaxed SIMD: 200 epochs a second.");
    expect(table()).toEqual({
      columns: ["Engine", "Epochs a second"],
      rows: [
        ["WebGL, programs of our own on TensorFlow.js’s backend", "WebGL 2 is not available here."],
        ["TensorFlow.js on WebGL", "WebGL is not available here."],
        ["WebAssembly with relaxed SIMD", "200"],
        ["WebAssembly with plain SIMD (same bits everywhere)", "100"],
        ["Plain TypeScript", "8.0"],
      ],
    });
    expect(await data()).toEqual({
      columns: ["engine", "width", "epochs_per_second"],
      rows: [
        ["WebAssembly with relaxed SIMD", 8, 200],
        ["WebAssembly with plain SIMD (same bits everywhere)", 8, 100],
        ["Plain TypeScript", 8, 8],
      ],
    });
  });

  // A reason has its own full stop, and gets a second one.
  it("says why an engine cannot run with one full stop", () => {
    expect(figure(after).spoken).not.toContain("..");
  });
});
