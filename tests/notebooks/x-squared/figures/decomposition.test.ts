// @vitest-environment jsdom
import { describe, expect, it, test } from "vitest";
import { decompositionFigure } from "../../../../notebooks/x-squared/figures/decomposition";
import {
  barValues,
  type DecompositionState,
  topShare,
} from "../../../../notebooks/x-squared/figures/neuron-parts";
import { activeNeurons } from "../../../../src/network/decompose";
import { geluMinimum } from "../../../../src/network/gelu";
import { shown, stageFigures, tenths } from "../../../figure/support/shown";
import { focusOn } from "./support/focus";
import { expectFocusKeys } from "./support/focus-keys";
import { barsOf, domain, smallNetwork } from "./support/x-squared";

stageFigures();

const { takeApart, extent } = smallNetwork(4);

function stateAt(set = focusOn(), changes: Partial<DecompositionState> = {}): DecompositionState {
  const focus = set.current();
  return { at: takeApart(focus.x), kind: "first-order", extent, domain, focus, ...changes };
}

function figure(set = focusOn(), changes: Partial<DecompositionState> = {}) {
  return shown(decompositionFigure, stateAt(set, changes));
}

/** In a figure of 760 px each of four neurons has 175.5 px from 44 px on. */
const middle = (neuron: number): number => 44 + 175.5 * (neuron + 0.5);
/** The heights of the three panels, under 58 px for the rail of the query. */
const [activation, value, product] = [187 - 88, 357 - 217, 598 - 387];

describe("a prediction, taken apart", () => {
  it("is three rows of bars: activations, values and their products", () => {
    const { all, words } = figure();
    const at = takeApart(3);
    const unit = [
      activation / (extent.activation - geluMinimum.value),
      value / (2 * extent.value),
      product / (2 * extent.contribution),
    ];
    [at.activations, at.values, at.contributions].forEach((values, i) => {
      const up = barsOf(all(".fig-bar-positive")[i]);
      const down = barsOf(all(".fig-bar-negative")[i]);
      const wanted = [...values]
        .map((each, neuron) => ({
          along: tenths(middle(neuron) - 167.5 / 2),
          across: tenths(each * unit[i]),
          length: each * unit[i],
        }))
        // What is shorter than a tenth of a pixel is not drawn.
        .filter(({ length }) => Math.abs(length) >= 0.05);
      const of = (sign: number) =>
        wanted
          .filter(({ length }) => length * sign > 0)
          .map(({ along, across }) => ({ along, across }));
      expect([up, down]).toEqual([of(1), of(-1)]);
    });
    for (const name of ["Activation ai\u200b", "Value ∂f/∂ai\u200b", "neuron", "x = 3.00"])
      expect(words).toContain(name);
  });

  it("has integrated gradients in place of the products where the reader wants them", () => {
    const { all, words, table } = figure(focusOn(), { kind: "integrated" });
    const { integrated } = takeApart(3);
    const bars = [...barsOf(all(".fig-bar-positive")[2]), ...barsOf(all(".fig-bar-negative")[2])];
    expect(bars.map(({ across }) => across).sort((a, b) => a - b)).toEqual(
      [...integrated]
        .map((part) => (part * product) / (2 * extent.integrated))
        .sort((a, b) => a - b)
        .map(tenths),
    );
    expect(words.some((text) => text.startsWith("Integrated gradient"))).toBe(true);
    expect(table().columns.slice(3)).toEqual([
      "Mean value on the path",
      "Integrated gradient",
      "State",
    ]);
  });

  it("follows the query, on scales that stay", () => {
    const set = focusOn();
    const { all, update, numbers } = figure(set);
    const before = all(".figure-plot *");
    const bars = () => all(".fig-bar-positive").map((bar) => bar.getAttribute("d"));
    const drawn = bars();
    set.x(7);
    update(stateAt(set));
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
    expect(bars()).not.toEqual(drawn);
    expect(numbers(".fig-probe-handle", "cx")).toEqual([expect.closeTo(44 + 702 * 0.85, 6)]);
  });

  it("names the pinned neuron, and crosses out the silenced ones", () => {
    const set = focusOn({ neuron: 2, silenced: [3] });
    const { all, words, numbers, one, text } = figure(set);
    const at = takeApart(3);
    expect(words).toContain(`neuron 2: ${at.activations[2].toFixed(3)}`);
    expect(text(".fig-query-label")).toContain(`${at.contributions[2] > 0 ? "+" : "−"}`);
    expect(numbers(".fig-neuron-band", "width")).toEqual([170.5]);
    expect(numbers(".fig-neuron-band", "x")).toEqual([expect.closeTo(middle(2) - 170.5 / 2, 6)]);
    expect(all(".fig-bar-silenced").map((path) => barsOf(path).length)).toEqual([1, 1, 1]);
    const filled = all(".fig-bar-positive, .fig-bar-negative").flatMap(barsOf);
    expect(filled.filter(({ along }) => along > middle(2) + 175.5 / 2)).toEqual([]);
    expect(one(".fig-struck").getAttribute("d")).toBe(`M${middle(3) - 2.5} 599.5l5 5m0 -5l-5 5`);
  });

  it("lets go of the marks again", () => {
    const set = focusOn({ neuron: 2, silenced: [1] });
    const { update, numbers, one, text } = figure(set);
    update(stateAt(focusOn()));
    expect(numbers(".fig-neuron-band", "width")).toEqual([0]);
    expect(one(".fig-struck").getAttribute("d")).toBe("");
    expect(text(".fig-query-label").replace("x = 3.00", "").trim()).toBe("");
  });

  it("of another network is drawn anew, and what the reader holds stays", () => {
    const set = focusOn();
    const { one, all, update, drag } = figure(set);
    const held = one(".figure-plot > svg");
    const axes = all(".fig-axis");
    // While she drags, the network changes under her.
    const other = smallNetwork(8, 2);
    const { x } = set;
    set.x = (query) => {
      x(query);
      update(stateAt(set, { at: other.takeApart(query), extent: other.extent }));
    };
    drag([
      [44 + 702 * 0.75, 30],
      [44 + 702 * 0.7, 30],
      [44 + 702 * 0.65, 200],
    ]);
    expect(set.current()).toMatchObject({ x: 3, neuron: null });
    expect(one(".figure-plot > svg")).toBe(held);
    expect(all(".fig-axis")[0]).not.toBe(axes[0]);
    const bars = all(".fig-bar-positive, .fig-bar-negative").flatMap(barsOf);
    expect(bars).toHaveLength(24);
  });
});

