// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import {
  type LookupTraceState,
  lookupTraceFigure,
} from "../../../../notebooks/x-squared/figures/lookup-trace";
import { fixed } from "../../../../src/drawing/format";
import { plasma } from "../../../../src/drawing/plasma";
import { activeNeurons } from "../../../../src/network/decompose";
import {
  painted,
  pointsOf,
  preferStillness,
  shown,
  stageFigures,
  tenths,
  wait,
} from "../../../figure/support/shown";
import { focusOn } from "./support/focus";
import { expectFocusKeys } from "./support/focus-keys";
import { barsOf, domain, inputs, smallNetwork, targets } from "./support/x-squared";

stageFigures();

const network = smallNetwork(4);
const order = [2, 0, 3, 1];

function stateAt(set = focusOn(), changes: Partial<LookupTraceState> = {}): LookupTraceState {
  const focus = set.current();
  const { takeApart, extent, activations, predictions } = network;
  return {
    at: takeApart(focus.x),
    kind: "first-order",
    extent,
    focus,
    domain,
    activations,
    inputs,
    targets,
    predictions,
    order,
    takeApart,
    ...changes,
  };
}

function figure(set = focusOn(), changes: Partial<LookupTraceState> = {}) {
  return shown(lookupTraceFigure, stateAt(set, changes));
}

/** In a figure of 760 px the heatmap goes from 40 to 465 px, as the curve under it, and the bars from 487 to 748 px. */
const at = (x: number): number => 40 + (425 * (x + 10)) / 20;
/** Heatmap and bars are from 48 to 326 px high. */
const row = (index: number): number => 48 + (278 / 4) * (index + 0.5);
const [least, most] = [Math.min(0, ...network.predictions), 100];
const up = (y: number): number => {
  const room = 0.03 * (most - least);
  return 546 - (180 * (y - least + room)) / (most - least + 2 * room);
};

const readersProbe = ".fig-probe:not(.fig-probe-sweeps)";
const sweepsProbe = ".fig-probe-sweeps:not([visibility])";

