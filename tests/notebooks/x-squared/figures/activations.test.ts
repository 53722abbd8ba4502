// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import {
  type ActivationsState,
  activationsFigure,
} from "../../../../notebooks/x-squared/figures/activations";
import { plasma } from "../../../../src/drawing/plasma";
import { gelu } from "../../../../src/network/gelu";
import { painted, pointsOf, shown, stageFigures, tenths } from "../../../figure/support/shown";
import { focusOn } from "./support/focus";
import { expectFocusKeys } from "./support/focus-keys";
import { inputs, smallNetwork } from "./support/x-squared";

stageFigures();

const { network, activations, keys } = smallNetwork(4);
const order = [2, 0, 3, 1];
const { weight, bias } = network.layers[0];
const activation = (neuron: number, x: number): number => gelu(weight[neuron] * x + bias[neuron]);
const all = inputs.length * 4;
const [low, high] = [Math.min(...activations), Math.max(...activations)];

function figure(set = focusOn(), changes: Partial<ActivationsState> = {}) {
  return shown<ActivationsState>(activationsFigure, {
    activations,
    inputs,
    order,
    orderName: "pivot",
    focus: set.current(),
    keys,
    samples: order,
    ...changes,
  });
}

/** In a figure of 760 px the heatmap goes from 40 to 441 and from 64 to 448 px, 96 px a row. */
const at = (x: number): number => 40 + (401 * (x + 10)) / 20;
const row = (index: number): number => 64 + 96 * (index + 0.5);
/** The curves are in two columns of 107.5 px, from 493 px on, and 130 px high. */
const cell = (column: number, x: number): number => 493 + 147.5 * column + (107.5 * (x + 10)) / 20;