describe("the pointer over the bars", () => {
  it("pins the neuron that is pressed, in any row, and lets go of it", () => {
    const set = focusOn();
    const { press, update } = figure(set);
    press(middle(3) + 60, 400);
    expect(set.current()).toMatchObject({ neuron: 3, x: 3 });
    press(middle(0), 100);
    expect(set.current().neuron).toBe(0);
    update(stateAt(set));
    press(middle(0), 630);
    expect(set.current().neuron).toBe(null);
  });

  it("names the neuron under a mouse, until it leaves, over the pinned one", () => {
    const set = focusOn({ neuron: 1 });
    const { hover, leave, text, numbers, all } = figure(set);
    const named = () => text(".fig-query-label");
    hover(middle(3), 300);
    expect(named()).toContain("neuron 3: ");
    expect(all("text.fig-hovered")).toHaveLength(3);
    expect(numbers(".fig-neuron-hover", "width")).toEqual([170.5]);
    hover(middle(0), 300, "touch");
    expect(named()).toContain("neuron 3: ");
    leave();
    expect(named()).toContain("neuron 1: ");
    expect(all("text.fig-hovered")).toHaveLength(0);
  });

  it("drags the query on the rail", () => {
    const set = focusOn();
    const { drag, press } = figure(set);
    drag([
      [middle(2), 30],
      [44 + 702 * 0.25, 40],
    ]);
    expect(set.current()).toMatchObject({ x: -5, neuron: null });
    press(746, 30);
    expect(set.current().x).toBe(10);
  });

  it("is not needed: keys do the same", () => {
    const set = focusOn();
    expectFocusKeys(figure(set), set, 4);
  });
});