describe("one lookup", () => {
  it("meets all keys, as pixels in the order of the rows", () => {
    const { one } = figure();
    const canvas = one("canvas") as HTMLCanvasElement;
    const { width, height, data } = painted.get(canvas)!;
    expect([width, height]).toEqual([41, 4]);
    expect(canvas.style.cssText).toContain("left: 40px; top: 48px; width: 425px; height: 278px");
    const [low, high] = [Math.min(...network.activations), Math.max(...network.activations)];
    const value = network.activations[2 * 41 + 30];
    const step = Math.round((255 * (value - low)) / (high - low));
    const colour = Number.parseInt(plasma(step / 255).slice(1), 16);
    expect([...data.slice(4 * 30, 4 * 30 + 3)]).toEqual(
      [16, 8, 0].map((by) => (colour >> by) & 255),
    );
  });

  it("adds the bar of each neuron on the same row", () => {
    const { one } = figure();
    const { contributions } = network.takeApart(3);
    const unit = 261 / (2 * network.extent.contribution);
    const bars = [
      ...barsOf(one("path.fig-bar-positive")),
      ...barsOf(one("path.fig-bar-negative")),
    ].sort((a, b) => a.along - b.along);
    expect(bars).toEqual(
      order
        .map((neuron, i) => ({
          along: tenths(row(i) - 61.5 / 2),
          length: contributions[neuron] * unit,
        }))
        .filter(({ length }) => Math.abs(length) >= 0.05)
        .map(({ along, length }) => ({ along, across: tenths(length) })),
    );
  });

  it("makes the prediction, on the network's curve beside the true one", () => {
    const { all, one, words } = figure();
    const [model, truth] = [one("path.fig-model-curve"), one(".fig-curve-true")].map(pointsOf);
    expect(model[26]).toEqual({ x: tenths(at(3)), y: tenths(up(network.predictions[26])) });
    expect(truth[26]).toEqual({ x: tenths(at(3)), y: tenths(up(9)) });
    const { prediction } = network.takeApart(3);
    const dot = one(".fig-model-dot");
    expect(Number(dot.getAttribute("cx"))).toBeCloseTo(at(3), 6);
    expect(Number(dot.getAttribute("cy"))).toBeCloseTo(up(prediction), 4);
    // Stacked, one line goes through heatmap and curve.
    expect(all(readersProbe).map((probe) => probe.getAttribute("transform"))).toEqual([
      `translate(${at(3).toFixed(2)},0)`,
      `translate(${at(3).toFixed(2)},0)`,
    ]);
    expect(words).toContain("x = 3.00");
  });

  it("is written as a sum that adds up", () => {
    const { words } = figure();
    const { prediction } = network.takeApart(3);
    const active = activeNeurons(network.takeApart(3));
    for (const word of ["Match ", "Retrieve ", "Add up ", `${active} of 4 active`])
      expect(words).toContain(word);
    const entry = (name: string): number => hundredths(words[words.indexOf(name) + 1]);
    expect(entry("Σ bars") + entry("remainder")).toBe(entry("f̂"));
    expect(entry("f̂")).toBe(Math.round(100 * prediction));
    expect(entry("true")).toBe(900);
    const exact = figure(focusOn(), { kind: "integrated" }).words;
    expect(exact).toContain("baseline");
  });

  it("follows the query, and what is still stays", () => {
    const set = focusOn();
    const { all, update, one, text } = figure(set);
    const before = all(".figure-plot *");
    const bars = one("path.fig-bar-positive").getAttribute("d");
    set.x(-6);
    update(stateAt(set));
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
    expect(one("path.fig-bar-positive").getAttribute("d")).not.toBe(bars);
    expect(Number(one(".fig-model-dot").getAttribute("cx"))).toBeCloseTo(at(-6), 6);
    expect(text("text")).toContain("36.00");
  });

  it("frames the pinned neuron in both panels, and strikes out silenced ones", () => {
    const set = focusOn({ neuron: 3, silenced: [1, 2] });
    const { one, update, words } = figure(set);
    const half = 278 / 8 + 0.5;
    const top = row(2) - half;
    expect(one(".fig-pinned-row").getAttribute("d")).toBe(
      `M40 ${top}H465v${2 * half}H40zM487 ${top}H748v${2 * half}H487z`,
    );
    expect(one(".fig-struck-row").getAttribute("d")).toBe(`M40 ${row(3)}H465M40 ${row(0)}H465`);
    expect(barsOf(one("path.fig-bar-silenced")).map(({ along }) => along)).toContain(
      Math.round(10 * (row(0) - 61.5 / 2)) / 10,
    );
    expect(words.filter((word) => word === "3")).toHaveLength(1);
    update(stateAt());
    expect(one(".fig-pinned-row").hasAttribute("d")).toBe(false);
    expect(one(".fig-struck-row").getAttribute("d")).toBe("");
  });

  it("of another network or order is drawn anew, and what the reader holds stays", () => {
    const set = focusOn();
    const { one, all, update, drag } = figure(set);
    const held = one(".figure-plot > svg");
    const curve = one("path.fig-model-curve");
    update(stateAt(set, { order: [0, 1, 2, 3] }));
    const reordered = one("path.fig-model-curve");
    expect(reordered).not.toBe(curve);
    // While she drags, the network changes under her.
    const { takeApart, ...other } = smallNetwork(8, 2);
    const { x } = set;
    set.x = (query) => {
      x(query);
      update(stateAt(set, { ...other, at: takeApart(query), takeApart }));
    };
    drag([
      [at(3), 450],
      [at(4), 450],
      [at(6), 450],
    ]);
    expect(set.current().x).toBe(6);
    expect(one("path.fig-model-curve")).not.toBe(reordered);
    expect(painted.get(one("canvas") as HTMLCanvasElement)!.height).toBe(8);
    expect(one(".figure-plot > svg")).toBe(held);
    expect(all(readersProbe)).toHaveLength(2);
  });
});

