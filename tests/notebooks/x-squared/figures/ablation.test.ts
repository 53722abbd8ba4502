// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { describe, expect, it } from "vitest";
import {
  type AblationState,
  ablationFigure,
  neuronList,
} from "../../../../notebooks/x-squared/figures/ablation";
import { pointsOf, shown, stageFigures, tenths } from "../../../figure/support/shown";
import { focusOn } from "./support/focus";
import { expectFocusKeys } from "./support/focus-keys";
import { domain, inputs, targets } from "./support/x-squared";

stageFigures();

// The network is right; without the silenced neurons it is 20 too high wherever x > 0, and its contributions promised 15.
const without = targets.map((y, i) => (inputs[i] > 0 ? y + 20 : y));

function stateAt(set = focusOn(), changes: Partial<AblationState> = {}): AblationState {
  const focus = set.current();
  const silent = focus.silenced.length === 0;
  return {
    Plot,
    inputs,
    targets,
    predictions: targets,
    predictionsWithout: silent ? targets : without,
    prediction: focus.x ** 2,
    predicted: silent ? 0 : 15,
    actual: silent ? 0 : 20,
    focus,
    domain,
    neurons: 4,
    ...changes,
  };
}

function figure(set = focusOn({ silenced: [1, 2] }), changes: Partial<AblationState> = {}) {
  return shown(ablationFigure, stateAt(set, changes));
}

/** What Plot draws of a curve. */
const line = '.fig-chart [aria-label="line"] path';

/** Where points are in a figure of 760 px: from 46 to 746 px, and with 3 % of room from 394 up to 34 px. */
const at = (x: number): number => 46 + (700 * (x + 10)) / 20;
const up = (y: number): number => 394 - (360 * (y + 3.6)) / 127.2;

describe("the curve without some neurons", () => {
  it("is drawn over the curve with them and the true one, and what lies between is filled", () => {
    const { one, all, words } = figure();
    const curves = all(line);
    expect(curves.map((curve) => pointsOf(curve)[26])).toEqual(
      [9, 29, 9].map((y) => ({ x: tenths(at(3)), y: tenths(up(y)) })),
    );
    expect(curves.map((curve) => curve.closest("g")!.getAttribute("stroke"))).toEqual([
      "var(--blue)",
      "var(--red)",
      "currentColor",
    ]);
    const filled = pointsOf(one('.fig-chart [aria-label="area"] path'));
    expect(filled).toHaveLength(82);
    expect(filled).toContainEqual({ x: tenths(at(3)), y: tenths(up(29)) });
    for (const name of ["true", "network", "silenced", "x = 3.00"]) expect(words).toContain(name);
  });

  it("has the predicted change beside the actual one, with their numbers", () => {
    const { one, readout, numbers } = figure();
    expect(numbers(".fig-model-dot", "cx")[0]).toBeCloseTo(at(3), 6);
    expect(numbers(".fig-model-dot", "cy")[0]).toBeCloseTo(up(9), 6);
    const arrow = (name: string): number[] =>
      /^M(\S+) (\S+)V([\d.]+)/
        .exec(one(`.figure-plot > svg path.fig-change-${name}`).getAttribute("d")!)!
        .slice(1)
        .map(Number);
    expect(arrow("actual")).toEqual(
      [at(3) - 9, up(9), up(29)].map((each) => expect.closeTo(each, 6)),
    );
    expect(arrow("predicted")).toEqual(
      [at(3) - 21, up(9), up(24)].map((each) => expect.closeTo(each, 6)),
    );
    expect(readout("actual-change")).toEqual({ text: "+20.00", value: 20 });
    expect(readout("predicted-change")).toEqual({ text: "+15.00", value: 15 });
  });

  it("has its changes on the side where there is room, no further than the plot goes", () => {
    const { one } = figure(focusOn({ x: -5, silenced: [1] }), { actual: 1e6, predicted: 0.01 });
    const arrow = (name: string) =>
      one(`.figure-plot > svg path.fig-change-${name}`).getAttribute("d")!;
    expect(arrow("actual")).toMatch(new RegExp(`^M${at(-5) + 9} \\S+V34M`));
    // Too small to be seen, it is a dash.
    expect(arrow("predicted")).toMatch(new RegExp(`^M${at(-5) + 17} \\S+h8$`));
  });

  it("follows the query, and what is still stays", () => {
    const set = focusOn({ silenced: [1, 2] });
    const { all, update, one, numbers } = figure(set);
    const before = all(".figure-plot *");
    set.x(-4);
    update(stateAt(set));
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
    expect(one(".fig-probe").getAttribute("transform")).toBe(`translate(${at(-4).toFixed(2)},0)`);
    expect(numbers(".fig-model-dot", "cy")[0]).toBeCloseTo(up(16), 6);
  });

  it("is not there while nothing is silenced, nor are the changes", () => {
    const set = focusOn();
    const { all, one, update, readout, words } = figure(set);
    const held = one(".figure-plot > svg");
    const curve = all(line)[0];
    expect(all(line)).toHaveLength(2);
    expect(words).not.toContain("silenced");
    for (const name of ["actual", "predicted"]) {
      expect(one(`.figure-plot > svg path.fig-change-${name}`).getAttribute("d")).toBe("");
      expect(readout(`${name}-change`).text).toBe("–");
    }
    set.silenced([0]);
    update(stateAt(set));
    expect(all(line)).toHaveLength(3);
    expect(all(line)[0]).not.toBe(curve);
    // What the reader holds stays.
    expect(one(".figure-plot > svg")).toBe(held);
  });
});

