// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { xSquaredRace } from "../../notebooks/x-squared/training/spec";
import type { Lane, RaceResult } from "../../src/run/race";
import type { Race } from "../../src/run/race-control";
import { engineRaceFigure } from "../../src/training-panel/engine-race-figure";

const waiting: RaceResult = { state: "waiting" };
const measured = (stepsPerSecond: number, detail = ""): RaceResult => ({
  state: "measured",
  stepsPerSecond,
  detail,
});

function lanes(...results: readonly RaceResult[]): readonly Lane[] {
  const [webgl = waiting, relaxed = waiting, simd = waiting, plain = waiting] = results;
  return [
    { engine: "webgl", reproducible: false, result: webgl },
    { engine: "wasm", reproducible: false, result: relaxed },
    { engine: "wasm", reproducible: true, result: simd },
    { engine: "plain", reproducible: false, result: plain },
  ];
}

const before: Race = { lanes: lanes(), running: false };
const after: Race = {
  lanes: lanes(
    { state: "out", reason: "WebGL 2 is not available here." },
    measured(200),
    measured(100),
    measured(8),
  ),
  running: false,
  spec: xSquaredRace(8),
};

describe("the race of the engines", () => {
  const actions = { start: vi.fn(), cancel: vi.fn() };

  beforeEach(() => {
    vi.clearAllMocks();
    // Observers that at once have a figure in sight that is 600 px wide.
    const observer = (entry: object) =>
      class {
        readonly #tell: (entries: object[]) => void;
        constructor(tell: (entries: object[]) => void) {
          this.#tell = tell;
        }
        observe(): void {
          this.#tell([entry]);
        }
        disconnect(): void {}
      };
    const contentRect = { width: 600, height: 100 };
    vi.stubGlobal("ResizeObserver", observer({ contentRect }));
    vi.stubGlobal("IntersectionObserver", observer({ isIntersecting: true }));
  });
  afterEach(() => vi.unstubAllGlobals());

  function shown(race: Race, { width = 64, training = false } = {}) {
    const element = engineRaceFigure(actions, new Promise(() => {}));
    element.update({ race, width, training });
    // Drawn now, whoever else has the turn.
    dispatchEvent(new Event("beforeprint"));
    const text = (selector: string): string => element.querySelector(selector)!.textContent!;
    return { element, text, button: element.querySelector("button")! };
  }

  it("says before a race what it would measure, and starts one", () => {
    const { text, button } = shown(before);
    expect(text("figcaption")).toContain("one model of width 64");
    expect(text("svg")).toContain("not measured");
    button.click();
    expect(actions.start).toHaveBeenCalledTimes(1);
  });

  it("says which engine is measured, and cancels", () => {
    const race = { ...before, lanes: lanes(measured(30), { state: "running" }), running: true };
    const { text, button } = shown(race);
    expect(text("[role=status]")).toBe("Measuring 2 of 4");
    button.click();
    expect(actions.cancel).toHaveBeenCalledTimes(1);
    expect(actions.start).not.toHaveBeenCalled();
  });

  it("draws bars as long as the engines are fast, and in the place of one why it cannot run", () => {
    const { element, text } = shown(after);
    const lengths = [...element.querySelectorAll("rect")].map((bar) =>
      Number(bar.getAttribute("width")),
    );
    expect(lengths).toHaveLength(3);
    expect(lengths[0] / lengths[1]).toBeCloseTo(2, 2);
    expect(text("svg")).toContain("200 epochs a second");
    expect(text("svg")).toContain("WebGL 2 is not available here.");
  });

  it("says how many times as fast the fastest is, at the width that was raced", () => {
    const { text } = shown(after, { width: 64 });
    expect(text("figcaption")).toContain(
      "With one model of width 8, WebAssembly with relaxed SIMD is the fastest here: 2.0 × as fast as WebAssembly with plain SIMD and 25 × as fast as plain TypeScript.",
    );
  });

  it("names the graphics card", () => {
    const { text } = shown({ ...after, lanes: lanes(measured(30, "Mali-G78")) });
    expect(text("svg")).toContain("TensorFlow.js on WebGL (Mali-G78)");
  });

  it("does not race while the page trains, and says so", () => {
    const { text, button } = shown(before, { training: true });
    expect(button.disabled).toBe(true);
    expect(text("[role=status]")).toContain("Pause the training first.");
  });
});
