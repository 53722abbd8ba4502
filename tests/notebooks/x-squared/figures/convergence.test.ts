// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { describe, expect, it } from "vitest";
import { convergenceFigure } from "../../../../notebooks/x-squared/figures/convergence";
import type {
  ConvergenceCurve,
  ConvergenceState,
} from "../../../../notebooks/x-squared/figures/convergence-state";
import { errorColours } from "../../../../src/drawing/plasma";
import { pointsOf, shown, stageFigures, tenths } from "../../../figure/support/shown";
import { focusOn } from "./support/focus";
import { inputs, targets } from "./support/x-squared";

stageFigures();

const level: ConvergenceCurve = {
  id: "level",
  epochs: 0,
  mse: 2000,
  predictions: inputs.map(() => 20),
};
const half: ConvergenceCurve = {
  id: "half",
  epochs: 10,
  mse: 100,
  predictions: inputs.map((x) => (x * x) / 2),
};
const right: ConvergenceCurve = { id: "right", epochs: 5000, mse: 0.01, predictions: targets };
const curves = [level, half, right];
const broken: ConvergenceCurve = {
  id: "broken",
  epochs: 20,
  mse: Number.NaN,
  predictions: inputs.map(() => Number.NaN),
};

function figure(set = focusOn(), changes: Partial<ConvergenceState> = {}) {
  const state = { Plot, curves, oneRun: true, inputs, targets, focus: set.current(), ...changes };
  return shown(convergenceFigure, state);
}

/** What Plot draws of the models. */
const lines = '[aria-label="line"].fig-converging';

/** Where points are in a figure of 760 px: from 40 to 696 px, and from −10 at 434 up to 110 at 62 px. */
const at = (x: number): number => 40 + (656 * (x + 10)) / 20;
const up = (y: number): number => 434 - (372 * (y + 10)) / 120;

describe("the models at different epochs", () => {
  it("are curves, coloured by their error, the best one on top, and x² over them", () => {
    const { all } = figure();
    const colours = errorColours([2000, 100, 0.01]);
    expect(all(lines).map((line) => line.getAttribute("stroke"))).toEqual(
      [2000, 100, 0.01].map(colours.colour),
    );
    const paths = all(`${lines} path`);
    expect(paths.map((path) => pointsOf(path)[36].y)).toEqual([20, 32, 64].map(up).map(tenths));
    expect(pointsOf(paths[0])[36].x).toEqual(tenths(at(8)));
    const drawn = all('[aria-label="line"] path');
    const truth = drawn.slice(3);
    expect(truth.map((path) => path.getAttribute("d"))).toEqual(
      [0, 1].map(() => paths[2].getAttribute("d")),
    );
    expect(truth[1].closest("g")!.getAttribute("stroke")).toBe("var(--plot-ink)");
  });

  it("are named by their epochs where they end, apart from one another", () => {
    const { all, words } = figure(focusOn(), { curves: [level, half, { ...right, live: true }] });
    const labels = all(".fig-end-labels text");
    expect(labels.map(({ textContent }) => textContent)).toEqual(["epochs", "0", "10", "5,000…"]);
    const [, low, middle, high] = labels.map((text) => Number(text.getAttribute("y")));
    expect(low).toBeCloseTo(up(20), 2);
    expect(middle).toBeCloseTo(up(50), 2);
    expect(high).toBeCloseTo(up(100), 2);
    expect(words).toContain("final mean squared error");
    const alike = figure(focusOn(), { curves: [half, { ...half, id: "other", epochs: 11 }] });
    const places = alike.numbers(".fig-end-labels text", "y").slice(1);
    // The one that was trained for longer is above.
    expect(places[0] - places[1]).toBeCloseTo(17, 6);
  });

  it("stay as they are while the query moves", () => {
    const { all, one, update } = figure();
    const before = all(".figure-plot *");
    update({ Plot, curves, oneRun: true, inputs, targets, focus: focusOn({ x: -4 }).current() });
    expect(one(".fig-probe").getAttribute("transform")).toBe(`translate(${at(-4).toFixed(2)},0)`);
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
    update({ Plot, curves: [half], oneRun: true, inputs, targets, focus: focusOn().current() });
    expect(all(lines)).toHaveLength(1);
  });

  it("have one model at one moment drawn over them, which follows the moment", () => {
    const scrub = { epoch: 7, mse: 5, predictions: inputs.map(() => 40) };
    const shownCurves = figure(focusOn(), { scrub });
    const { one, text, all, update } = shownCurves;
    expect(pointsOf(one(".fig-scrubbed"))[0]).toEqual({ x: 40, y: tenths(up(40)) });
    expect(Number(one(".fig-curve-dot").getAttribute("cy"))).toBeCloseTo(up(40), 2);
    expect(text(".fig-readout-scrub")).toBe("epoch 7 · MSE 5.00");
    expect(shownCurves.caption).toContain("The blue curve is one model at epoch 7, error 5.00.");
    const before = all(".figure-plot *");
    const later = { epoch: 8, mse: 4, predictions: inputs.map(() => 60) };
    update({
      Plot,
      curves,
      oneRun: true,
      inputs,
      targets,
      focus: focusOn().current(),
      scrub: later,
    });
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
    expect(pointsOf(one(".fig-scrubbed"))[0].y).toEqual(tenths(up(60)));
    update({ Plot, curves, oneRun: true, inputs, targets, focus: focusOn().current() });
    expect(all(".fig-scrubbed")).toEqual([]);
    expect(text(".fig-readout")).toBe("");
  });

  it("leave the plot where they blew up, rather than flatten the others", () => {
    const far = { ...half, predictions: inputs.map((x) => 1e9 * x) };
    const shownCurves = figure(focusOn(), { curves: [far, broken, right] });
    const { all, broken: attributes, numbers } = shownCurves;
    expect(attributes).toEqual([]);
    const drawn = all(lines);
    // Those that are not finite first.
    expect(drawn[0].querySelector("path")).toBeNull();
    const [away, near] = all(`${lines} path`).map(pointsOf);
    for (const { y } of away) expect(Math.abs(y)).toBeLessThanOrEqual(5000);
    expect(near[20].y).toEqual(tenths(up(0)));
    const labels = numbers(".fig-end-labels text", "y").slice(1);
    expect(labels[1]).toBeGreaterThan(400);
    shownCurves.key("ArrowUp");
    shownCurves.key("ArrowUp");
    expect(shownCurves.spoken).toContain("where this model has no finite prediction.");
    expect(shownCurves.table().rows[1]).toEqual(["20", "not finite", "not finite"]);
  });
});

