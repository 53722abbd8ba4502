import { describe, expect, it, test } from "vitest";
import {
  type LossState,
  lossCaption,
  lossDomain,
  meanSquaredErrorMeasure,
} from "../../src/training-panel/loss-figure";

const state = (losses: number[], more: Partial<LossState> = {}): LossState => ({
  measure: meanSquaredErrorMeasure,
  losses: Float32Array.from(losses),
  total: 10,
  step: 0,
  ...more,
});

describe("the caption of the loss", () => {
  it("tells how far it fell, and where it was lowest if that is not the end", () => {
    expect(lossCaption(state([8, 1, 2]), "epoch")).toContain("fell from 8.00 to 2.00 in 2 epochs.");
    expect(lossCaption(state([8, 1, 2]), "epoch")).toContain("lowest, 1.00, at epoch 1.");
    expect(lossCaption(state([8, 2, 1]), "epoch")).not.toContain("lowest");
  });

  it("does not compare the losses of different batches, and says so", () => {
    const caption = lossCaption(state([8, 1, 2]), "batch");
    expect(caption).toContain("in 2 batches.");
    expect(caption).toContain("of a batch of its own");
    expect(caption).not.toContain("lowest");
  });

  it("says how much there is to come, and where the loss did not fall", () => {
    expect(lossCaption(state([1, 3], { live: true }), "batch")).toContain(
      "went from 1.00 to 3.00 in 1 batch so far, with 9 batches to go: it did not fall.",
    );
  });
});

test("the loss axis holds all finite losses in whole decades", () => {
  expect(lossDomain(Float32Array.of(1934, 20, 0.04))).toEqual([0.01, 10000]);
  expect(lossDomain(Float32Array.of(5, Number.NaN, Number.POSITIVE_INFINITY))).toEqual([1, 10]);
});

test("a flat loss, or none, still has an axis", () => {
  expect(lossDomain(Float32Array.of(100, 100))).toEqual([100, 1000]);
  expect(lossDomain(new Float32Array())).toEqual([1, 1000]);
});