describe("the activations", () => {
  it("are pixels in the order of the rows, coloured from the least to the largest", () => {
    const { one } = figure();
    const canvas = one("canvas") as HTMLCanvasElement;
    const { width, height, data } = painted.get(canvas)!;
    expect([width, height]).toEqual([41, 4]);
    const colours = Array.from({ length: all }, (_, i) =>
      [...data.slice(4 * i, 4 * i + 3)].map((part) => part.toString(16).padStart(2, "0")).join(""),
    );
    const expected = order.flatMap((neuron) =>
      [...inputs].map((x) => {
        const step = Math.round((255 * (Math.fround(activation(neuron, x)) - low)) / (high - low));
        return plasma(step / 255).slice(1);
      }),
    );
    expect(colours).toEqual(expected);
    expect(canvas.style.cssText).toContain("left: 40px; top: 64px; width: 401px; height: 384px");
  });

  it("have their colours and their order named", () => {
    const { words } = figure();
    expect(words).toContain("neurons by pivot");
    expect(words).toContain(`activation, from −${(-low).toFixed(2)} to ${high.toFixed(1)}`);
    for (const neuron of order) expect(words).toContain(String(neuron));
  });

  it("of some neurons are curves too, with a mark at each pivot", () => {
    const { all, words } = figure();
    const curves = all(".fig-model-curve").map(pointsOf);
    expect(curves).toHaveLength(4);
    // x = 3 is the 27th of the inputs. The scale goes from the least to the largest activation.
    const y = (value: number): number =>
      44 + 22 + (130 - 16 - 22) * (1 - (value - low) / (high - low));
    expect(curves[0][26]).toEqual({ x: tenths(cell(0, 3)), y: tenths(y(activation(2, 3))) });
    expect(curves[1][26].x).toEqual(tenths(cell(1, 3)));
    expect(words).toContain("neuron 3");
    expect(words).toContain(activation(2, 3).toFixed(2));
    const marks = all(".fig-pivot-mark").map((mark) => pointsOf(mark)[0].x);
    expect(marks).toEqual(order.map((neuron, i) => tenths(cell(i % 2, keys[neuron].pivot))));
    expect(figure(focusOn(), { keys: keys.slice(0, 0) }).all(".fig-pivot-mark")).toEqual([]);
  });

  it("are read at the query, which moves while the rest stays", () => {
    const set = focusOn();
    const shownMap = figure(set);
    const { all, update, one, numbers } = shownMap;
    const before = all(".figure-plot *");
    const state = { activations, inputs, order, orderName: "pivot", keys, samples: order };
    update({ ...state, focus: { ...set.current(), x: 7.5 } });
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
    expect(one(".fig-probe").getAttribute("transform")).toBe(`translate(${at(7.5).toFixed(2)},0)`);
    expect(numbers(".fig-sample .fig-probe-handle", "cx")[1]).toBeCloseTo(cell(1, 7.5), 2);
    expect(shownMap.words).toContain(activation(3, 7.5).toFixed(2));
  });

  it("of a pinned neuron are framed, and of silenced ones struck through", () => {
    const { all, numbers, one, update } = figure(focusOn({ neuron: 0, silenced: [1, 2] }));
    expect(numbers(".fig-row-frame", "y")).toEqual([row(1) - 50]);
    expect(numbers(".fig-row-frame", "height")).toEqual([100]);
    expect(numbers(".fig-row-strike", "y1")).toEqual([row(3), row(0)]);
    expect(one(".fig-sample.fig-pinned")).toBe(all(".fig-sample")[1]);
    expect(all(".fig-sample.fig-silenced")).toEqual([all(".fig-sample")[0], all(".fig-sample")[3]]);
    expect(one(".fig-pinned-label").textContent).toBe("0");
    const canvas = one("canvas");
    const axis = one(".fig-colour-bar");
    const state = { activations, inputs, order, orderName: "pivot", keys, samples: order };
    update({ ...state, focus: focusOn().current() });
    expect(all(".fig-row-frame, .fig-row-strike, .fig-sample.fig-pinned")).toEqual([]);
    expect([one("canvas"), one(".fig-colour-bar")]).toEqual([canvas, axis]);
    expect(one(".fig-colour-bar")).toBe(axis);
  });

  it("are drawn anew for another network, another order or other curves", () => {
    const { one, all, update } = figure();
    const state = { activations, inputs, order, orderName: "pivot", keys };
    update({ ...state, samples: [2], focus: focusOn().current() });
    expect(all(".fig-sample")).toHaveLength(1);
    const other = smallNetwork(8, 2);
    const samples = [7, 1];
    const before = one(".fig-colour-bar");
    update({
      activations: other.activations,
      inputs,
      order: other.order,
      orderName: "index",
      samples,
      focus: focusOn().current(),
    });
    expect(one(".fig-colour-bar")).not.toBe(before);
    expect(all(".fig-sample")).toHaveLength(2);
    expect(painted.get(one("canvas") as HTMLCanvasElement)!.height).toBe(8);
    expect(all(".fig-axis-label")[0].textContent).toBe("neurons by index");
  });
});

describe("the pointer over the activations", () => {
  it("moves the query by a drag, in the heatmap or in a curve's own axis", () => {
    const set = focusOn();
    const { drag } = figure(set);
    drag([
      [at(0), row(1)],
      [at(-6), row(2)],
    ]);
    expect(set.current()).toMatchObject({ x: -6, neuron: null });
    drag([
      [cell(1, 0), 100],
      [cell(1, 2), 100],
      [cell(1, 5), 400],
    ]);
    expect(set.current().x).toBe(5);
    drag([
      [cell(1, 0), 100],
      [60, 100],
    ]);
    expect(set.current().x).toBe(-10);
  });

  it("pins the neuron whose row or curve is pressed, and lets go of it", () => {
    const set = focusOn();
    const { press, update } = figure(set);
    press(at(2), row(2) - 40);
    expect(set.current()).toMatchObject({ neuron: 3, x: 3 });
    press(cell(1, 2), 44 + 130 + 60);
    expect(set.current().neuron).toBe(1);
    const state = { activations, inputs, order, orderName: "pivot", keys, samples: order };
    update({ ...state, focus: set.current() });
    press(at(2), row(3));
    expect(set.current().neuron).toBe(null);
  });

  it("reads the value under a mouse, until it leaves", () => {
    const shownMap = figure();
    const heading = () => shownMap.all(".fig-axis-label")[0].textContent;
    shownMap.hover(at(7.5), row(2));
    expect(heading()).toBe(`neuron 3 at 7.5: ${activation(3, 7.5).toFixed(2)}`);
    shownMap.hover(at(7.5), 30);
    expect(heading()).toBe("neurons by pivot");
    shownMap.hover(at(7.5), row(2), "touch");
    expect(heading()).toBe("neurons by pivot");
    shownMap.hover(at(7.5), row(0));
    shownMap.leave();
    expect(heading()).toBe("neurons by pivot");
  });

  it("is not needed: keys do the same", () => {
    const set = focusOn();
    expectFocusKeys(figure(set), set, 4);
  });
});

