// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { describe, expect, it } from "vitest";
import { type GeluState, geluFigure } from "../../../../notebooks/x-squared/figures/gelu";
import { rugRoom } from "../../../../notebooks/x-squared/figures/gelu-panel";
import type { DrawPlot } from "../../../../src/drawing/chart";
import { activeNeurons } from "../../../../src/network/decompose";
import { gelu, geluDerivative, geluMinimum } from "../../../../src/network/gelu";
import { pointsOf, shown, stageFigures, tenths } from "../../../figure/support/shown";
import { focusOn } from "./support/focus";
import { expectFocusKeys } from "./support/focus-keys";
import { domain, smallNetwork } from "./support/x-squared";

stageFigures();

/** Two fire, three do not; one of each lies beyond ±4. */
const preActivations = Float64Array.of(1, -0.5, -2, 9, -6);

/** A function of z, drawn at every whole one. */
const plotOf =
  (value: (z: number) => number, domain: [number, number]): DrawPlot =>
  (frame) => {
    const z = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
    return Plot.plot({
      ...frame,
      y: { domain, insetBottom: rugRoom },
      marks: [Plot.line(z, { x: z, y: z.map(value) })],
    });
  };
const plots = {
  activation: plotOf(gelu, [-0.75, 4]),
  derivative: plotOf(geluDerivative, [-0.35, 1.25]),
};

function figure(set = focusOn(), changes: Partial<GeluState> = {}) {
  return shown(geluFigure, { preActivations, plots, domain, focus: set.current(), ...changes });
}

/** In a figure of 760 px two panels of 366 px, 28 px apart. Where z is within one of them. */
const at = (z: number): number => 34 + (322 * (z + 4)) / 8;
const second = 366 + 28;
/** The plots go from 228 up to 28 px; the rugs are under them. */
const activation = (value: number): number => 228 - (200 * (value + 0.75)) / 4.75;
const derivative = (value: number): number => 228 - (200 * (value + 0.35)) / 1.6;
const rug = { top: 232, bottom: 248 };

/** Where the ticks of a rug are, in both panels. */
const ticks = (path: Element): number[] =>
  [...path.getAttribute("d")!.matchAll(/M([\d.]+)/g)].map(([, x]) => Number(x));

describe("the marks of the GELU figure", () => {
  it("have the minimum where the derivative is 0", () => {
    expect(geluDerivative(geluMinimum.at)).toBeCloseTo(0, 12);
    expect(gelu(geluMinimum.at)).toBeCloseTo(geluMinimum.value, 12);
    const { numbers } = figure();
    expect(numbers(".fig-model-dot", "cx")).toEqual([expect.closeTo(at(-0.7518), 2)]);
    expect(numbers(".fig-model-dot", "cy")).toEqual([expect.closeTo(activation(-0.17), 2)]);
  });

  it("have the steepest slope at √2", () => {
    const steepest = geluDerivative(Math.SQRT2);
    for (let z = -6; z <= 6; z += 0.01) expect(geluDerivative(z)).toBeLessThanOrEqual(steepest);
  });
});

