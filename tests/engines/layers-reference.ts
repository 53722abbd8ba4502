import type { Checkpoint, TrainingSpec } from "../../src/engines/contract";
import type { Engine, Trainer } from "../../src/engines/engine";
import type { Activation } from "../../src/network/activation";
import { architectureOf } from "../../src/network/architecture";
import type { Inputs, Targets } from "../../src/network/batch";
import { zerosLike } from "../../src/network/copy";
import { type Loss, meanSquaredErrorLoss } from "../../src/network/loss";
import type { Affine, Floats, Layer, Network } from "../../src/network/network";
import type { Adam, Optimiser, Schedule } from "../../src/network/optimiser";
import gradients from "../fixtures/layers/gradients.json";
import oneHot from "../fixtures/layers/one-hot.json";
import optimisers from "../fixtures/layers/optimisers.json";
import { relativeError, worstTensor } from "../network/errors";

// PyTorch's small networks as trainings that any engine can be given.

type Nested = number[] | number[][];
type Tensors = Partial<Record<string, Nested>>;

/** What an engine makes of a case: relative errors, of which the largest of all tensors counts. */
export interface CaseErrors {
  readonly loss: number;
  /** Of the predictions; 0 where the case has none. */
  readonly outputs: number;
  /** Of the gradients or of the weights after the steps. */
  readonly tensors: number;
}

/** A case by its name. */
export interface LayersCase {
  readonly name: string;
  errors(engine: Engine): Promise<CaseErrors>;
}

/** Loss, outputs and gradients of a batch, by activation, loss and bias. */
export const gradientCases: readonly LayersCase[] = gradients.map((one) => {
  const targets =
    one.loss === "cross-entropy" ? Int32Array.from(one.target as number[]) : floats(one.target);
  return {
    name: `${one.activation}, ${one.loss}, ${one.bias ? "with" : "without"} bias`,
    errors: (engine) => gradientErrors(engine, one, floats(one.x), targets, one.output),
  };
});

/** Rows that are sums of two one-hot vectors. */
export const oneHotCase: LayersCase = {
  name: "one-hot inputs",
  errors: (engine) => {
    const inputs = { indices: Int32Array.from(oneHot.indices.flat()), perRow: 2 };
    return gradientErrors(engine, oneHot, inputs, Int32Array.from(oneHot.target));
  },
};

/** Weights after 1 and 10 steps, by optimiser and schedule. */
export const optimiserCases: readonly LayersCase[] = optimisers.map((one) => ({
  name: `${one.optimiser}, ${one.schedule} rate, ${one.steps} steps`,
  errors: async (engine) => {
    const spec = specOf({
      network: networkOf(one.start, one.activation),
      inputs: floats(one.x),
      targets: floats(one.target),
      loss: meanSquaredErrorLoss,
      optimiser: optimiserOf(one),
      schedule: one.schedule === "cosine" ? { name: "cosine", steps: one.steps } : constant,
      steps: one.steps,
    });
    return training(engine, spec, async (trainer) => {
      const [losses] = await trainer.run(one.steps);
      const { network } = await trainer.read(0);
      return {
        loss: Math.max(...one.losses.map((loss, i) => Math.abs(losses[i] / loss - 1))),
        outputs: 0,
        tensors: worstTensor(network, networkOf(one.end, one.activation)),
      };
    });
  },
}));

const constant: Schedule = { name: "constant" };

/** Adam whose running mean of gradients is the last gradient itself. */
const remembering: Adam = {
  name: "adam",
  learningRate: 1e-3,
  beta1: 0,
  beta2: 0.999,
  epsilon: 1e-8,
};

async function gradientErrors(
  engine: Engine,
  one: {
    activation: string;
    loss: string;
    weights: Tensors;
    gradients: Tensors;
    value: number;
  },
  inputs: Inputs<Float32Array<ArrayBuffer>>,
  targets: Targets<Float32Array<ArrayBuffer>>,
  output?: Nested,
): Promise<CaseErrors> {
  const network = networkOf(one.weights, one.activation);
  const spec = specOf({
    network,
    inputs,
    targets,
    loss: losses[one.loss],
    optimiser: remembering,
    schedule: constant,
    steps: 1,
  });
  return training(engine, spec, async (trainer) => {
    const { loss, predictions } = await trainer.read(0);
    const [[trained]] = await trainer.run(1);
    const [{ firstMoment }] = await trainer.checkpoint();
    return {
      loss: Math.max(Math.abs(loss / one.value - 1), Math.abs(trained / one.value - 1)),
      outputs: output === undefined ? 0 : relativeError(predictions, output.flat()),
      tensors: worstTensor(firstMoment, networkOf(one.gradients, one.activation)),
    };
  });
}

async function training<T>(
  engine: Engine,
  spec: TrainingSpec,
  use: (trainer: Trainer) => Promise<T>,
): Promise<T> {
  const [model] = spec.models;
  const trainer = await engine.start(spec, [{ model, from: model.from! }]);
  try {
    return await use(trainer);
  } finally {
    trainer.dispose();
  }
}

const losses: Readonly<Record<string, Loss>> = {
  mse: meanSquaredErrorLoss,
  p4: { name: "power", exponent: 4 },
  p6: { name: "power", exponent: 6 },
  "cross-entropy": { name: "cross-entropy" },
};

function optimiserOf(one: {
  optimiser: string;
  learningRate: number;
  weightDecay: number;
}): Optimiser {
  const { learningRate, weightDecay } = one;
  const adam = { learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  switch (one.optimiser) {
    case "sgd":
      return { name: "sgd", learningRate };
    case "adam":
      return { name: "adam", ...adam };
    case "adamw":
      return { name: "adamw", ...adam, weightDecay };
    default:
      throw new Error(`unknown optimiser ${one.optimiser}`);
  }
}

/** A network from a state_dict of the modules a, b and c, and va and vb for the gates. */
function networkOf(tensors: Tensors, activation: string): Network {
  const affine = (name: string): Affine | undefined => {
    const weight = tensors[`${name}.weight`];
    return weight && { weight: floats(weight), bias: floats(tensors[`${name}.bias`] ?? []) };
  };
  const layers = ["a", "b", "c"].map((name): Layer => {
    const rows = tensors[`${name}.weight`] as number[][];
    const gate = affine(`v${name}`);
    return {
      inputs: rows[0].length,
      outputs: rows.length,
      activation: name === "c" ? "identity" : gate ? "silu" : (activation as Activation),
      ...affine(name)!,
      ...(gate && { gate }),
    };
  });
  return { layers };
}

function floats(values: Nested): Float32Array<ArrayBuffer> & Floats {
  return Float32Array.from(values.flat());
}

/** A job of one model that starts from a network. */
function specOf({
  network,
  inputs,
  targets,
  loss,
  optimiser,
  schedule,
  steps,
}: {
  network: Network;
  inputs: Inputs<Float32Array<ArrayBuffer>>;
  targets: Targets<Float32Array<ArrayBuffer>>;
  loss: Loss;
  optimiser: Optimiser;
  schedule: Schedule;
  steps: number;
}): TrainingSpec {
  const zeros = zerosLike(network);
  const from: Checkpoint = { step: 0, network, firstMoment: zeros, secondMoment: zeros };
  return {
    architecture: architectureOf(network),
    loss,
    optimiser,
    schedule,
    data: { kind: "fixed", inputs, targets },
    models: [{ id: "case", seed: 1, from, steps, snapshots: [] }],
  };
}
