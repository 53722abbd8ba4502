import { expect, it } from "vitest";
import { check, limits } from "../../scripts/bench/limits";

/** For a limit that holds for every notebook, figures of two of them. */
const ofAllNotebooks: Record<string, string[]> = {
  "^drag-.*-frame$": ["drag-decomposition-frame", "drag-lookup-trace-frame"],
  "^drag-.*-frame-90$": ["drag-decomposition-frame-90", "drag-lookup-trace-frame-90"],
  "^longest-task-(.*-)?wasm$": ["longest-task-wasm", "longest-task-superposition-wasm"],
};

/** Figures that keep all limits exactly, but for some changes. */
function verdict(changes: Record<string, object | null> = {}) {
  const figures = limits.flatMap(({ id, of, most, least }) =>
    (typeof id === "string" ? [id] : ofAllNotebooks[id.source])
      .filter((each) => changes[each] !== null)
      .map((each) => ({
        id: each,
        name: each,
        unit: "units",
        value: 1,
        [of]: most ?? least,
        ...changes[each],
      })),
  );
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
  const epochs = limits.filter(({ id }) =>
    /^(wasm-(simd-)?of-peak|tfjs-|pytorch-)/.test(String(id)),
  );
  expect(epochs.map(({ id, of, least }) => [id, of, least])).toEqual([
    ["wasm-of-peak", "value", 80],
    ["wasm-simd-of-peak", "value", 80],
  ]);
});

it("holds every notebook's drag and training to the same limits, and leaves others' tasks alone", () => {
  const { shortfalls } = verdict({
    "drag-lookup-trace-frame": { value: 12.3 },
    "drag-decomposition-frame-90": { value: 16.4 },
    "longest-task-superposition-wasm": { value: 61 },
  });
  expect(shortfalls).toEqual([
    "drag-lookup-trace-frame: 12.3 units, at most 12 is wanted",
    "drag-decomposition-frame-90: 16.4 units, at most 16 is wanted",
    "longest-task-superposition-wasm: 61.0 units, at most 50 is wanted",
  ]);
  const plain = { id: "longest-task-plain", name: "plain", unit: "ms", value: 80 };
  expect(check([{ title: "Training", figures: [plain] }]).shortfalls).toEqual([]);
});
