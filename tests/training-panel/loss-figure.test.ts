import { describe, expect, it } from "vitest";
import {
  type LossState,
  lossCaption,
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
