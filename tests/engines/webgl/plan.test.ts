import { describe, expect, it } from "vitest";
import { adam } from "../../../src/engines/adam";
import type { TrainingSpec } from "../../../src/engines/contract";
import { planOf, roomFor } from "../../../src/engines/webgl/plan";
import { perceptron, widest } from "../../../src/network/architecture";

const plan = (widths: readonly number[], rows: number) => {
  const spec: TrainingSpec = {
    architecture: perceptron(widths),
    loss: { name: "power", exponent: 2 },
    optimiser: adam(1e-3),
    schedule: { name: "constant" },
    data: { kind: "fixed", inputs: new Float32Array(rows), targets: new Float32Array(rows) },
    models: [],
  };
  return planOf(spec, rows, true);
};

describe("roomFor", () => {
  it("is as many models as stand below one another in a texture", () => {
    expect(roomFor(plan([1, 64, 256, 64, 1], 1000), 8192)).toBe(16);
    // 193 rows of texels for the parameters.
    expect(roomFor(plan([1, 64, 256, 64, 1], 10), 8192)).toBe(42);
  });

  it("is enough for the widest layers in the smallest textures that WebGL 2 may have", () => {
    expect(roomFor(plan([widest, widest, widest, 1], 1000), 2048)).toBe(1);
  });

  it("says what is too large", () => {
    expect(() => roomFor(plan([1, 4, 1], 5000), 2048)).toThrow(
      "The textures of this graphics card have room for 4096 rows and columns, too few for batches of 5000 rows.",
    );
    expect(() => roomFor(plan([1, ...Array(5).fill(widest), 1], 10), 2048)).toThrow(
      "too few for a network of this size.",
    );
  });
});
