import { expect, it } from "vitest";
import { gelu, geluDerivative } from "../../../src/network/gelu";
import { instructionsOf } from "../../../src/training/wasm/arithmetic";
import { Constants } from "../../../src/training/wasm/constants";
import { geluFunction } from "../../../src/training/wasm/gelu";
import { ModuleBuilder } from "../../../src/training/wasm/module";

/** GELU and its derivative, as the WebAssembly function has them; a multiple of 16 numbers. */
async function geluOf(values: readonly number[]): Promise<{ values: number[]; slopes: number[] }> {
  const constants = new Constants();
  const module = new ModuleBuilder();
  module.add(geluFunction(constants, instructionsOf.simd.multiplyAdd), "gelu");
  const [at, size] = [1024, values.length * 4];
  const { instance } = await WebAssembly.instantiate(
    module.encode(at + 2 * size, constants.bytes()),
  );
  const { memory, gelu: run } = instance.exports as unknown as {
    memory: WebAssembly.Memory;
    gelu(at: number, slopes: number, end: number): void;
  };
  const floats = new Float32Array(memory.buffer, at);
  floats.set(values);
  run(at, at + size, at + size);
  return {
    values: [...floats.subarray(0, values.length)],
    slopes: [...floats.subarray(values.length, 2 * values.length)],
  };
}

it("is within a few float32 roundings of GELU and its derivative", async () => {
  const inputs = Array.from({ length: 16_000 }, (_, i) => Math.fround(i / 400 - 20));
  const { values, slopes } = await geluOf(inputs);
  for (const [i, z] of inputs.entries()) {
    expect(Math.abs(values[i] - gelu(z))).toBeLessThan(3e-7 * Math.max(1, Math.abs(z)));
    expect(Math.abs(slopes[i] - geluDerivative(z))).toBeLessThan(5e-7);
  }
});

it("is zero at zero, where columns are filled up", async () => {
  const { values } = await geluOf(new Array<number>(16).fill(0));
  expect(values).toEqual(new Array<number>(16).fill(0));
});

it("keeps its sense far from zero, and lets what is not a number through", async () => {
  const inputs = [1e4, -1e4, 1e8, -1e8, Number.NaN];
  const { values, slopes } = await geluOf([...inputs, ...new Array<number>(11).fill(1)]);
  expect([values[0], values[2]]).toEqual([1e4, 1e8]);
  expect([values[1], values[3]]).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)]);
  expect(slopes.slice(0, 4)).toEqual([1, 0, 1, 0].map((slope) => expect.closeTo(slope, 6)));
  expect(values[4]).toBeNaN();
});
