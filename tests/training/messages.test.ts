import { expect, it } from "vitest";
import { perceptron } from "../../src/network/architecture";
import { initialise } from "../../src/network/initialise";
import { seeded } from "../../src/network/random";
import { buffersOf } from "../../src/training/messages";

it("hands over the arrays of a snapshot and of losses, each once", () => {
  const network = initialise(perceptron([1, 4, 1]), seeded(1));
  const predictions = new Float32Array(10);
  const snapshot = { type: "snapshot", model: "m", step: 1, loss: 1, live: true } as const;
  const event = { ...snapshot, network, predictions };
  const received = structuredClone(event, { transfer: buffersOf(event) });
  expect(received.predictions).toHaveLength(10);
  expect(predictions).toHaveLength(0);
  for (const { weight, bias } of network.layers) expect(weight.length + bias.length).toBe(0);
});

it("hands over nothing where there are no arrays", () => {
  expect(buffersOf({ type: "done" })).toEqual([]);
});
