import { describe, expect, it } from "vitest";
import { zerosLike } from "../../../src/network/copy";
import { xSquaredData } from "../../../src/network/dataset";
import { initialise } from "../../../src/network/initialise";
import { type Network, xSquaredWidths } from "../../../src/network/network";
import { seeded } from "../../../src/network/random";
import type { TrainingSpec } from "../../../src/training/contract";
import { adam } from "../../../src/training/defaults";
import type { Checkpoint } from "../../../src/training/engine";
import { plainEngine } from "../../../src/training/plain-engine";
import { openWasmEngine } from "../../../src/training/wasm/wasm-engine";
import { referenceLosses, referenceNetwork, worstTensor } from "../../network/reference";

const engine = await openWasmEngine("simd");

const reference = referenceNetwork("init.safetensors");

function specOf(widths: readonly number[], samples = 1000, learningRate = 1e-3): TrainingSpec {
  const inputs = Float32Array.from({ length: samples }, (_, i) => (20 * i) / samples - 10);
  return {
    widths,
    activation: "gelu",
    loss: "mse",
    optimiser: adam(learningRate),
    data: samples === 1000 ? xSquaredData() : { inputs, targets: inputs.map((x) => x * x) },
    models: [],
  };
}

const spec = specOf(xSquaredWidths(64));

function untrained(network: Network): Checkpoint {
  return {
    epoch: 0,
    network,
    firstMoment: zerosLike(network),
    secondMoment: zerosLike(network),
  };
}

/** A network times a number. */
function scaled(network: Network, factor: number): Network {
  return {
    layers: network.layers.map((layer) => ({
      ...layer,
      weight: layer.weight.map((value) => value * factor) as Float32Array<ArrayBuffer>,
      bias: layer.bias.map((value) => value * factor) as Float32Array<ArrayBuffer>,
    })),
  };
}

describe("the WebAssembly engine", () => {
  it("has PyTorch's gradients at its initial weights", async () => {
    const trainer = await engine.start(spec, untrained(reference));
    await trainer.run(1);
    // After one step Adam's first moment is (1 − β₁) times the gradient.
    const { firstMoment } = await trainer.checkpoint();
    const gradients = scaled(firstMoment, 1 / (1 - spec.optimiser.beta1));
    expect(worstTensor(gradients, referenceNetwork("init-gradients.safetensors"))).toBeLessThan(
      1e-5,
    );
  });

  it("has PyTorch's weights after ten steps of Adam", async () => {
    const trainer = await engine.start(spec, untrained(reference));
    await trainer.run(10);
    const { network } = await trainer.read();
    expect(worstTensor(network, referenceNetwork("after-10-steps.safetensors"))).toBeLessThan(1e-4);
  });

  it("follows PyTorch's loss curve over 50 epochs", async () => {
    const trainer = await engine.start(spec, untrained(reference));
    const losses = await trainer.run(50);
    const { loss } = await trainer.read();
    const expected = referenceLosses();
    for (const [i, found] of [...losses, loss].entries())
      expect(Math.abs(found / expected[i] - 1)).toBeLessThan(1e-3);
  });

  it.each([
    { widths: [1, 1, 1], samples: 100 },
    { widths: [1, 3, 5, 1], samples: 7 },
    { widths: [1, 5, 9, 3, 1], samples: 100 },
    { widths: [1, 9, 100, 13, 1], samples: 333 },
    { widths: [1, 100, 5, 20, 1], samples: 1 },
    { widths: [1, 17, 33, 27, 1], samples: 200 },
    { widths: [1, 44, 15, 1], samples: 129 },
    { widths: [1, 1], samples: 50 },
    { widths: [1, 1024, 2, 1], samples: 60 },
  ])("trains a network $widths on $samples samples as the plain engine does", async (shape) => {
    const small = specOf(shape.widths, shape.samples, 1e-2);
    const from = untrained(initialise(shape.widths, seeded(3)));
    const ours = await engine.start(small, from);
    const plain = await plainEngine.start(small, from);
    await ours.run(1);
    await plain.run(1);
    const [found, expected] = [await ours.checkpoint(), await plain.checkpoint()];
    expect(worstTensor(found.firstMoment, expected.firstMoment)).toBeLessThan(1e-5);
    expect(worstTensor(found.secondMoment, expected.secondMoment)).toBeLessThan(1e-5);
    const losses = await ours.run(10);
    for (const [i, loss] of (await plain.run(10)).entries())
      expect(Math.abs(losses[i] / loss - 1)).toBeLessThan(1e-4);
    const reading = await ours.read();
    expect(reading.predictions).toHaveLength(shape.samples);
    expect(reading.loss / (await plain.read()).loss).toBeCloseTo(1, 4);
  });

  it("gives the same bits on every run", async () => {
    const [a, b] = [
      await engine.start(spec, untrained(reference)),
      await (await openWasmEngine("simd")).start(spec, untrained(reference)),
    ];
    expect(await a.run(5)).toEqual(await b.run(5));
    expect(await a.read()).toEqual(await b.read());
  });

  it("goes on from a checkpoint to the same bits", async () => {
    const trainer = await engine.start(spec, untrained(reference));
    await trainer.run(2);
    const resumed = await engine.start(spec, await trainer.checkpoint());
    expect(resumed.epoch).toBe(2);
    expect(await resumed.run(2)).toEqual(await trainer.run(2));
    expect(await resumed.checkpoint()).toEqual(await trainer.checkpoint());
    expect(await resumed.read()).toEqual(await trainer.read());
  });

  it("starts from a checkpoint of the plain engine", async () => {
    const plain = await plainEngine.start(spec, untrained(reference));
    await plain.run(2);
    const resumed = await engine.start(spec, await plain.checkpoint());
    expect((await resumed.run(1))[0] / (await plain.run(1))[0]).toBeCloseTo(1, 5);
  });

  it("gives arrays that further training leaves alone", async () => {
    const trainer = await engine.start(spec, untrained(reference));
    const before = await trainer.read();
    const copy = structuredClone(before);
    await trainer.run(1);
    expect(before).toEqual(copy);
    expect((await trainer.read()).network).not.toEqual(copy.network);
  });

  it("lets a divergence be seen in its losses", async () => {
    const wild = specOf([1, 4, 1], 40, 1e12);
    const trainer = await engine.start(wild, untrained(initialise([1, 4, 1], seeded(1))));
    expect([...(await trainer.run(20))].some((loss) => !Number.isFinite(loss))).toBe(true);
  });

  it("refuses widths that it cannot train", async () => {
    for (const width of [0, 5000, 2.5])
      await expect(
        engine.start(specOf([1, width, 1]), untrained(initialise([1, 1, 1], seeded(1)))),
      ).rejects.toThrow(`A layer can be 1 to 1024 wide, not ${width}.`);
  });
});