describe("the pointer over a lookup", () => {
  it("drags the query in the heatmap and in the curve, which takes a press too", () => {
    const set = focusOn();
    const { drag, press } = figure(set);
    drag([
      [at(0), row(1)],
      [at(-4), row(2)],
    ]);
    expect(set.current()).toMatchObject({ x: -4, neuron: null });
    drag([
      [at(-4), 450],
      [at(8), 460],
      [700, 460],
    ]);
    expect(set.current().x).toBe(10);
    press(at(1), 500);
    expect(set.current()).toMatchObject({ x: 1, neuron: null });
  });

  it("drags the query from the bars as far as it goes itself", () => {
    const set = focusOn();
    const { drag } = figure(set);
    // 261 px are the whole domain.
    drag([
      [600, row(1)],
      [600 + 26.1, row(1)],
    ]);
    expect(set.current()).toMatchObject({ x: 5, neuron: null });
    drag([
      [740, row(1)],
      [490, row(1)],
    ]);
    expect(set.current().x).toBe(-10);
  });

  it("pins the neuron whose row is pressed, and lets go of it", () => {
    const set = focusOn();
    const { press, update } = figure(set);
    press(at(-2), row(3));
    expect(set.current()).toMatchObject({ neuron: 1, x: 3 });
    press(700, row(0) + 30);
    expect(set.current().neuron).toBe(2);
    update(stateAt(set));
    press(at(-2), row(0));
    expect(set.current().neuron).toBe(null);
  });

  it("is not needed: keys do the same", () => {
    const set = focusOn();
    expectFocusKeys(figure(set), set, 4);
  });
});

