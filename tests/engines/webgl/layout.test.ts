import { describe, expect, it } from "vitest";
import { layoutOf, packState, unpackState } from "../../../src/engines/webgl/layout";
import { type Architecture, perceptron } from "../../../src/network/architecture";
import { mapArrays } from "../../../src/network/copy";
import { initialise } from "../../../src/network/initialise";
import { type Network, parametersOf } from "../../../src/network/network";
import { seeded } from "../../../src/network/random";

const architectures: Readonly<Record<string, Architecture>> = {
  "1 → 64 → 256 → 64 → 1": perceptron([1, 64, 256, 64, 1]),
  "odd widths": perceptron([3, 5, 7, 1]),
  "no biases": perceptron([3, 5, 2], { bias: false }),
  gates: perceptron([3, 5, 2], { activation: "silu", gated: true }),
};

describe.each(Object.entries(architectures))(
  "the state of a network with %s",
  (_, architecture) => {
    const layout = layoutOf(architecture);
    const part = (seed: number): Network => initialise(architecture, seeded(seed));
    const checkpoint = { step: 3, network: part(1), firstMoment: part(2), secondMoment: part(3) };
    const texels = packState(layout, checkpoint);

    it("gives back what was put into it", () => {
      for (const name of ["network", "firstMoment", "secondMoment"] as const)
        expect(unpackState(layout, texels, name)).toEqual(checkpoint[name]);
    });

    it("holds each parameter once, and zeros for the rest", () => {
      const ones = mapArrays(part(1), (values) => new Float32Array(values.length).fill(1));
      const count = parametersOf(ones).reduce((sum, { length }) => sum + length, 0);
      const all = packState(layout, {
        ...checkpoint,
        network: ones,
        firstMoment: ones,
        secondMoment: ones,
      });
      expect(all.filter((value) => value === 1)).toHaveLength(3 * count);
      expect(all.filter((value) => value === 0)).toHaveLength(all.length - 3 * count);
    });
  },
);
