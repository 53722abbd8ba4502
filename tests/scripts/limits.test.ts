import { expect, it } from "vitest";
import { check, limits } from "../../scripts/bench/limits";

/** Figures that keep all limits exactly, but for some changes. */
function verdict(changes: Record<string, object | null> = {}) {
  const figures = limits
    .filter(({ id }) => changes[id] !== null)
    .map(({ id, of, most, least }) => ({
      id,
      name: id,
      unit: "units",
      value: 1,
      [of]: most ?? least,
      ...changes[id],
    }));
  return check([{ title: "Figures", figures }]);
}

it("finds nothing where all limits are kept to the last bit", () => {
  expect(verdict()).toEqual({ shortfalls: [], unchecked: [] });
});

it("says what is too large or too small, and what was wanted", () => {
  const { shortfalls } = verdict({
    "click-to-progress": { value: 150.4 },
    "wasm-of-peak": { value: 79.9 },
    "whole-run-pytorch-1": { ratio: 0.7 },
  });
  expect(shortfalls).toEqual([
    "wasm-of-peak: 79.9 units, at least 80 is wanted",
    "whole-run-pytorch-1: ours is 0.700 of it, at most 0.65 is wanted",
    "click-to-progress: 150.4 units, at most 150 is wanted",
  ]);
});

it("passes over PyTorch where there is none, and over what nobody asked to measure", () => {
  const skipped = { value: undefined, ratio: undefined, note: "no PyTorch" };
  expect(verdict({ "whole-run-pytorch-1": skipped, "webgl-draws": null })).toEqual({
    shortfalls: [],
    unchecked: ["whole-run-pytorch-1", "webgl-draws"],
  });
});

it("takes anything else that could not be measured for a shortfall", () => {
  const failed = { value: undefined, note: "it failed" };
  expect(
    verdict({ "webgl-draws": failed, "wasm-simd-of-peak": { value: Number.NaN } }).shortfalls,
  ).toEqual([
    "wasm-simd-of-peak: NaN units, at least 80 is wanted",
    "webgl-draws: not measured (it failed)",
  ]);
});

it("holds the epoch to the machine’s own peak, and to nobody else’s time", () => {
  const epochs = limits.filter(({ id }) => /^(wasm-(simd-)?of-peak|tfjs-|pytorch-)/.test(id));
  expect(epochs.map(({ id, of, least }) => [id, of, least])).toEqual([
    ["wasm-of-peak", "value", 80],
    ["wasm-simd-of-peak", "value", 80],
  ]);
});