describe("the sweep of a lookup", () => {
  const moving = (changes: Partial<LookupTraceState> = {}) => {
    preferStillness(false);
    const set = focusOn();
    return { set, figure: figure(set, changes) };
  };
  /** Where a probe is. */
  const queryOf = ({ all }: ReturnType<typeof figure>, probe: string): number => {
    const [, pixels] = /translate\(([\d.]+),/.exec(all(probe)[0].getAttribute("transform")!)!;
    return (20 * (Number(pixels) - 40)) / 425 - 10;
  };

  it("moves a query of its own, once in sight, with bars, sums and dot; the reader’s stays", () => {
    const { set, figure: swept } = moving();
    expect(swept.button("Pause: the sweep of the query").disabled).toBe(false);
    wait(1000);
    // A frame takes 40 ms, and 99 go through the domain.
    const x = queryOf(swept, sweepsProbe);
    expect(x).toBeCloseTo(3 + (20 * 25) / 99, 0);
    expect(set.current().x).toBe(3);
    expect(queryOf(swept, readersProbe)).toBeCloseTo(3, 2);
    const at = network.takeApart(Math.round(100 * x) / 100);
    expect(Number(swept.one(".fig-model-dot").getAttribute("cy"))).toBeCloseTo(
      up(at.prediction),
      4,
    );
    expect(swept.words).toContain(`${activeNeurons(at)} of 4 active`);
    // One number at the line that moves.
    expect(swept.words.filter((word) => word.startsWith("x = "))).toEqual([
      `x = ${at.x.toFixed(2)}`,
    ]);
  });

  it("is told as what it is while it moves, and with its numbers when it rests", () => {
    const { figure: swept } = moving();
    wait(1000);
    expect(swept.caption).toContain("A query of the figure’s own sweeps the domain");
    expect(swept.caption).toContain("Escape gives back your x* = 3.00.");
    expect(swept.spoken).toBe("The sweep is under way; your query stays at 3.00.");
    swept.button("Pause: the sweep of the query").click();
    wait(1000);
    const query = queryOf(swept, sweepsProbe);
    const x = fixed(query, 2);
    expect(swept.caption).toContain(`The sweep rests at x = ${x}. That query meets all 4 keys`);
    expect(swept.spoken).toContain(`At x ${x}, `);
    const { prediction } = network.takeApart(Math.round(100 * query) / 100);
    expect(swept.caption).toContain(`f̂ = ${fixed(prediction, 2)}`);
  });

  it("ends where the reader takes its line, and is hers there", () => {
    const { set, figure: swept } = moving();
    wait(1000);
    const x = queryOf(swept, sweepsProbe);
    swept.press(at(x) + 5, row(0));
    expect(set.current().x).toBeCloseTo(x, 2);
    expect(swept.all(sweepsProbe)).toHaveLength(0);
    swept.update(stateAt(set));
    wait(1000);
    expect(set.current().x).toBeCloseTo(x, 2);
    expect(queryOf(swept, readersProbe)).toBeCloseTo(x, 1);
    expect(swept.button("Play: the sweep of the query").disabled).toBe(false);
  });

  it("ends as the reader drags or presses a key, which moves her own query", () => {
    for (const [take, moved] of [
      [
        ({ drag }: ReturnType<typeof figure>) =>
          drag([
            [at(0), 450],
            [at(-4), 450],
          ]),
        -4,
      ],
      [({ key }: ReturnType<typeof figure>) => key("ArrowRight"), 3.1],
    ] as const) {
      const { set, figure: swept } = moving();
      wait(400);
      take(swept);
      expect(swept.all(sweepsProbe)).toHaveLength(0);
      expect(set.current().x).toBe(moved);
    }
  });

  it("gives the reader’s query back at Escape, whether it moves or rests", () => {
    for (const rest of [false, true]) {
      const { set, figure: swept } = moving();
      wait(400);
      if (rest) swept.button("Pause: the sweep of the query").click();
      swept.key("Escape");
      expect(swept.all(sweepsProbe)).toHaveLength(0);
      expect(set.current().x).toBe(3);
      const { prediction } = network.takeApart(3);
      const dot = swept.one(".fig-model-dot");
      expect(Number(dot.getAttribute("cy"))).toBeCloseTo(up(prediction), 4);
    }
  });

  it("goes on while the reader pins a neuron, or the network changes under it", () => {
    const { set, figure: swept } = moving();
    swept.key("ArrowDown");
    swept.press(at(-8), row(1));
    wait(400);
    swept.button("Pause: the sweep of the query").click();
    const x = Number(queryOf(swept, sweepsProbe).toFixed(2));
    expect(x).toBeGreaterThan(4);
    const other = smallNetwork(4, 9);
    swept.update(stateAt(set, { ...other, at: other.takeApart(3) }));
    const active = activeNeurons(other.takeApart(x));
    expect(swept.words).toContain(`${active} of 4 active`);
    wait(1000);
    expect(swept.caption).toContain(`f̂ = ${fixed(other.takeApart(x).prediction, 2)}`);
  });

  it("goes by steps for a reader who wants nothing to move", () => {
    const set = focusOn();
    const still = figure(set);
    wait(1000);
    expect(still.all(sweepsProbe)).toHaveLength(0);
    still.button("Step: the sweep of the query").click();
    expect(queryOf(still, sweepsProbe)).toBeCloseTo(4, 1);
    expect(set.current().x).toBe(3);
  });

  it("can be taken away", () => {
    expect(figure().menu()).toContain("Save the sweep as GIF");
  });
});

describe("the words on a lookup", () => {
  it("tell who answers, and the sum", () => {
    const { prediction } = network.takeApart(3);
    const active = activeNeurons(network.takeApart(3));
    const { caption, spoken } = figure(focusOn({ silenced: [1] }));
    expect(caption).toContain("The query x* = 3.00 meets all 4 keys");
    expect(caption).toContain(`${active} are active`);
    const [, sum, rest, whole] =
      /contributions sum to (\S+): with the remainder (\S+), f̂ = (\S+)\. Drag/.exec(caption)!;
    expect(hundredths(sum) + hundredths(rest)).toBe(hundredths(whole));
    expect(hundredths(whole)).toBe(Math.round(100 * prediction));
    expect(caption).toContain(
      "The struck row is the silenced neuron; its bar is hollow, and the sums are of the whole network.",
    );
    expect(figure(focusOn({ silenced: [1, 2] })).caption).toContain("Struck rows are the silenced");
    expect(spoken).toBe(`At x 3.00, ${active} of 4 neurons answer and the prediction is ${whole}.`);
    expect(figure(focusOn(), { kind: "integrated" }).caption).toContain(
      "the integrated gradients sum to",
    );
  });

  it("are followed by the numbers, as a table in the order of the rows and as data by neuron", async () => {
    const { table, data } = figure(focusOn({ silenced: [1] }));
    const { activations, contributions } = network.takeApart(3);
    const { columns, rows } = table();
    expect(columns).toEqual(["Neuron", "Activation", "Contribution"]);
    expect(rows).toEqual(
      order.map((neuron) => [
        String(neuron),
        ...[activations, contributions].map((of) => of[neuron].toFixed(4).replace("-", "−")),
      ]),
    );
    const numbers = await data();
    expect(numbers.columns).toContain("integrated_gradient");
    expect(numbers.rows.map((cells) => [cells[0], cells.at(-1)])).toEqual([
      [0, 0],
      [1, 1],
      [2, 0],
      [3, 0],
    ]);
    const { columns: exact } = figure(focusOn(), { kind: "integrated" }).table();
    expect(exact[2]).toBe("Integrated gradient");
  });

  it("stand a network that has diverged", () => {
    const nan = network.predictions.map(() => Number.NaN);
    const at = { ...network.takeApart(3), prediction: Number.NaN };
    const { broken } = figure(focusOn({ neuron: 1 }), {
      at: { ...at, contributions: at.contributions.map(() => Number.NaN) },
      predictions: nan,
      activations: network.activations.map(() => Number.NaN),
      extent: { ...network.extent, contribution: Number.NaN },
    });
    expect(broken).toEqual([]);
  });
});

describe("the panels of a lookup", () => {
  it("stand side by side where there is room", () => {
    const first = figure();
    expect(first.size).toEqual({ width: 760, height: 590 });
    first.resize(1000);
    const set = focusOn();
    const wide = figure(set);
    expect(wide.size).toEqual({ width: 1000, height: 440 });
    const { prediction } = network.takeApart(3);
    expect(wide.words).toContain(`f̂ = ${prediction.toFixed(2).replace("-", "−")}`);
    expect(wide.words).toContain("true 9.00");
    expect(wide.words.filter((word) => word === "x = 3.00")).toHaveLength(2);
    // The curve has an axis of its own, from 695 to 988 px.
    wide.press(695 + 293 / 4, 200);
    expect(set.current().x).toBe(-5);
    wide.press(600, 48 + 340);
    expect(set.current().neuron).toBe(1);
  });

  it("are narrow in a narrow figure, and pressed there", () => {
    const first = figure();
    first.resize(390);
    const set = focusOn();
    const narrow = figure(set);
    expect(narrow.size).toEqual({ width: 390, height: 590 });
    // The heatmap ends at 236 px.
    expect((narrow.one("canvas") as HTMLCanvasElement).style.width).toBe("196px");
    narrow.drag([
      [50, row(0)],
      [40 + 49, row(0)],
    ]);
    expect(set.current().x).toBe(-5);
    narrow.press(370, row(2));
    expect(set.current().neuron).toBe(3);
  });
});

const hundredths = (text: string): number => Math.round(100 * Number(text.replace("−", "-")));
