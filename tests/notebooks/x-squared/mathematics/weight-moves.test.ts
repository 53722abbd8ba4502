import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { xSquaredArchitecture } from "../../../../notebooks/x-squared/mathematics/dataset";
import {
  initialBound,
  relativeMove,
  shareBeyond,
} from "../../../../notebooks/x-squared/mathematics/weight-moves";
import { readFirstPaint } from "../../../../notebooks/x-squared/training/pretrained";
import { initialNetwork } from "../../../../notebooks/x-squared/training/spec";
import { initialise } from "../../../../src/network/initialise";
import type { Layer } from "../../../../src/network/network";
import { seeded } from "../../../../src/network/random";

const layer = (...weight: number[]): Layer => ({
  inputs: 4,
  outputs: weight.length / 4,
  activation: "gelu",
  weight: Float64Array.from(weight),
  bias: new Float64Array(weight.length / 4),
});

describe("the move of a layer's weights", () => {
  it("is a root mean square, as a share of the bound within which they are drawn", () => {
    expect(initialBound(layer())).toBe(0.5);
    expect(relativeMove(layer(3, 0, 0, 4), layer(0, 0, 0, 0))).toBe(5);
    expect(relativeMove(layer(1, 2, 3, 4), layer(1, 2, 3, 4))).toBe(0);
    expect(relativeMove(layer(1, Number.NaN, 3, 4), layer(1, 2, 3, 4))).toBeNaN();
  });
});

describe("the share beyond that bound", () => {
  it("counts both sides, and is of the weights alone", () => {
    expect(shareBeyond(layer(0.5, -0.5, 0.51, -3))).toBe(0.5);
  });

  it("is nothing before training", () => {
    for (const each of initialise(xSquaredArchitecture(8), seeded(1)).layers)
      expect(shareBeyond(each)).toBe(0);
  });
});

it("the shipped network began where its seed says, and its first layer hardly moved", async () => {
  const { settings, latest } = readFirstPaint(
    await readFile("public/weights/x-squared/first-paint.safetensors"),
  );
  const drawn = initialNetwork(settings);
  const [first, ...above] = latest.network.layers.map((each, i) =>
    relativeMove(each, drawn.layers[i]),
  );
  // Had it begun elsewhere, it would be about √⅔ away.
  expect(first).toBeLessThan(0.1);
  expect(Math.min(...above)).toBeGreaterThan(0.4);
});