describe("the query without some neurons", () => {
  it("is dragged, and pressed, from anywhere", () => {
    const set = focusOn();
    const { drag, press } = figure(set);
    press(at(-2), 300);
    expect(set.current().x).toBe(-2);
    drag([
      [at(-2), 100],
      [at(6.5), 110],
    ]);
    expect(set.current()).toMatchObject({ x: 6.5, neuron: null, silenced: [] });
    drag([
      [at(-2), 100],
      [2000, 110],
    ]);
    expect(set.current().x).toBe(10);
  });

  it("is held while the network changes under it", () => {
    const set = focusOn();
    const { drag, update, all } = figure(set);
    const curve = all(line)[0];
    const asked: number[] = [];
    const focus = {
      ...set.current(),
      set: {
        ...set,
        x(x: number) {
          asked.push(x);
          set.x(x);
          update({ ...stateAt(set, { predictions: targets.slice() }), focus });
        },
      },
    };
    update({ ...stateAt(set), focus });
    drag([
      [at(3), 100],
      [at(4), 100],
      [at(5), 100],
    ]);
    expect(asked).toEqual([3, 4, 5]);
    expect(all(line)[0]).not.toBe(curve);
  });

  it("goes by keys, which silence neurons too", () => {
    const set = focusOn();
    expectFocusKeys(figure(set), set, 4);
  });
});

describe("the words on an ablation", () => {
  it("ask to silence something", () => {
    const { caption, spoken } = figure(focusOn());
    expect(caption).toContain("Nothing is silenced yet. Pin a neuron");
    expect(spoken).toBe("No neuron is silenced.");
  });

  it("tell what was predicted, what happened, and why they differ", () => {
    const { caption, spoken } = figure();
    // 20 of 41 inputs are above 0.
    expect(caption).toContain(
      `Without neurons 1 and 2 the mean squared error goes from 0 to ${Math.round((400 * 20) / 41)}`,
    );
    expect(caption).toContain("the curve moves most, by 20.00, at x = 0.50.");
    expect(caption).toContain(
      "the contributions predict a change of +15.00; the actual change is +20.00, 5.00 away: contributions are a first-order view",
    );
    expect(spoken).toBe(
      "With neurons 1 and 2 silenced, the prediction at x 3.00 changes by 20.00; the contributions predicted 15.00.",
    );
    expect(figure(undefined, { predicted: 20 }).caption).toMatch(/actual change is \+20\.00\.$/);
  });

  it("are followed by the numbers, at every unit of x as a table and of all as data", async () => {
    const { table, data } = figure();
    const { columns, rows } = table();
    expect(columns).toEqual(["x", "True", "With all neurons", "Without the silenced"]);
    expect(rows).toHaveLength(21);
    expect(rows[13]).toEqual(["3.0", "9.000", "9.000", "29.000"]);
    const numbers = await data();
    expect(numbers.columns).toEqual(["x", "target", "prediction", "prediction_without_silenced"]);
    expect(numbers.rows).toHaveLength(41);
    expect(numbers.rows[26]).toEqual([3, 9, 9, 29]);
  });

  it("stand a network that has diverged", () => {
    const nan = targets.map(() => Number.NaN);
    const shownAblation = figure(undefined, {
      predictions: nan,
      predictionsWithout: nan,
      prediction: Number.NaN,
      actual: Number.NaN,
      predicted: Number.NaN,
    });
    const { broken, caption, spoken, table, one, readout } = shownAblation;
    const cells = table().rows.flat();
    expect([...broken, caption, spoken, ...cells].join()).not.toContain("NaN");
    expect(caption).toContain(
      "the mean squared error goes from not finite to not finite. The network has diverged",
    );
    expect(readout("actual-change").text).toBe("not finite");
    for (const name of ["actual", "predicted"])
      expect(one(`.figure-plot > svg path.fig-change-${name}`).getAttribute("d")).toBe("");
    expect(one(".figure-plot > svg > .fig-model-dot").getAttribute("visibility")).toBe("hidden");
  });
});

it("an ablation in a narrow figure is lower, and pressed there", () => {
  const { size, resize } = figure();
  expect(size).toEqual({ width: 760, height: 440 });
  resize(390);
  const set = focusOn();
  const { size: narrow, press } = figure(set);
  expect(narrow).toEqual({ width: 390, height: 380 });
  press(46 + 330 / 4, 200);
  expect(set.current().x).toBe(-5);
});

it("silenced neurons are named while they are few, and counted when they are many", () => {
  expect(neuronList([3])).toBe("neuron 3");
  expect(neuronList([3, 7])).toBe("neurons 3 and 7");
  expect(neuronList([3, 7, 9])).toBe("neurons 3, 7 and 9");
  expect(neuronList([0, 1, 2, 3, 4])).toBe("5 neurons");
});
