// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { describe, expect, it } from "vitest";
import {
  type HistogramState,
  histogramFigure,
} from "../../../../notebooks/x-squared/figures/histogram";
import {
  countBins,
  type Histogram,
  uniformBox,
} from "../../../../notebooks/x-squared/figures/histogram-bins";
import type { DrawPlot } from "../../../../src/drawing/chart";
import { layerActivations } from "../../../../src/network/activations";
import type { Network } from "../../../../src/network/network";
import { shown, stageFigures } from "../../../figure/support/shown";
import { focusOn } from "./support/focus";
import { domain, smallNetwork } from "./support/x-squared";

stageFigures();

const { network } = smallNetwork(4);

const bars =
  ({ bins, uniform, most, value, counted }: Histogram): DrawPlot =>
  (frame) =>
    Plot.plot({
      ...frame,
      x: { label: value },
      y: { domain: [0, 100 * most], percent: true, label: counted },
      marks: [
        Plot.rectY(bins, { x1: "from", x2: "to", y: "share" }),
        Plot.rectY(uniform, { x1: "from", x2: "to", y: "share", fill: "none", stroke: "red" }),
      ],
    });

function stateOf(changes: Partial<HistogramState> = {}): HistogramState {
  const of = changes.network ?? network;
  return {
    bars,
    network: of,
    layer: 0,
    activationsAt: layerActivations(of),
    domain,
    focus: focusOn().current(),
    ...changes,
  };
}
const figure = (changes?: Partial<HistogramState>) => shown(histogramFigure, stateOf(changes));

/** A network of the page whose first layer's weights are these. */
function withFirst(...weight: number[]): Network {
  const [first, ...rest] = network.layers;
  return { layers: [{ ...first, weight: Float64Array.from(weight) }, ...rest] };
}

describe("bins", () => {
  const bins = { low: -1, width: 0.5, count: 4 };

  it("count what falls in them, what is beyond at the ends, and nothing that is not finite", () => {
    const values = [-9, -1, -0.5, 0.2, 0.3, 7, Number.NaN, Number.POSITIVE_INFINITY];
    const counted = countBins(values, bins);
    expect(counted.map(({ number }) => number)).toEqual([2, 1, 2, 1]);
    expect(counted.map(({ share }) => share)).toEqual([2, 1, 2, 1].map((number) => number / 6));
    expect(counted[1]).toMatchObject({ from: -0.5, to: 0 });
    expect(countBins([Number.NaN], bins).every(({ share }) => share === 0)).toBe(true);
  });

  it("of a uniform distribution hold what its density says", () => {
    expect(uniformBox(1, bins)).toEqual({ from: -1, to: 1, share: 0.25 });
  });
});