describe("the words on the activations", () => {
  it("count those above zero at the query", () => {
    const { caption, spoken } = figure();
    const positive = keys.filter((key) => key.weight * 3 + key.bias > 0).length;
    expect(caption).toContain("Each row is a neuron (by pivot), each column a query");
    expect(caption).toContain(`the brightest activation is ${high.toFixed(1)}.`);
    expect(caption).toContain(`At x = 3.00, ${positive} of 4 activations are above zero.`);
    expect(caption).toContain(`GELU dips below zero, to −${(-low).toFixed(2)} here`);
    expect(spoken).toBe("The query is 3.00; 4 neurons, none pinned.");
    const pinned = figure(focusOn({ neuron: 3, silenced: [3] }));
    expect(pinned.spoken).toBe(
      `Neuron 3 at x = 3.00 has activation ${activation(3, 3).toFixed(2)}, silenced.`,
    );
  });

  it("say of activations that are all zero that they are", () => {
    const silent = figure(focusOn(), { activations: new Float32Array(all) });
    expect(silent.caption).not.toContain("GELU dips");
  });

  it("are followed by the numbers, as a table and as data", async () => {
    const { table, data } = figure();
    const { columns, rows } = table();
    expect(columns).toEqual(["Neuron", "Activation at x = 3.00", "Smallest", "Largest"]);
    expect(rows.map(([neuron]) => neuron)).toEqual(["2", "0", "3", "1"]);
    expect(rows[2][1]).toBe(activation(3, 3).toFixed(3));
    expect(rows[2][3]).toBe(activation(3, 10).toFixed(3));
    const numbers = await data();
    expect(numbers.columns).toEqual(["x", "neuron_0", "neuron_1", "neuron_2", "neuron_3"]);
    expect(numbers.rows).toHaveLength(41);
    expect(numbers.rows[26]).toEqual([
      3,
      ...[0, 1, 2, 3].map((neuron) => expect.closeTo(activation(neuron, 3), 6)),
    ]);
  });

  it("stand a network that has diverged", () => {
    const nan = new Float32Array(all).fill(Number.NaN);
    expect(figure(focusOn(), { activations: nan }).broken).toEqual([]);
  });
});

it("the curves of a narrow figure stand under the heatmap, and are pressed there", () => {
  const { size, resize } = figure();
  expect(size).toEqual({ width: 760, height: 494 });
  resize(390);
  const set = focusOn();
  const { size: narrow, one, press, all } = figure(set);
  expect(narrow).toEqual({ width: 390, height: 746 });
  expect((one("canvas") as HTMLCanvasElement).style.cssText).toContain(
    "left: 40px; top: 64px; width: 338px; height: 256px",
  );
  const [title] = all(".fig-sample-title");
  expect(["x", "y"].map((name) => title.getAttribute(name))).toEqual(["40", "397"]);
  press(60, 384 + 60);
  expect(set.current().neuron).toBe(2);
});
