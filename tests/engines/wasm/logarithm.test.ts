import { expect, it } from "vitest";
import { logarithmFunction } from "../../../src/engines/wasm/logarithm";
import { ModuleBuilder } from "../../../src/engines/wasm/module";

const module = new ModuleBuilder();
module.add(logarithmFunction(), "logarithm");
const { instance } = await WebAssembly.instantiate(module.encode(0));
const logarithm = instance.exports.logarithm as (x: number) => number;

it("is the natural logarithm to float64's precision", () => {
  for (const x of [1 + 1e-12, 1.001, 1.5, 2, 3, 100, 1024, 1e-3, 1e100])
    expect(Math.abs(logarithm(x) - Math.log(x))).toBeLessThan(
      1e-15 * Math.max(1, Math.abs(Math.log(x))),
    );
});

it("is precise near 1, where it is almost nothing", () => {
  expect(logarithm(1)).toBe(0);
  for (const step of [2 ** -50, 1e-9, 1e-4])
    expect(logarithm(1 + step) / Math.log1p(1 + step - 1)).toBeCloseTo(1, 14);
});

it("is not a number for what is not finite", () => {
  for (const x of [Number.NaN, Number.POSITIVE_INFINITY]) expect(logarithm(x)).toBeNaN();
});