describe("the weights and activations of a layer", () => {
  it("are bars, the weights over the box from which they were drawn", () => {
    const { all, words } = figure({ network: withFirst(-0.9, 0.1, 0.15, 2) });
    const [weights] = all(".fig-chart");
    const [counted, uniform] = weights.querySelectorAll('[aria-label="rect"]');
    // Four bins between −2 and 2, from 34 to 352 px.
    const x = (value: number): number => 34 + (318 * (value + 2)) / 4;
    const lefts = [...counted.querySelectorAll("rect")]
      .filter((bar) => Number(bar.getAttribute("height")) > 0)
      .map((bar) => Number(bar.getAttribute("x")));
    expect(lefts).toEqual([-1, 0, 1].map((from) => expect.closeTo(x(from), 0)));
    const box = uniform.querySelector("rect")!;
    expect(Number(box.getAttribute("x"))).toBeCloseTo(x(-1), 6);
    expect(Number(box.getAttribute("width"))).toBeCloseTo(x(1) - x(-1), 6);
    expect(words).toContain("% of the 4 weights of layer 1");
    expect(words).toContain("% of its 4 activations at x = 3.00");
  });

  it("follow the query: only its activations are drawn anew, on the same scale", () => {
    const state = stateOf();
    const shownHistogram = shown(histogramFigure, state);
    const { all, update } = shownHistogram;
    const [weights, activations] = all(".fig-chart");
    const ticks = (chart: Element): string =>
      chart.querySelector('[aria-label="x-axis tick label"]')!.textContent!;
    update({ ...state, focus: focusOn({ x: -7 }).current() });
    expect(shownHistogram.words).toContain("% of its 4 activations at x = −7.00");
    const again = all(".fig-chart");
    expect(again).toHaveLength(2);
    expect(again[0]).toBe(weights);
    expect(again[1]).not.toBe(activations);
    expect(ticks(again[1])).toBe(ticks(activations));
    update({ ...state, focus: focusOn({ x: -7, neuron: 1 }).current() });
    expect(all(".fig-chart")).toEqual(again);
  });

  it("are moved by a drag of the query on the rail, and by keys", () => {
    const set = focusOn();
    const { drag, key, size, keysHelp } = figure({ focus: set.current() });
    const rail = (x: number): number => 34 + (698 * (x + 10)) / 20;
    drag([
      [rail(3), size.height - 28],
      [rail(-4.5), size.height - 20],
    ]);
    expect(set.current().x).toBe(-4.5);
    expect(keysHelp).toContain("Home and End go to the ends");
    expect(key("ArrowRight", { shiftKey: true })).toBe(true);
    expect(set.current().x).toBe(-3.5);
    expect(key("End")).toBe(true);
    expect(set.current()).toMatchObject({ x: 10, neuron: null });
    for (const other of ["ArrowUp", "Delete", "Escape"]) expect(key(other)).toBe(false);
  });

  it("are counted in words", () => {
    const activations = [0.1, -0.17, 4, 0.3];
    const { caption, spoken } = figure({
      network: withFirst(-0.9, 0.1, 0.15, 2),
      activationsAt: () => [Float64Array.from(activations)],
    });
    expect(caption).toContain(
      "The 4 weights of layer 1 over the box from which they are drawn at first, evenly within ±1.00 (dashed): 25 % of them now lie beyond it.",
    );
    expect(caption).toContain(
      "2 of its 4 activations are within 0.2 of 0, and the largest is 4.00.",
    );
    expect(spoken).toBe(
      "Layer 1 at x = 3.00: 2 of 4 activations are within 0.2 of 0, the largest is 4.00.",
    );
    expect(figure({ layer: 1 }).caption).toContain("none of them lies beyond it.");
  });

  it("are followed by their bins, as a table and as data", async () => {
    const { table, data } = figure({ network: withFirst(-0.9, 0.1, 0.15, 2) });
    const { columns, rows } = table();
    expect(columns).toEqual(["Of", "From", "To", "Number", "Share"]);
    expect(rows.filter(([of]) => of === "weight")).toEqual([
      ["weight", "−2", "−1", "0", "0.0 %"],
      ["weight", "−1", "0", "1", "25.0 %"],
      ["weight", "0", "1", "2", "50.0 %"],
      ["weight", "1", "2", "1", "25.0 %"],
    ]);
    const file = await data();
    expect(file.columns).toEqual(["of", "from", "to", "number", "share"]);
    const numbers = file.rows.filter(([of]) => of === "activation").map((row) => Number(row[3]));
    expect(numbers.reduce((a, b) => a + b)).toBe(4);
  });

  it("stand a network that has diverged", () => {
    const lost = figure({ network: withFirst(Number.NaN, Number.POSITIVE_INFINITY, 0, 1) });
    expect(lost.broken).toEqual([]);
    const said = [lost.caption, lost.spoken, ...lost.words, ...lost.table().rows.flat()];
    expect(said.join()).not.toMatch(/NaN|Infinity/);
    expect(lost.spoken).toContain("not finite");
  });
});

it("the histograms of a narrow figure stand one above the other, and the rail under them", () => {
  const { size, resize } = figure();
  expect(size).toEqual({ width: 760, height: 242 + 58 });
  resize(390);
  const { size: narrow, numbers } = figure();
  expect(narrow).toEqual({ width: 390, height: 2 * 242 + 58 });
  expect(numbers(".fig-chart", "y")).toEqual([0, 242]);
});