describe("a curve", () => {
  it("is chosen by a press near it or on its name, and let go by another press", () => {
    const shownCurves = figure();
    const { press, text, one, all, numbers } = shownCurves;
    press(at(8), up(32) + 10);
    expect(text(".fig-readout")).toBe("10 epochs · MSE 100");
    expect(pointsOf(one("path.fig-chosen"))[36].y).toEqual(tenths(up(32)));
    // It lies over the others and under the truth, with its own colour.
    const drawn = all('[aria-label="line"], path.fig-chosen');
    expect(drawn.indexOf(one("path.fig-chosen"))).toBe(3);
    expect(one("path.fig-chosen").getAttribute("stroke")).toBe(
      all(lines)[1].getAttribute("stroke"),
    );
    expect(one("text.fig-chosen").textContent).toBe("10");
    expect(numbers(".fig-curve-dot", "cy")[0]).toBeCloseTo(up(4.5), 0);
    expect(shownCurves.spoken).toBe(
      "10 epochs, mean squared error 100. The query is 3.00, where this model predicts 4.50.",
    );
    press(at(8), up(32));
    expect(text(".fig-readout")).toBe("");
    expect(all("text.fig-chosen")).toEqual([]);
    expect(one("path.fig-chosen").getAttribute("d")).toBeNull();
    press(740, up(20) + 3);
    expect(text(".fig-readout")).toBe("0 epochs · MSE 2,000");
    expect(one("text.fig-chosen").textContent).toBe("0");
  });

  it("is chosen by its name although that had to give way to others", () => {
    const alike = Array.from({ length: 9 }, (_, i) => ({ ...level, id: `${i}`, epochs: i }));
    const { press, text, numbers } = figure(focusOn(), { curves: alike });
    const [, lowest] = numbers(".fig-end-labels text", "y");
    expect(lowest - up(20)).toBeGreaterThan(50);
    press(750, lowest);
    expect(text(".fig-readout")).toBe("0 epochs · MSE 2,000");
  });

  it("is shown under a mouse, until it leaves, over the one that is chosen", () => {
    const { hover, leave, press, text } = figure();
    press(740, up(20));
    hover(at(-8), up(64));
    expect(text(".fig-readout")).toBe("5,000 epochs · MSE 0.0100");
    hover(at(0), up(60));
    expect(text(".fig-readout")).toBe("0 epochs · MSE 2,000");
    hover(at(-8), up(64), "touch");
    expect(text(".fig-readout")).toBe("0 epochs · MSE 2,000");
    hover(at(-8), up(64));
    leave();
    expect(text(".fig-readout")).toBe("0 epochs · MSE 2,000");
  });

  it("is not chosen by a drag, which moves the query", () => {
    const set = focusOn();
    const { drag, text } = figure(set);
    drag([
      [at(8), up(32)],
      [at(-1.5), up(32)],
    ]);
    expect(set.current().x).toBe(-1.5);
    expect(text(".fig-readout")).toBe("");
    drag([
      [at(8), up(32)],
      [755, up(32)],
    ]);
    expect(set.current().x).toBe(10);
  });

  it("is chosen by keys, which move the query too and pin no neuron", () => {
    const set = focusOn({ neuron: 1 });
    const shownCurves = figure(set);
    const { key, text, keysHelp } = shownCurves;
    expect(keysHelp).toContain("Up and down arrows choose a curve");
    const readout = (name: string, meant = true): string => {
      expect(key(name)).toBe(meant);
      return text(".fig-readout");
    };
    expect(readout("ArrowUp")).toBe("0 epochs · MSE 2,000");
    expect(readout("ArrowUp")).toBe("10 epochs · MSE 100");
    expect(readout("ArrowDown")).toBe("0 epochs · MSE 2,000");
    expect(readout("ArrowDown")).toBe("5,000 epochs · MSE 0.0100");
    expect(readout("ArrowUp")).toBe("0 epochs · MSE 2,000");
    expect(readout("Escape")).toBe("");
    expect(readout("Escape", false)).toBe("");
    expect(readout("Delete", false)).toBe("");
    key("ArrowRight", { shiftKey: true });
    expect(set.current()).toMatchObject({ x: 4, neuron: 1, silenced: [] });
    key("Home");
    expect(set.current().x).toBe(-10);
    key("End");
    expect(set.current().x).toBe(10);
  });

  it("stays chosen while the models train on", () => {
    const { key, text, update } = figure();
    key("ArrowUp");
    key("ArrowUp");
    const further = { ...half, epochs: 30, mse: 90 };
    update({
      Plot,
      curves: [level, further, right],
      oneRun: true,
      inputs,
      targets,
      focus: focusOn().current(),
    });
    expect(text(".fig-readout")).toBe("30 epochs · MSE 90.0");
  });
});

