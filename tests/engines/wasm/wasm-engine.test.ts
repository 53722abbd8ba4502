import { describe, expect, it, vi } from "vitest";
import { adam } from "../../../src/engines/adam";
import type { Checkpoint, TrainingSpec } from "../../../src/engines/contract";
import type { Engine, Trainer } from "../../../src/engines/engine";
import { plainEngine } from "../../../src/engines/plain-engine";
import { openWasmEngine } from "../../../src/engines/wasm/wasm-engine";
import type { Activation } from "../../../src/network/activation";
import { type Architecture, architectureText, perceptron } from "../../../src/network/architecture";
import { lossAndGradients } from "../../../src/network/backward";
import type { Inputs, Targets } from "../../../src/network/batch";
import { float64Network, zerosLike } from "../../../src/network/copy";
import { initialise } from "../../../src/network/initialise";
import type { Loss } from "../../../src/network/loss";
import type { Network } from "../../../src/network/network";
import type { Optimiser } from "../../../src/network/optimiser";
import { seeded } from "../../../src/network/random";
import { worstTensor } from "../../network/errors";
import { referenceLosses, referenceNetwork } from "../../network/reference";
import { xSquaredArchitecture, xSquaredData } from "../../network/x-squared";

const engine = await openWasmEngine("simd");

const squared: Loss = { name: "power", exponent: 2 };
const crossEntropy: Loss = { name: "cross-entropy" };
/** Adam whose running mean of gradients is the last gradient itself. */
const remembering: Optimiser = { ...adam(1e-3), beta1: 0 };

const xSquared: TrainingSpec = {
  architecture: xSquaredArchitecture(64),
  loss: squared,
  optimiser: adam(1e-3),
  schedule: { name: "constant" },
  data: { kind: "fixed", ...xSquaredData() },
  models: [],
};
const reference = referenceNetwork("init.safetensors");

function untrained(network: Network): Checkpoint {
  return {
    step: 0,
    network,
    firstMoment: zerosLike(network),
    secondMoment: zerosLike(network),
  };
}

/** A trainer of one model that goes on from a checkpoint, by default from initial weights. */
function start(
  on: Engine,
  spec: TrainingSpec,
  from = untrained(initialise(spec.architecture, seeded(3))),
): Promise<Trainer> {
  return on.start(spec, [{ model: { id: "model", seed: 5, steps: 100, snapshots: [] }, from }]);
}

/** Random rows for an architecture and a loss. */
function randomData(
  { inputs: width, layers }: Architecture,
  loss: Loss,
  rows: number,
): { inputs: Float32Array<ArrayBuffer>; targets: Targets<Float32Array<ArrayBuffer>> } {
  const random = seeded(9);
  const { outputs } = layers[layers.length - 1];
  const inputs = Float32Array.from({ length: rows * width }, () => 2 * random() - 1);
  const targets =
    loss.name === "power"
      ? Float32Array.from({ length: rows * outputs }, () => 2 * random() - 1)
      : Int32Array.from({ length: rows }, () => Math.floor(outputs * random()));
  return { inputs, targets };
}

function oneHotRows(
  width: number,
  perRow: number,
  rows: number,
): Inputs<Float32Array<ArrayBuffer>> {
  const random = seeded(10);
  const indices = Int32Array.from({ length: rows * perRow }, () => Math.floor(width * random()));
  return { indices, perRow };
}

