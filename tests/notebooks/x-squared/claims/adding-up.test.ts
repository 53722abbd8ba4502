import { expect, it } from "vitest";
import { decomposer } from "../../../../src/network/decompose";
import { sum } from "../../../../src/network/sum";
import { trainedNetwork } from "../trained";

/** Runs after which neurons switch abruptly on the way from no activation, and some after which they do not. */
const runs = [
  { width: 64, learningRate: 0.001, epochs: 100, seed: 1 },
  { width: 256, learningRate: 0.05, epochs: 20, seed: 1 },
  { width: 64, learningRate: 3, epochs: 50, seed: 6 },
  { width: 64, learningRate: 10, epochs: 20, seed: 1 },
  { width: 12, learningRate: 10, epochs: 60, seed: 2 },
  { width: 4, learningRate: 10000, epochs: 100, seed: 3 },
  { width: 8, learningRate: 5, epochs: 0, seed: 4 },
];

it.each(runs)(
  "integrated gradients add up at width $width, rate $learningRate, $epochs epochs, on the way and at rest",
  async (run) => {
    const takeApart = decomposer(await trainedNetwork(run));
    for (const x of [-9.9, -5, -0.4, 3.78, 8.5])
      for (const onItsWay of [false, true]) {
        const at = takeApart(x, onItsWay);
        const { prediction, baseline, activations, values, integrated } = at;
        const scale = sum(activations.map((a, i) => Math.abs(a * values[i])));
        const missed = Math.abs(baseline + sum(integrated) - prediction);
        expect(missed / Math.max(1, Math.abs(prediction), scale), `x = ${x}`).toBeLessThan(1e-6);
      }
  },
);