describe("the words on the models", () => {
  it("say whether training helped", () => {
    const { caption, spoken } = figure();
    expect(caption).toContain(
      "3 curves, from 0 epochs (error 2,000) to 5,000 epochs (0.0100); the dotted curve is x². The longer the training, the smaller the error",
    );
    expect(spoken).toBe("The query is 3.00. 3 models; no curve chosen.");
    const worse = figure(focusOn(), { curves: [level, { ...half, mse: 3000 }, right] });
    expect(worse.caption).toContain(
      "the error after 10 epochs (3,000) is larger than after 0 (2,000).",
    );
    expect(figure(focusOn(), { curves: [level, broken, right] }).caption).toContain(
      "the error after 20 epochs (not finite) is larger than after 0 (2,000).",
    );
  });

  it("compare moments of one training only, and only where the printed errors differ", () => {
    const runs = figure(focusOn(), { oneRun: false });
    expect(runs.caption).toContain("Each is a model of its own, from its own initialisation.");
    expect(runs.caption).not.toContain("The longer the training");
    const alike = [level, { ...half, mse: 126.4 }, { ...right, mse: 126.3 }];
    const { caption } = figure(focusOn(), { curves: alike });
    expect(caption).not.toMatch(/longer the training|not always help/);
    expect(caption).toMatch(/the dotted curve is x²\.$/);
  });

  it("speak of one model, of one from a file, and of none", () => {
    const one = figure(focusOn(), { curves: [{ ...half, epochs: 1 }] });
    expect(one.caption).toContain("One model, trained for 1 epoch, error 100.");
    const file = figure(focusOn(), { curves: [{ ...half, epochs: undefined }] });
    expect(file.caption).toContain("One network, opened from a file, error 100; the dotted curve");
    expect(file.words).toContain("file");
    expect(file.words).not.toContain("epochs");
    file.key("ArrowUp");
    expect(file.text(".fig-readout")).toBe("opened from a file · MSE 100");
    const none = figure(focusOn(), { curves: [] });
    expect(none.caption).toContain("No model has been trained yet; the dotted curve is x².");
    expect(none.key("ArrowUp")).toBe(true);
    none.press(740, 200);
    expect([...one.broken, ...file.broken, ...none.broken]).toEqual([]);
  });

  it("are followed by the numbers, as a table and as data", async () => {
    const scrub = { epoch: 7, mse: 5, predictions: inputs.map(() => 40) };
    const files = [{ ...half, epochs: undefined }, right];
    const { table, data } = figure(focusOn(), { curves: files, scrub });
    expect(table()).toEqual({
      columns: ["Epochs", "Mean squared error", "Prediction at 3.00"],
      rows: [
        ["not known", "100", "4.500"],
        ["5,000", "0.0100", "9.000"],
      ],
    });
    const { columns, rows } = await data();
    expect(columns).toEqual(["curve", "epochs", "mean_squared_error", "x", "target", "prediction"]);
    expect(rows).toHaveLength(3 * 41);
    expect(rows[0]).toEqual(["half", "", 100, -10, 100, 50]);
    expect(rows[41 + 1]).toEqual(["right", 5000, 0.01, -9.5, 90.25, 90.25]);
    expect(rows.at(-1)).toEqual(["scrubbed", 7, 5, 10, 100, 40]);
  });
});

it("the models of a narrow figure keep the room for their names", () => {
  const { size, resize } = figure();
  expect(size).toEqual({ width: 760, height: 480 });
  resize(390);
  const { size: narrow, all, numbers } = figure();
  expect(narrow).toEqual({ width: 390, height: 440 });
  expect(pointsOf(all(`${lines} path`)[0]).at(-1)!.x).toEqual(tenths(390 - 64));
  expect(new Set(numbers(".fig-end-labels text", "x"))).toEqual(new Set([382]));
});
