// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { describe, expect, it, vi } from "vitest";
import type { StepWord } from "../../src/run/step-words";
import {
  type LossState,
  lossCaption,
  lossDomain,
  lossFigure,
  lossScale,
  meanSquaredErrorMeasure,
  type SetStep,
} from "../../src/training-panel/loss-figure";
import { pointsOf, shown, stageFigures, tenths } from "../figure/support/shown";

stageFigures();

const state = (losses: number[], more: Partial<LossState> = {}): LossState => ({
  word: "epoch",
  set: { to: () => {}, by: () => {} },
  measure: meanSquaredErrorMeasure,
  plot: (frame) =>
    Plot.plot({
      ...frame,
      x: { domain: [0, 10], label: "epoch" },
      y: { ...lossScale(Float32Array.from(losses)), label: "mean squared error" },
      marks: [Plot.lineY(losses)],
    }),
  losses: Float32Array.from(losses),
  total: 10,
  step: 0,
  ...more,
});

function figure(of: LossState, word: StepWord = "epoch") {
  const set = { to: vi.fn<SetStep["to"]>(), by: vi.fn<SetStep["by"]>() };
  return { set, figure: shown<LossState>(lossFigure, { ...of, set, word }) };
}

/** What Plot draws of the losses. */
const curve = '.fig-chart [aria-label="line"] path';

/** Where steps and losses are in a figure of 760 px, the losses from 0.1 to 1,000. */
const at = (step: number): number => 56 + (688 * step) / 10;
const up = (loss: number): number => 220 - (190 * (Math.log10(loss) + 1)) / 4;

/** A tenth of the error is left by each epoch. */
const falling = state([1000, 100, 10, 1, 0.1], { step: 2 });

describe("the loss over the epochs", () => {
  it("is a curve on a log scale, with the decades and the epochs named", () => {
    const { one, words } = figure(falling).figure;
    expect(pointsOf(one(curve))).toEqual(
      [1000, 100, 10, 1, 0.1].map((loss, step) => ({
        x: tenths(at(step)),
        y: tenths(up(loss)),
      })),
    );
    for (const name of ["0.1", "1", "10", "100", "1,000", "mean squared error", "epoch"])
      expect(words).toContain(name);
  });

  it("has a handle at the epoch that the page shows, which moves while the rest stays", () => {
    const { all, numbers, update, words, text } = figure(falling).figure;
    expect(words).toContain("epoch 2 · MSE 10.0");
    expect(numbers(".fig-probe-handle", "cx")).toEqual([expect.closeTo(at(2), 2)]);
    expect(numbers(".fig-model-dot", "cy")).toEqual([expect.closeTo(up(10), 2)]);
    expect(all(".figure-plot [visibility]")).toEqual([]);
    const before = all(".figure-plot *");
    update({ ...falling, step: 3 });
    expect(text(".fig-step-label")).toBe("epoch 3 · MSE 1.00");
    expect(numbers(".fig-probe-line", "x1")).toEqual([expect.closeTo(at(3), 2)]);
    expect(numbers(".fig-model-dot", "cx")).toEqual([expect.closeTo(at(3), 2)]);
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
  });

  it("knows the loss after the last step by itself, and has no dot where it knows none", () => {
    const last = { ...falling, step: 5, stepLoss: 0.5 };
    const { text, one, numbers, update } = figure(last).figure;
    expect(text(".fig-step-label")).toBe("epoch 5 · MSE 0.500");
    expect(numbers(".fig-model-dot", "cy")).toEqual([expect.closeTo(up(0.5), 2)]);
    for (const stepLoss of [undefined, Number.NaN, Number.POSITIVE_INFINITY, 0]) {
      update({ ...last, stepLoss });
      expect(text(".fig-step-label")).toBe("epoch 5");
      expect(one(".fig-model-dot").getAttribute("visibility")).toBe("hidden");
    }
  });

  it("grows while the model trains, with a mark at its end", () => {
    const { one, all, update, text } = figure({ ...falling, live: true }).figure;
    expect(Number(one(".fig-live-dot").getAttribute("cx"))).toBeCloseTo(at(4), 6);
    const before = one(curve);
    const longer = state([1000, 100, 10, 1, 0.1, 0.2], { live: true });
    update(longer);
    expect(one(curve)).not.toBe(before);
    expect(Number(one(".fig-live-dot").getAttribute("cx"))).toBeCloseTo(at(5), 6);
    update({ ...longer, live: false });
    expect(all(".fig-live-dot")).toEqual([]);
    expect(text(".fig-step-label")).toBe("epoch 0 · MSE 1,000");
  });

  it("is broken where it is not finite, or is nothing", () => {
    const { figure: shownLoss } = figure(state([100, Number.NaN, 10, 0, 1]));
    const { one, broken } = shownLoss;
    expect(one(curve).getAttribute("d")!.match(/M/g)).toHaveLength(3);
    expect(broken).toEqual([]);
  });

  it("of a diverged training stands on an empty scale", () => {
    const diverged = state([Number.NaN, Number.NaN], { step: 1 });
    const { figure: shownLoss } = figure(diverged);
    expect(shownLoss.broken).toEqual([]);
    expect(shownLoss.words).toContain("1,000");
    expect(shownLoss.all(curve)).toEqual([]);
    expect(shownLoss.caption).toContain("it did not fall");
    expect(shownLoss.spoken).toBe("Epoch 1 of 10, mean squared error not finite.");
  });

  it("has at least a decade, which holds all losses that a log scale can have", () => {
    expect(lossDomain(Float32Array.of(3, 4))).toEqual([1, 10]);
    expect(lossDomain(Float32Array.of(0.02, 500))).toEqual([0.01, 1000]);
    expect(lossDomain(Float32Array.of(Number.NaN, 0, 5))).toEqual([1, 10]);
    expect(lossDomain(Float32Array.of())).toEqual([1, 1000]);
  });

  it("has room for a run like it from the start, so that it stays while the loss falls", () => {
    const like = Float32Array.of(2000, 0.05);
    const domains = [[1900], [1900, 30], [1900, 30, 0.06]].map((losses) =>
      lossDomain(Float32Array.from(losses), like),
    );
    expect(domains).toEqual([domains[0], domains[0], domains[0]]);
    expect(lossDomain(Float32Array.of(2.6e7), like)).toEqual([0.01, 1e8]);
  });
});

