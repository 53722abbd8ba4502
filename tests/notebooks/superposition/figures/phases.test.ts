// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { phasesFigure } from "../../../../notebooks/superposition/figures/phases";
import {
  type PhasesState,
  phasesNumbers,
} from "../../../../notebooks/superposition/figures/phases-texts";
import { click, drawingOf, drawNow, marks, press, stubSight, textOf } from "./in-sight";
import { diagramOf, settings, withDivergence } from "./phase-diagrams";
import { elementOf } from "./stage";

describe("the phase diagram", () => {
  const actions = { start: vi.fn(), cancel: vi.fn() };
  beforeEach(() => {
    vi.clearAllMocks();
    stubSight(516);
  });
  afterEach(() => vi.unstubAllGlobals());

  const state: PhasesState = {
    diagram: diagramOf(-1),
    settings,
    current: true,
    neurons: 10,
    probability: 0.02,
    training: false,
    actions,
  };
  function shown(changes: Partial<PhasesState> = {}) {
    const element = elementOf(phasesFigure, { ...state, ...changes });
    drawNow();
    const main = element.querySelector("button")!;
    return { element, main, caption: textOf(element, "figcaption") };
  }
  const places = (element: HTMLElement): number =>
    element.querySelectorAll("rect[fill='var(--paper)']").length;

  it("invites to train it, with the run of the page marked on an empty map", () => {
    const { element, main, caption } = shown();
    expect(caption).toContain("Train it, and small networks for n\u00a0=\u00a0100 features");
    expect(places(element)).toBe(0);
    expect(textOf(element, "svg text")).toContain("Nothing is trained yet");
    expect(textOf(element, "svg text")).toContain("this page");
    expect(element.querySelector("progress")).toBeNull();
    main.click();
    expect(actions.start).toHaveBeenCalledTimes(1);
  });

  it("shows what is there while it trains, how far it is, and can be cancelled", () => {
    const { element, main } = shown({ diagram: diagramOf(11) });
    expect(places(element)).toBe(11);
    // The run on the page and the network in training.
    expect(element.querySelectorAll(".fig-curve-dot")).toHaveLength(2);
    expect(textOf(element, ".input-progress-text")).toBe("11 / 81 networks");
    expect(main.textContent).toBe("Cancel");
    main.click();
    expect(actions.cancel).toHaveBeenCalledTimes(1);
    expect(actions.start).not.toHaveBeenCalled();
  });

  it("goes on after a cancellation, and is done once all are trained", () => {
    expect(shown({ diagram: { ...diagramOf(11), running: false } }).main.textContent).toBe("Go on");
    const { main } = shown({ diagram: diagramOf(81) });
    expect(main.textContent).toBe("Trained");
    expect(main.disabled).toBe(true);
  });

  it("says who shares where and who beats the naive solution, from its numbers", () => {
    const { caption } = shown({ diagram: diagramOf(81) });
    expect(caption).toContain("all 81 are there");
    expect(caption).toContain(
      "With 10 neurons, 100 of 100 features share at p\u00a0=\u00a00.003 and 10 at p\u00a0=\u00a01.",
    );
    expect(caption).toContain(
      "Of the 72 with fewer neurons than features, 48 beat the naive solution and 24 are worse",
    );
    expect(shown({ diagram: withDivergence(diagramOf(25), 3) }).caption).toContain(
      "1 diverged and is left empty",
    );
  });

  it("tells the numbers of a place that is pressed, or reached by keys, until the reader lets go", () => {
    const { element } = shown({ diagram: diagramOf(81) });
    const drawing = drawingOf(element);
    // 450 px for nine columns, 52 px from the left; the lowest row, 48 px from the end, is that of the smallest p.
    click(drawing, 52 + 25, Number(drawing.getAttribute("height")) - 48 - 5);
    drawNow();
    const readout = (): string => textOf(element, ".fig-query-label").trim();
    expect(readout()).toContain("m = 1 of n = 100, p = 0.003");
    expect(readout()).toContain("100 share, mean gain 0.40, loss 0.50 × the naive");
    press(element, "ArrowRight");
    press(element, "ArrowUp");
    expect(readout()).toContain("m = 2 of n = 100, p = 0.0062");
    press(element, "Escape");
    expect(readout()).toBe("");
    press(element, "ArrowRight");
    expect(readout()).toContain("m = 10 of n = 100");
  });

  it("tells of the coarse network while no finer one is there, and frames what it stands for", () => {
    const { element } = shown({ diagram: diagramOf(9) });
    press(element, "ArrowLeft");
    expect(textOf(element, ".fig-query-label")).toContain("m = 10 of n = 100, p = 0.055");
    expect(marks(element, ".fig-row-frame", "width")[0]).toBeCloseTo(4 * 50, 0);
  });

  it("colours by who shares, by the gain or by the loss", () => {
    const { element } = shown({ diagram: diagramOf(81) });
    const [, gain, loss] = element.querySelectorAll<HTMLInputElement>("input[type=radio]");
    const choose = (radio: HTMLInputElement): void => {
      radio.checked = true;
      radio.dispatchEvent(new Event("input", { bubbles: true }));
      drawNow();
    };
    expect(textOf(element, "svg text")).toContain("features that share the neurons");
    choose(gain);
    expect(textOf(element, "svg text")).toContain("mean gain");
    expect(element.querySelectorAll("rect.fig-bar-positive")).toHaveLength(0);
    choose(loss);
    // 48 places in which the network is better and half of the steps of the colour bar.
    expect(element.querySelectorAll("rect.fig-bar-positive")).toHaveLength(48 + 20);
    expect(element.querySelectorAll("rect.fig-bar-negative")).toHaveLength(24 + 20);
  });

  it("waits while the page trains, and says what went wrong", () => {
    const busy = shown({ training: true });
    expect(busy.main.disabled).toBe(true);
    expect(textOf(busy.element, "[role=status]")).toContain("Pause the training first.");
    const failed = shown({ diagram: { ...diagramOf(0), running: false, problem: "No workers." } });
    expect(textOf(failed.element, "[role=status]")).toContain("No workers.");
  });

  it("keeps a diagram of other settings apart from the run on the page", () => {
    const { element, main, caption } = shown({
      diagram: diagramOf(81),
      settings: { ...settings, features: 30 },
      current: false,
    });
    expect(caption).toContain("not those of the run on the page");
    expect(textOf(element, "svg text")).not.toContain("this page");
    expect(main.textContent).toBe("Train it for n = 30, L4");
  });

  it("gives its numbers as a table and as data, by m and p", () => {
    const diagram = withDivergence(diagramOf(81), 80);
    const table = phasesNumbers({ ...state, diagram }).table()!;
    expect(table.rows).toHaveLength(81);
    expect(table.rows[0]).toEqual([1, "0.003", "100.0", "0.40", "0.00500", "0.0100"]);
    const data = phasesNumbers({ ...state, diagram }).data();
    expect(data.rows).toHaveLength(80);
    expect(data.rows[0]).toEqual([1, 0.003, 100, 4, 100, 0.4, 0.005, 0.01]);
    // Before any is there, those that come first.
    const first = phasesNumbers(state).table()!;
    expect(first.rows).toHaveLength(9);
    expect(first.rows[0]).toEqual([100, "1", "not trained yet", "", "", ""]);
  });
});