describe("GELU beside ReLU", () => {
  it("are curves over z, and beside them their derivatives", () => {
    const { all, words } = figure();
    const [value, slope] = all('.fig-chart [aria-label="line"] path').map(pointsOf);
    expect(value).toHaveLength(9);
    expect(value[5]).toEqual({ x: tenths(at(1)), y: tenths(activation(gelu(1))) });
    expect(slope[4]).toEqual({ x: tenths(at(0)), y: tenths(derivative(0.5)) });
    for (const name of ["activation", "derivative", "GELU", "ReLU", "GELU′", "ReLU′"])
      expect(words).toContain(name);
  });

  it("have a tick for each neuron within ±4, and count the others at the ends", () => {
    const { all, words } = figure(focusOn({ silenced: [2] }));
    expect(all(".fig-rug-firing").map(ticks)).toEqual([[tenths(at(1))], [tenths(at(1))]]);
    expect(all(".fig-rug-silent").map(ticks)).toEqual([[tenths(at(-0.5))], [tenths(at(-0.5))]]);
    expect(all(".fig-rug-silenced").map(ticks)).toEqual([[tenths(at(-2))], [tenths(at(-2))]]);
    expect(words).toContain("← 1 below −4");
    expect(words).toContain("1 above 4 →");
    expect(words.filter((text) => text === "z = w·x + b")).toHaveLength(2);
  });

  it("have the pinned neuron on both curves", () => {
    const { numbers, words, all, text } = figure(focusOn({ neuron: 0 }));
    expect(numbers(".fig-pinned-dot", "cx")).toEqual([at(1), at(1)].map(expectHundredths));
    expect(numbers(".fig-pinned-dot", "cy")).toEqual(
      [activation(gelu(1)), derivative(geluDerivative(1))].map(expectHundredths),
    );
    expect(all(".fig-rug-pinned").map(ticks)).toEqual([[tenths(at(1))], [tenths(at(1))]]);
    expect(all(".fig-rug-firing").map(ticks)).toEqual([[], []]);
    expect(words).toContain("GELU(1.00) = 0.84");
    expect(words).toContain("GELU′(1.00) = 1.08");
    expect(text(".fig-query-label")).toContain("neuron 0");
  });

  it("point to a pinned neuron beyond their ends", () => {
    const { all, words, broken } = figure(focusOn({ neuron: 4 }));
    for (const dot of all(".fig-pinned-dot, .fig-rug-guide"))
      expect(dot.getAttribute("visibility")).toBe("hidden");
    for (const path of all(".fig-rug-pinned"))
      expect(path.getAttribute("d")).toMatch(/^M32,234l-5,6l5,6$/);
    expect(words).toContain("GELU(−6.00) = 0.00");
    expect(broken).toEqual([]);
  });

  it("say that a pinned neuron is silenced", () => {
    const { words, all } = figure(focusOn({ neuron: 0, silenced: [0] }));
    expect(words.filter((text) => text === "silenced")).toHaveLength(2);
    expect(all(".fig-pinned-dot.fig-silenced")).toHaveLength(2);
  });

  it("stay as they are while query, network and neurons change", () => {
    const shownGelu = figure();
    const { all, update, numbers } = shownGelu;
    const before = all(".figure-plot *");
    update({
      preActivations: preActivations.map((z) => -z),
      plots,
      domain,
      focus: focusOn({ x: -10, neuron: 1, silenced: [2] }).current(),
    });
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
    expect(shownGelu.words).toContain("x = −10.00");
    expect(numbers(".fig-probe-handle", "cx")).toEqual([34]);
    expect(numbers(".fig-pinned-dot", "cx")[0]).toBeCloseTo(at(0.5), 2);
    update({ preActivations, plots, domain: [0, 1], focus: focusOn({ x: 1 }).current() });
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(false);
    expect(numbers(".fig-probe-handle", "cx")).toEqual([760 - 24]);
  });
});

const expectHundredths = (value: number): number => expect.closeTo(value, 2);

describe("the neurons on GELU", () => {
  it("are pinned by a press on their ticks, in either panel, and let go by another", () => {
    const set = focusOn();
    const { press, update } = figure(set);
    press(at(1) - 6, rug.top + 5);
    expect(set.current()).toMatchObject({ neuron: 0, x: 3 });
    press(second + at(-2) + 3, rug.bottom);
    expect(set.current().neuron).toBe(2);
    update({ preActivations, plots, domain, focus: set.current() });
    press(at(-2), rug.top);
    expect(set.current().neuron).toBe(null);
  });

  it("are not pinned from further away", () => {
    const set = focusOn();
    const { press } = figure(set);
    press(at(1) + 30, rug.top);
    press(at(1), 100);
    expect(set.current().neuron).toBe(null);
  });

  it("follow a query that is dragged on the rail below", () => {
    const set = focusOn();
    const { drag, size } = figure(set);
    const rail = (x: number): number => 34 + (702 * (x + 10)) / 20;
    drag([
      [rail(3), size.height - 28],
      [rail(-4.5), size.height - 20],
    ]);
    expect(set.current()).toMatchObject({ x: -4.5, neuron: null });
  });

  it("are gone through by keys", () => {
    const set = focusOn();
    expectFocusKeys(figure(set), set, 5);
  });
});

