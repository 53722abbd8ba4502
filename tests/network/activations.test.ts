import { describe, expect, it } from "vitest";
import { layerActivations } from "../../src/network/activations";
import { perceptron } from "../../src/network/architecture";
import { float64Network } from "../../src/network/copy";
import { predictAt } from "../../src/network/forward";
import { gelu } from "../../src/network/gelu";
import { initialise } from "../../src/network/initialise";
import { seeded } from "../../src/network/random";

describe("the activations of all layers", () => {
  const network = float64Network(initialise(perceptron([1, 3, 5, 1]), seeded(4)));
  const at = layerActivations(network);

  it("are of each layer what its neurons say, and of the last the prediction", () => {
    const { weight, bias } = network.layers[0];
    const [first, second, last] = at(2.5);
    expect([...first]).toEqual(
      Array.from(weight, (w, i) => expect.closeTo(gelu(2.5 * w + bias[i]), 12)),
    );
    expect(second).toHaveLength(5);
    expect([...last]).toEqual([predictAt(network, 2.5)]);
  });

  it("stay what they are when another query is put", () => {
    const before = at(-1);
    const kept = before.map((layer) => [...layer]);
    at(7);
    expect(before.map((layer) => [...layer])).toEqual(kept);
  });
});
