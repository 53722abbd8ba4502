import { describe, expect, it } from "vitest";
import { activationFunction } from "../../../src/engines/wasm/activation";
import { instructionsOf } from "../../../src/engines/wasm/arithmetic";
import { Constants } from "../../../src/engines/wasm/constants";
import { ModuleBuilder } from "../../../src/engines/wasm/module";
import { type Activation, activateWithSlopes } from "../../../src/network/activation";

const activations: readonly Activation[] = ["identity", "relu", "gelu", "silu", "tanh", "sigmoid"];

/** Where the values stand in the modules' memories, behind the constants. */
const at = 1024;

/** Runs an activation on the numbers z, or z and u, and returns all that it leaves: z (and u), activations, slopes. */
async function run(
  activation: Activation,
  numbers: readonly number[],
  gate?: number,
): Promise<{ activations: number[]; slopes: number[] }> {
  const constants = new Constants();
  const module = new ModuleBuilder();
  const { multiplyAdd } = instructionsOf.simd;
  module.add(activationFunction(activation, constants, multiplyAdd, gate), "run");
  const size = numbers.length * 4;
  const { instance } = await WebAssembly.instantiate(
    module.encode(at + 3 * size, constants.bytes()),
  );
  const exports = instance.exports as unknown as {
    memory: WebAssembly.Memory;
    run(z: number, activations: number, slopes: number, end: number): void;
  };
  const floats = new Float32Array(exports.memory.buffer, at);
  floats.set(numbers);
  exports.run(at, at + size, at + 2 * size, at + (gate ?? size));
  const part = (index: number): number[] => [
    ...floats.subarray(index * numbers.length, (index + 1) * numbers.length),
  ];
  return { activations: part(1), slopes: part(2) };
}

function reference(activation: Activation, z: readonly number[]): [Float64Array, Float64Array] {
  const [values, slopes] = [new Float64Array(z.length), new Float64Array(z.length)];
  activateWithSlopes(activation, Float64Array.from(z), values, slopes, z.length);
  return [values, slopes];
}

/** A multiple of 16 numbers. */
function filledUp(numbers: readonly number[]): number[] {
  return [...numbers, ...new Array<number>((16 - (numbers.length % 16)) % 16).fill(1)];
}

describe.each(activations)("%s in WebAssembly", (activation) => {
  it("is within a few float32 roundings of itself in float64", async () => {
    const z = Array.from({ length: 16_000 }, (_, i) => Math.fround(i / 400 - 20));
    const found = await run(activation, z);
    const [values, slopes] = reference(activation, z);
    const errors = z.map(
      (x, i) => Math.abs(found.activations[i] - values[i]) / Math.max(1, Math.abs(x)),
    );
    const slopeErrors = z.map((_, i) => Math.abs(found.slopes[i] - slopes[i]));
    expect(Math.max(...errors)).toBeLessThan(3e-7);
    expect(Math.max(...slopeErrors)).toBeLessThan(5e-7);
  });

  it("keeps its sense far from zero and at zero", async () => {
    const z = filledUp([0, -0, 50, -50, 1e4, -1e4, 1e8, -1e8, 1e-20, -1e-20]);
    const found = await run(activation, z);
    const [values, slopes] = reference(activation, z);
    for (const i of z.keys()) {
      expect(Math.abs(found.activations[i] - values[i])).toBeLessThan(
        3e-7 * Math.max(1, Math.abs(values[i])),
      );
      expect(found.slopes[i]).toBeCloseTo(slopes[i], 6);
    }
  });

  it("lets what is not a number through", async () => {
    const found = await run(activation, filledUp([Number.NaN]));
    expect(found.activations[0]).toBeNaN();
    expect(found.activations[1]).not.toBeNaN();
  });

  it("has its product with the gate's values, and the derivatives by both", async () => {
    const z = Array.from({ length: 32 }, (_, i) => Math.fround(i / 4 - 4));
    const u = z.map((value) => Math.fround(Math.cos(value)));
    const found = await run(activation, [...z, ...u], z.length * 4);
    const [values, slopes] = reference(activation, z);
    for (const i of z.keys()) {
      expect(found.activations[i]).toBeCloseTo(values[i] * u[i], 5);
      expect(found.slopes[i]).toBeCloseTo(slopes[i] * u[i], 5);
      expect(found.slopes[z.length + i]).toBeCloseTo(values[i], 5);
    }
  });
});

it.each(["silu", "tanh"] as const)(
  "%s is precise for small z, where it is almost a multiple of z",
  async (activation) => {
    const z = filledUp([1e-6, -1e-5, 1e-4, -1e-3, 1e-2]);
    const found = await run(activation, z);
    const [values] = reference(activation, z);
    for (const i of z.keys()) expect(found.activations[i] / values[i]).toBeCloseTo(1, 5);
  },
);