describe("the words on GELU", () => {
  it("count who fires and who is beyond", () => {
    const { caption, spoken } = figure(focusOn({ neuron: 0, silenced: [0] }));
    expect(caption).toContain(
      "(−0.17 at z = −0.75), and with a slope that passes 1 (at most 1.13)",
    );
    expect(caption).toContain("one of the 5 first-layer neurons at x = 3.00: 2 have z > 0");
    // 4 Φ(−4)
    expect(caption).toContain(
      "and 2 are beyond ±4, where GELU and ReLU differ by less than 1.3×10⁻⁴.",
    );
    expect(spoken).toBe(
      "At x = 3.00, 2 of 5 neurons have z above 0; 1 lie below −4 and 1 above 4. Pinned: neuron 0, z = 1.00, GELU(z) = 0.84, silenced.",
    );
  });

  it("say where none or one is beyond", () => {
    const words = (...z: number[]): string =>
      figure(focusOn(), { preActivations: Float64Array.from(z) }).caption;
    expect(words(0, 1, 2, 3)).toContain("3 have z > 0 (blue), and none is beyond ±4.");
    expect(words(0, 1, 2, 5)).toContain("and 1 is beyond ±4");
  });

  it("stand a network that has diverged", () => {
    const broken = Float64Array.of(Number.NaN, 1, Number.NaN, Number.POSITIVE_INFINITY);
    const shownGelu = figure(focusOn({ neuron: 0 }), { preActivations: broken });
    const { broken: attributes, spoken, words, table } = shownGelu;
    expect(attributes).toEqual([]);
    expect(spoken).toContain("2 of 4 neurons have z above 0");
    expect([spoken, ...words, ...table().rows.flat()].join()).not.toMatch(/NaN|Infinity/);
  });

  it("are followed by the numbers, as a table and as data", async () => {
    const { table, data } = figure(focusOn({ silenced: [2] }));
    const { columns, rows } = table();
    expect(columns).toEqual(["Neuron", "z at x = 3.00", "GELU(z)", "ReLU(z)", "GELU′(z)"]);
    expect(rows).toHaveLength(5);
    expect(rows[0]).toEqual(["0", "1.000", "0.841", "1.000", "1.083"]);
    expect(rows[2]).toEqual(["2 (silenced)", "−2.000", "−0.046", "0.000", "−0.085"]);
    expect(await data()).toMatchObject({
      columns: ["neuron", "x", "z", "gelu", "relu", "gelu_derivative", "silenced"],
      rows: [...preActivations].map((z, neuron) => [
        neuron,
        3,
        z,
        expect.closeTo(gelu(z), 6),
        Math.max(0, z),
        expect.closeTo(geluDerivative(z), 6),
        neuron === 2 ? 1 : 0,
      ]),
    });
  });
});

it("in a narrow figure the panels stand one below the other, and are pressed there", () => {
  const { size, resize } = figure();
  expect(size).toEqual({ width: 760, height: 310 + 58 });
  resize(390);
  const set = focusOn();
  const { size: narrow, all, press } = figure(set);
  expect(narrow).toEqual({ width: 390, height: 2 * 270 + 58 });
  expect(all(".fig-title").map((title) => title.parentElement!.getAttribute("transform"))).toEqual([
    "translate(0,0)",
    "translate(0,270)",
  ]);
  press(34 + (346 * 5) / 8, 270 + 28 + 160 + 10);
  expect(set.current().neuron).toBe(0);
});

it("a network of the page is drawn at any query", () => {
  const { takeApart } = smallNetwork(4);
  for (const x of domain) {
    const at = takeApart(x);
    const { spoken, broken } = figure(focusOn({ x }), { preActivations: at.preActivations });
    expect(spoken).toContain(`${activeNeurons(at)} of 4 neurons have z above 0`);
    expect(broken).toEqual([]);
  }
});
