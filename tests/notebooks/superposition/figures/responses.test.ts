// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type ResponsesState,
  responsesFigure,
} from "../../../../notebooks/superposition/figures/responses";
import { gainsOf } from "../../../../notebooks/superposition/mathematics/gains";
import { oneToOne, randomWeights } from "../mathematics/networks";
import { stubSight } from "./in-sight";
import { captionOf, elementOf, focusAt, press, readoutOf, show } from "./stage";

const state: ResponsesState = {
  // Features 0, 1 and 2 are answered with 0.5, the others not at all.
  gains: gainsOf(oneToOne(5, 3, 0.5)),
  neurons: 3,
  focus: focusAt(1).current(),
};

describe("the figure of responses", () => {
  beforeEach(() => {
    Element.prototype.setPointerCapture = vi.fn();
    stubSight(600);
  });
  afterEach(() => vi.unstubAllGlobals());

  function shown(of: ResponsesState = state) {
    const set = focusAt(of.focus.feature);
    const element = elementOf(responsesFigure, { ...of, focus: set.current() });
    return {
      element,
      set,
      all: (name: string) => [...element.querySelectorAll(`svg ${name}`)],
      /** Points in the drawing's own pixels. */
      point(type: string, clientX: number, clientY: number, buttons = 1): void {
        const event = new MouseEvent(type, { clientX, clientY, buttons });
        element.querySelector(".figure-plot > svg")!.dispatchEvent(event);
      },
    };
  }

  it("draws all features of a network in one path", () => {
    const { all } = shown();
    const many = all(".fig-model-curve").map(
      (path) => path.getAttribute("d")!.split("M").length - 1,
    );
    expect(many).toContain(5);
    expect(all("path").length).toBeLessThan(15);
  });

  it("gives the means over the features", () => {
    const { element } = shown();
    expect(readoutOf(element, "gain")).toBeCloseTo(0.3, 14);
    expect(readoutOf(element, "answer-below")).toBe(0);
    expect(captionOf(element)).toContain("the 5 gains at 1 lie between 0 and 0.500");
  });

  it("writes the answers of the focus, and moves to another without drawing the others anew", () => {
    const { element, all } = shown();
    const texts = (): (string | null)[] => all("text").map(({ textContent }) => textContent);
    expect(texts()).toContain("feature 1");
    expect(texts()).toContain("0.500 at 1");
    const [cells] = all(".fig-cells");
    show(element, { ...state, focus: focusAt(4).current() });
    expect(texts()).toContain("feature 4");
    expect(texts()).toContain("0 at 1");
    expect(all(".fig-cells")[0]).toBe(cells);
  });

  it("goes through the features, and chooses the one that is pressed", () => {
    const { element, set, point } = shown();
    press(element, "ArrowRight");
    expect(set.current().feature).toBe(2);
    // Five features in three columns of 200 px: the second row begins with feature 3, 242 px down.
    point("pointerdown", 210, 292);
    expect(set.current().feature).toBe(4);
  });

  it("keeps what the reader holds while the network changes under it", () => {
    const { element, set, point, all } = shown();
    const [root] = all(".fig-cells").map((cells) => cells.closest("svg"));
    point("pointerdown", 210, 292);
    show(element, {
      ...state,
      gains: gainsOf(randomWeights(5, 3, 1)),
      focus: set.current(),
    });
    expect(all(".fig-cells")[0].closest("svg")).toBe(root);
    point("pointermove", 90, 292);
    expect(set.current().feature).toBe(3);
  });

  it("names the feature under the pointer, which can be pressed", () => {
    const { element, point, all } = shown();
    const [root] = all(".fig-cells").map((cells) => cells.closest("svg")!);
    const heading = (): string | null => all(".fig-note")[0].textContent;
    point("pointermove", 90, 60, 0);
    expect(heading()).toBe("feature 0: 0.500 at 1, 0 at −1");
    expect(root.classList).toContain("fig-clickable");
    show(element, { ...state, gains: gainsOf(oneToOne(5, 3, 0.25)) });
    expect(heading()).toBe("feature 0: 0.250 at 1, 0 at −1");
    point("pointerleave", 0, 0, 0);
    expect(heading()).toBe("all features, each alone from −1 to 1");
  });

  it("compares with another network", () => {
    const other = { name: "trained with L2", gains: gainsOf(oneToOne(5, 5, 0.2)) };
    const { element, all } = shown({ ...state, other });
    expect(all("text").map(({ textContent }) => textContent)).toContain("trained with L2");
    expect(captionOf(element)).toContain(
      "In the network trained with L2 the gains go from 0.200 to 0.200",
    );
  });

  it("lives through a training that has diverged", () => {
    const { element, all } = shown({ ...state, gains: gainsOf(oneToOne(5, 3, Number.NaN)) });
    expect(captionOf(element)).toContain("the training has diverged");
    for (const mark of all("*"))
      for (const { name, value } of mark.attributes) expect(`${name} ${value}`).not.toMatch(/NaN/);
  });
});