describe("the words on a prediction", () => {
  it("have sums that add up as they are written, in both views", () => {
    const { prediction } = takeApart(3);
    const active = activeNeurons(takeApart(3));
    const { caption, spoken } = figure(focusOn({ neuron: 1, silenced: [1] }));
    expect(caption).toContain(`At x* = 3.00, ${active} of 4 neurons are active. The`);
    const [, sum, whole, rest] =
      /sum to (\S+) where f̂ is (\S+): a first-order view, and the remainder is (\S+)\. The/.exec(
        caption,
      )!;
    expect(hundredths(whole)).toBe(Math.round(100 * prediction));
    expect(hundredths(sum) + hundredths(rest)).toBe(hundredths(whole));
    expect(caption).toContain("Crossed out: the silenced neurons, their bars hollow.");
    expect(spoken).toBe(
      `At x 3.00 the prediction is ${whole}, ${active} of 4 neurons are active, neuron 1 (silenced) adds ${minus(takeApart(3).contributions[1].toFixed(2))}.`,
    );
    const exact = figure(focusOn(), { kind: "integrated" }).caption;
    expect(exact).toContain("Integrated gradients are exact");
    expect(exact).toContain(`they make f̂ = ${whole}.`);
    expect(exact).not.toContain("Crossed out");
  });

  it("say how much the largest carry where there are more than eight", () => {
    const many = smallNetwork(12);
    const at = many.takeApart(3);
    const { caption } = figure(focusOn(), { at, extent: many.extent });
    const share = Math.round(100 * topShare(at.contributions, 8).share);
    expect(caption).toContain(`the 8 largest bars make ${share} % of Σ|contribution|`);
  });

  it("leave out a pinned neuron that the network has not", () => {
    const { spoken, words, broken } = figure(focusOn({ neuron: 40 }));
    expect(spoken).toMatch(/neurons are active\.$/);
    expect(words.join()).not.toContain("40");
    expect(broken).toEqual([]);
  });

  it("stand a network that has diverged", () => {
    const { all, broken } = figure(focusOn({ neuron: 1 }), diverged());
    expect(broken).toEqual([]);
    expect(all(".fig-bar-positive, .fig-bar-negative").flatMap(barsOf)).toEqual([]);
  });

  it("say that what has diverged is not finite", () => {
    const { caption, spoken, words } = figure(focusOn({ neuron: 1 }), diverged());
    expect([caption, spoken, ...words].join()).not.toContain("NaN");
  });

  it("are followed by the numbers, as a table and as data of both views", async () => {
    const { table, data } = figure(focusOn({ silenced: [3] }));
    const at = takeApart(3);
    const { columns, rows } = table();
    expect(columns).toEqual([
      "Neuron",
      "w·x + b",
      "Activation",
      "Value ∂f/∂a",
      "Contribution",
      "State",
    ]);
    expect(rows.map((row) => row[5])).toEqual(
      [...at.preActivations].map((z, i) => (i === 3 ? "silenced" : z > 0 ? "active" : "")),
    );
    expect(rows[2].slice(1, 5)).toEqual(
      [at.preActivations, at.activations, at.values, at.contributions].map((values) =>
        minus(values[2].toFixed(4)),
      ),
    );
    const numbers = await data();
    expect(numbers.columns.slice(0, 4)).toEqual(["neuron", "x", "pre_activation", "activation"]);
    expect(numbers.columns.slice(4)).toEqual([
      "value",
      "contribution",
      "integrated_gradient",
      "silenced",
    ]);
    expect(numbers.rows[3]).toEqual([
      3,
      3,
      ...[at.preActivations, at.activations, at.values, at.contributions, at.integrated].map(
        (values) => expect.closeTo(values[3], 6),
      ),
      1,
    ]);
  });
});

it("a prediction in a narrow figure is lower, and all of its neurons are there", () => {
  const { size, resize } = figure();
  expect(size).toEqual({ width: 760, height: 640 });
  resize(390);
  const set = focusOn();
  const { size: narrow, press, numbers, all } = figure(set);
  expect(narrow).toEqual({ width: 390, height: 560 });
  expect(numbers(".fig-rule", "x2")).toEqual([376, 376, 376]);
  expect(barsOf(all(".fig-bar-positive")[0]).at(-1)!.along).toBeGreaterThan(44 + 3 * 83);
  press(370, 300);
  expect(set.current().neuron).toBe(3);
});

/** What is left of a network whose weights are no numbers. */
function diverged(): Pick<DecompositionState, "at" | "extent"> {
  const at = takeApart(3);
  const nan = at.activations.map(() => Number.NaN);
  const none = Number.NaN;
  const sums = { prediction: none, remainder: none };
  return {
    at: { ...at, ...sums, activations: nan, values: nan, contributions: nan, integrated: nan },
    extent: {
      activation: none,
      value: Number.POSITIVE_INFINITY,
      contribution: none,
      integrated: none,
    },
  };
}

const minus = (text: string): string => text.replace("-", "−");
const hundredths = (text: string): number => Math.round(100 * Number(text.replace("−", "-")));

test("in both views the third row of bars is the product of the first two", () => {
  const at = smallNetwork(8, 5).takeApart(3);
  for (const kind of ["first-order", "integrated"] as const) {
    const [activations, values, parts] = barValues(at, kind);
    for (let i = 0; i < parts.length; ++i)
      expect(activations[i] * values[i]).toBeCloseTo(parts[i], 12);
  }
});

test("a neuron whose activation is exactly zero has no averaged value to show", () => {
  const at = takeApart(3);
  const silent = {
    ...at,
    activations: at.activations.map(() => 0),
    integrated: at.integrated.map(() => 0),
  };
  expect([...barValues(silent, "integrated")[1]]).toEqual(Array(4).fill(0));
});

test("the share of the largest counts both signs, and no more neurons than there are", () => {
  expect(topShare([4, -4, 1, 1], 2)).toEqual({ most: 2, share: 0.8 });
  expect(topShare([1, 1], 8)).toEqual({ most: 2, share: 1 });
  expect(topShare([0, 0], 8)).toEqual({ most: 2, share: 0 });
});