describe("the training", () => {
  it("is gone through by a drag or a press anywhere, to its ends and no further", () => {
    const { set, figure: shownLoss } = figure(falling);
    shownLoss.drag([
      [200, 100],
      [at(6) + 10, 120],
    ]);
    expect(set.to).toHaveBeenLastCalledWith(6);
    shownLoss.press(at(9), 200);
    expect(set.to).toHaveBeenLastCalledWith(9);
    shownLoss.drag([
      [200, 100],
      [10, 120],
      [800, 120],
    ]);
    expect(set.to.mock.calls.slice(-2)).toEqual([[0], [10]]);
  });

  it("is gone through by keys", () => {
    const { set, figure: shownLoss } = figure(falling);
    const { key, keysHelp } = shownLoss;
    expect(keysHelp).toContain("Left and right arrows move through the training");
    for (const name of ["ArrowLeft", "ArrowRight", "Home", "End"]) expect(key(name)).toBe(true);
    expect(set.by.mock.calls).toEqual([[-1], [1]]);
    expect(set.to.mock.calls).toEqual([[0], [10]]);
    expect(key("ArrowUp")).toBe(false);
  });
});

describe("a network from a file", () => {
  it("has no loss to show, and nothing to go through", () => {
    const opened = state([], { opened: true, total: 0, stepLoss: 3 });
    const { caption, spoken, all, text, words, broken } = figure(opened).figure;
    expect(caption).toContain("opened from a file, which does not say how it was trained");
    expect(spoken).toBe("A network from a file, without its training, mean squared error 3.00.");
    for (const mark of all(".fig-probe-line, .fig-probe-handle, .fig-model-dot"))
      expect(mark.getAttribute("visibility")).toBe("hidden");
    expect(text(".fig-step-label")).toBe("");
    expect(words).toContain("0");
    expect(broken).toEqual([]);
  });
});

describe("the words on the loss", () => {
  it("say where the page is, and what it is of", () => {
    const { caption, spoken } = figure(falling).figure;
    expect(caption).toContain(
      "Loss over the epochs. The error fell from 1,000 to 0.100 in 4 epochs",
    );
    expect(spoken).toBe("Epoch 2 of 10, mean squared error 10.0.");
    expect(figure(falling, "batch").figure.caption).toContain("Loss over the batches.");
  });

  it("say where nothing is trained yet", () => {
    expect(lossCaption(state([]))).toContain("did not come with the page");
    expect(lossCaption(state([], { live: true }))).toBe("Training is about to start.");
    expect(lossCaption(state([7]))).toBe("Before training the error is 7.00.");
    const { words, broken, all } = figure(state([])).figure;
    expect(words).toContain("epoch 0");
    expect(all(curve)).toEqual([]);
    expect(broken).toEqual([]);
  });

  it("tell how far it fell, and where it was lowest if that is not the end", () => {
    expect(lossCaption(state([8, 1, 2]))).toContain("fell from 8.00 to 2.00 in 2 epochs.");
    expect(lossCaption(state([8, 1, 2]))).toContain("lowest, 1.00, at epoch 1.");
    expect(lossCaption(state([8, 2, 1]))).not.toContain("lowest");
  });

  it("do not compare the losses of different batches, and say so", () => {
    const caption = lossCaption(state([8, 1, 2], { word: "batch" }));
    expect(caption).toContain("in 2 batches.");
    expect(caption).toContain("of a batch of its own");
    expect(caption).not.toContain("lowest");
  });

  it("say how much there is to come, and where the loss did not fall", () => {
    expect(lossCaption(state([1, 3], { live: true, word: "batch" }))).toContain(
      "went from 1.00 to 3.00 in 1 batch so far, with 9 batches to go: it did not fall.",
    );
  });

  it("are followed by the numbers, of about forty steps as a table and of all as data", async () => {
    const long = state(Array.from({ length: 100 }, (_, i) => 100 - i));
    const { table, data } = figure(long, "batch").figure;
    const { columns, rows } = table();
    expect(columns).toEqual(["Batch", "Mean squared error"]);
    expect(rows.slice(0, 2)).toEqual([
      ["0", "100"],
      ["3", "97.0"],
    ]);
    expect(rows).toHaveLength(34);
    expect(rows.at(-1)).toEqual(["99", "1.00"]);
    const all = await data();
    expect(all.columns).toEqual(["batch", "mean_squared_error"]);
    expect(all.rows).toHaveLength(100);
    expect(all.rows[98]).toEqual([98, 2]);
  });
});

it("the loss of a narrow figure is lower, and reaches from edge to edge", () => {
  const { size, resize } = figure(falling).figure;
  expect(size).toEqual({ width: 760, height: 280 });
  resize(390);
  const { size: narrow, one } = figure(falling).figure;
  expect(narrow).toEqual({ width: 390, height: 240 });
  const points = pointsOf(one(curve));
  expect(points.at(-1)).toEqual({ x: tenths(56 + (390 - 72) * 0.4), y: tenths(180) });
});