describe("the WebAssembly engine on x²", () => {
  it("has PyTorch's gradients at its initial weights", async () => {
    const trainer = await start(
      engine,
      { ...xSquared, optimiser: remembering },
      untrained(reference),
    );
    await trainer.run(1);
    const [{ firstMoment }] = await trainer.checkpoint();
    expect(worstTensor(firstMoment, referenceNetwork("init-gradients.safetensors"))).toBeLessThan(
      1e-5,
    );
  });

  it("has PyTorch's weights after ten steps of Adam", async () => {
    const trainer = await start(engine, xSquared, untrained(reference));
    await trainer.run(10);
    const { network } = await trainer.read(0);
    expect(worstTensor(network, referenceNetwork("after-10-steps.safetensors"))).toBeLessThan(1e-4);
  });

  it("follows PyTorch's loss curve over 50 epochs", async () => {
    const trainer = await start(engine, xSquared, untrained(reference));
    const [losses] = await trainer.run(50);
    const { loss } = await trainer.read(0);
    const expected = referenceLosses();
    for (const [i, found] of [...losses, loss].entries())
      expect(Math.abs(found / expected[i] - 1)).toBeLessThan(1e-3);
  });

  it("gives the same bits on every run", async () => {
    const [a, b] = [
      await start(engine, xSquared),
      await start(await openWasmEngine("simd"), xSquared),
    ];
    expect(await a.run(5)).toEqual(await b.run(5));
    expect(await a.read(0)).toEqual(await b.read(0));
    expect(engine.reproducible).toBe(true);
  });

  it("goes on from a checkpoint to the same bits", async () => {
    const trainer = await start(engine, xSquared);
    await trainer.run(2);
    const [checkpoint] = await trainer.checkpoint();
    const resumed = await start(engine, xSquared, checkpoint);
    expect(resumed.step).toBe(2);
    expect(await resumed.run(2)).toEqual(await trainer.run(2));
    expect(await resumed.checkpoint()).toEqual(await trainer.checkpoint());
    expect(await resumed.read(0)).toEqual(await trainer.read(0));
  });

  it("starts from a checkpoint of the plain engine", async () => {
    const plain = await start(plainEngine, xSquared);
    await plain.run(2);
    const [checkpoint] = await plain.checkpoint();
    const resumed = await start(engine, xSquared, checkpoint);
    const [[found], [expected]] = [await resumed.run(1), await plain.run(1)];
    expect(found[0] / expected[0]).toBeCloseTo(1, 5);
  });

  it("gives arrays that further training leaves alone", async () => {
    const trainer = await start(engine, xSquared);
    const before = await trainer.read(0);
    const copy = structuredClone(before);
    await trainer.run(1);
    expect(before).toEqual(copy);
    expect((await trainer.read(0)).network).not.toEqual(copy.network);
  });
});

/** A network, its loss, and the rows of its batch. */
interface Case {
  readonly architecture: Architecture;
  readonly loss: Loss;
  readonly rows: number;
}

const mixed: Architecture = {
  inputs: 3,
  layers: [
    { outputs: 19, activation: "sigmoid", bias: true, gated: false },
    { outputs: 5, activation: "identity", bias: false, gated: true },
    { outputs: 12, activation: "tanh", bias: true, gated: true },
    { outputs: 9, activation: "identity", bias: true, gated: false },
    { outputs: 6, activation: "sigmoid", bias: true, gated: false },
  ],
};
const cases: readonly Case[] = [
  { architecture: perceptron([1, 1]), loss: squared, rows: 50 },
  { architecture: perceptron([1, 1, 1]), loss: squared, rows: 100 },
  { architecture: perceptron([3, 1, 5]), loss: squared, rows: 7 },
  { architecture: perceptron([2, 100, 5, 20, 3]), loss: squared, rows: 1 },
  { architecture: perceptron([1, 9, 100, 13, 1]), loss: squared, rows: 333 },
  { architecture: perceptron([1, 1024, 2, 1]), loss: squared, rows: 60 },
  { architecture: perceptron([1024, 7, 9]), loss: crossEntropy, rows: 70 },
  { architecture: perceptron([9, 17, 1024]), loss: crossEntropy, rows: 200 },
  { architecture: perceptron([2, 44, 15, 1]), loss: crossEntropy, rows: 129 },
  {
    architecture: perceptron([7, 33, 27, 4], { activation: "silu", gated: true, bias: false }),
    loss: { name: "power", exponent: 8 },
    rows: 300,
  },
  {
    architecture: perceptron([100, 10, 100], { activation: "relu", bias: false }),
    loss: { name: "power", exponent: 4 },
    rows: 260,
  },
  { architecture: mixed, loss: { name: "power", exponent: 6 }, rows: 270 },
  { architecture: mixed, loss: crossEntropy, rows: 270 },
  {
    architecture: {
      inputs: 4,
      layers: [
        { outputs: 20, activation: "gelu", bias: true, gated: true },
        { outputs: 7, activation: "silu", bias: true, gated: true },
      ],
    },
    loss: squared,
    rows: 200,
  },
];

describe("the WebAssembly engine", () => {
  it.each(
    cases.map((one) => ({ ...one, text: architectureText(one.architecture), on: one.loss.name })),
  )("has float64's gradients of $text on $rows rows, $on", async ({ architecture, loss, rows }) => {
    const data = randomData(architecture, loss, rows);
    await expectGradients(architecture, loss, data);
  });

  it.each([1, 2, 3])(
    "has float64's gradients where rows are sums of %i one-hot vectors",
    async (perRow) => {
      const architecture = perceptron([226, 130, 11], { activation: "relu" });
      const { targets } = randomData(architecture, crossEntropy, 301);
      const inputs = oneHotRows(226, perRow, 301);
      await expectGradients(architecture, crossEntropy, { inputs, targets });
    },
  );

  it("has float64's gradients of a gated layer on one-hot rows", async () => {
    const architecture = perceptron([30, 20, 3], { activation: "tanh", gated: true });
    const { targets } = randomData(architecture, squared, 150);
    await expectGradients(architecture, squared, { inputs: oneHotRows(30, 2, 150), targets });
  });

  async function expectGradients(
    architecture: Architecture,
    loss: Loss,
    data: {
      inputs: Inputs<Float32Array<ArrayBuffer>>;
      targets: Targets<Float32Array<ArrayBuffer>>;
    },
  ): Promise<void> {
    const network = initialise(architecture, seeded(4));
    const trainer = await start(
      engine,
      { ...xSquared, architecture, loss, optimiser: remembering, data: { kind: "fixed", ...data } },
      untrained(network),
    );
    const reading = await trainer.read(0);
    const [[trained]] = await trainer.run(1);
    const [{ firstMoment }] = await trainer.checkpoint();
    const expected = lossAndGradients(float64Network(network), float64Data(data), loss);
    for (const found of [trained, reading.loss])
      expect(Math.abs(found - expected.loss)).toBeLessThanOrEqual(1e-5 * expected.loss);
    expect(reading.network).toEqual(network);
    expect(reading.predictions).toHaveLength(expected.predictions.length);
    expect(worstTensor(firstMoment, expected.gradients)).toBeLessThan(1e-5);
  }

  it.each<Activation>(["relu", "tanh"])(
    "trains on shuffled minibatches as the plain engine does, over passes: %s",
    async (activation) => {
      const architecture = perceptron([5, 30, 8, 4], { activation });
      const data = randomData(architecture, crossEntropy, 330);
      await expectSameTraining({
        ...xSquared,
        architecture,
        loss: crossEntropy,
        optimiser: { ...adam(1e-2), name: "adamw", weightDecay: 0.1 },
        schedule: { name: "cosine", steps: 20 },
        data: { kind: "fixed", ...data, batchSize: 150 },
      });
    },
  );

  it("trains on minibatches of one-hot rows as the plain engine does", async () => {
    const architecture = perceptron([40, 24, 10], { activation: "silu", bias: false });
    const { targets } = randomData(architecture, crossEntropy, 200);
    await expectSameTraining({
      ...xSquared,
      architecture,
      loss: crossEntropy,
      data: { kind: "fixed", inputs: oneHotRows(40, 2, 200), targets, batchSize: 64 },
    });
  });

  it("trains on generated batches as the plain engine does", async () => {
    await expectSameTraining({
      ...xSquared,
      architecture: perceptron([20, 5, 20], { activation: "relu", bias: false }),
      loss: { name: "power", exponent: 4 },
      schedule: { name: "cosine", steps: 20 },
      data: {
        kind: "generated",
        generator: { name: "sparse-features", features: 20, probability: 0.2 },
        batchSize: 300,
      },
    });
  });

  async function expectSameTraining(spec: TrainingSpec): Promise<void> {
    const [ours, plain] = [await start(engine, spec), await start(plainEngine, spec)];
    const [[losses], [expected]] = [await ours.run(7), await plain.run(7)];
    for (const [i, loss] of expected.entries()) expect(losses[i] / loss).toBeCloseTo(1, 4);
    const [found, wanted] = [await ours.read(0), await plain.read(0)];
    expect(worstTensor(found.network, wanted.network)).toBeLessThan(1e-4);
    expect(found.loss / wanted.loss).toBeCloseTo(1, 4);
    expect(found.predictions).toHaveLength(wanted.predictions.length);
  }

  it("goes on in the middle of a pass to the same bits", async () => {
    const architecture = perceptron([5, 12, 3]);
    const spec: TrainingSpec = {
      ...xSquared,
      architecture,
      data: { kind: "fixed", ...randomData(architecture, squared, 100), batchSize: 20 },
    };
    const trainer = await start(engine, spec);
    await trainer.run(7);
    const [checkpoint] = await trainer.checkpoint();
    const resumed = await start(engine, spec, checkpoint);
    const untouched = await start(engine, spec);
    // Evaluating in between changes nothing.
    await trainer.read(0);
    await trainer.run(5);
    await resumed.run(5);
    await untouched.run(12);
    expect(await resumed.checkpoint()).toEqual(await trainer.checkpoint());
    expect(await untouched.checkpoint()).toEqual(await trainer.checkpoint());
  });

  it("predicts a row the same wherever its block ends", async () => {
    const architecture = perceptron([3, 11, 2], { activation: "sigmoid" });
    const predictions = async (rows: number): Promise<Float32Array> => {
      const all = randomData(architecture, squared, 300);
      const targets = all.targets.slice(0, rows * 2) as Float32Array<ArrayBuffer>;
      const data = { kind: "fixed", inputs: all.inputs.slice(0, rows * 3), targets } as const;
      const trainer = await start(engine, { ...xSquared, architecture, data });
      return (await trainer.read(0)).predictions;
    };
    const all = await predictions(300);
    for (const rows of [1, 127, 128, 129, 257])
      expect(await predictions(rows)).toEqual(all.slice(0, rows * 2));
  });

  it("leaves the moments alone under SGD", async () => {
    const trainer = await start(engine, {
      ...xSquared,
      optimiser: { name: "sgd", learningRate: 1e-3 },
    });
    await trainer.run(2);
    const [{ network, firstMoment, secondMoment }] = await trainer.checkpoint();
    expect([firstMoment, secondMoment]).toEqual([zerosLike(network), zerosLike(network)]);
  });

  it("does without Adam's ε where all weights have gradients", async () => {
    const spec: TrainingSpec = {
      ...xSquared,
      architecture: perceptron([1, 5, 3, 1], { activation: "tanh", gated: true }),
      optimiser: { ...adam(1e-3), epsilon: 0 },
    };
    const trainer = await start(engine, spec);
    const [losses] = await trainer.run(5);
    expect(losses.every(Number.isFinite)).toBe(true);
  });

  it.each([squared, crossEntropy])(
    "lets a divergence be seen in its losses: $name",
    async (loss) => {
      const architecture = perceptron([2, 4, 3]);
      const trainer = await start(engine, {
        ...xSquared,
        architecture,
        loss,
        optimiser: { name: "sgd", learningRate: 1e38 },
        data: { kind: "fixed", ...randomData(architecture, loss, 40) },
      });
      const [losses] = await trainer.run(20);
      expect(Number.isFinite(losses[19])).toBe(false);
      expect(Number.isFinite((await trainer.read(0)).loss)).toBe(false);
    },
  );

  it.each(
    (["identity", "relu", "gelu", "silu", "tanh", "sigmoid"] as const).flatMap((activation) =>
      [squared, crossEntropy].map((loss) => ({ activation, loss, name: loss.name })),
    ),
  )(
    "shows in its loss that a weight is no number: $activation, $name",
    async ({ activation, loss }) => {
      const architecture = perceptron([2, 9, 3], { activation });
      const network = initialise(architecture, seeded(1));
      network.layers[0].weight[5] = Number.NaN;
      const data = { kind: "fixed", ...randomData(architecture, loss, 40) } as const;
      const spec = { ...xSquared, architecture, loss, data };
      const trainer = await start(engine, spec, untrained(network));
      expect((await trainer.run(1))[0][0]).toBeNaN();
    },
  );

  it("compiles once for models of one shape, whatever their rates", async () => {
    const own = await openWasmEngine("simd");
    const compile = vi.spyOn(WebAssembly, "compile");
    await start(own, xSquared);
    await start(own, { ...xSquared, optimiser: adam(1e-2) });
    expect(compile).toHaveBeenCalledTimes(1);
    await start(own, { ...xSquared, loss: { name: "power", exponent: 4 } });
    expect(compile).toHaveBeenCalledTimes(2);
    compile.mockRestore();
  });

  it("refuses widths that it cannot train", async () => {
    const from = untrained(initialise(perceptron([1, 1, 1]), seeded(1)));
    for (const width of [0, 5000, 2.5])
      for (const widths of [
        [width, 1],
        [1, width, 1],
      ])
        await expect(
          start(engine, { ...xSquared, architecture: perceptron(widths) }, from),
        ).rejects.toThrow(new RangeError(`A layer can be 1 to 1024 wide, not ${width}.`));
  });
});

function float64Data(data: {
  inputs: Inputs<Float32Array<ArrayBuffer>>;
  targets: Targets<Float32Array<ArrayBuffer>>;
}): { inputs: Inputs; targets: Targets } {
  const { inputs, targets } = data;
  return {
    inputs: inputs instanceof Float32Array ? Float64Array.from(inputs) : inputs,
    targets: targets instanceof Float32Array ? Float64Array.from(targets) : targets,
  };
}
