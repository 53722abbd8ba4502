import { memory } from "@tensorflow/tfjs-core";
import { adam } from "../../../src/engines/adam";
import type { Checkpoint, Reading, TrainingSpec } from "../../../src/engines/contract";
import type { Engine, Start, Trainer } from "../../../src/engines/engine";
import { plainEngine } from "../../../src/engines/plain-engine";
import { openTfjsEngine } from "../../../src/engines/tfjs/tfjs-engine";
import { openContext } from "../../../src/engines/webgl/context";
import { openWebglEngine } from "../../../src/engines/webgl/webgl-engine";
import type { Activation } from "../../../src/network/activation";
import { perceptron } from "../../../src/network/architecture";
import { mapArrays, zerosLike } from "../../../src/network/copy";
import { initialise } from "../../../src/network/initialise";
import { type Network, parametersOf } from "../../../src/network/network";
import { seeded } from "../../../src/network/random";
import { readSafetensors } from "../../../src/network/safetensors";
import { fromStateDict } from "../../../src/network/state-dict";
import {
  gradientCases,
  type LayersCase,
  oneHotCase,
  optimiserCases,
} from "../../engines/layers-reference";
import tenSteps from "../../fixtures/x-squared/after-10-steps.safetensors?url";
import initialWeights from "../../fixtures/x-squared/init.safetensors?url";
import initialGradients from "../../fixtures/x-squared/init-gradients.safetensors?url";
import { relativeError, worstTensor } from "../../network/errors";
import { xSquaredArchitecture, xSquaredData } from "../../network/x-squared";

// What the tests of the WebGL engine call in the browser.

/** How often some functions of a context are called. */
type Calls = Record<
  | "drawElements"
  | "drawArrays"
  | "texSubImage2D"
  | "createTexture"
  | "deleteTexture"
  | "createProgram"
  | "deleteProgram"
  | "createFramebuffer"
  | "deleteFramebuffer",
  number
>;

function countCalls(gl: WebGL2RenderingContext): Calls {
  const calls: Calls = {
    drawElements: 0,
    drawArrays: 0,
    texSubImage2D: 0,
    createTexture: 0,
    deleteTexture: 0,
    createProgram: 0,
    deleteProgram: 0,
    createFramebuffer: 0,
    deleteFramebuffer: 0,
  };
  const functions = gl as unknown as Record<keyof Calls, (...args: unknown[]) => unknown>;
  for (const name of Object.keys(calls) as (keyof Calls)[]) {
    const original = functions[name].bind(gl);
    functions[name] = (...args) => {
      calls[name] += 1;
      return original(...args);
    };
  }
  return calls;
}

/** Textures and programs that are there. */
function alive(calls: Calls): Record<"textures" | "programs" | "framebuffers", number> {
  return {
    textures: calls.createTexture - calls.deleteTexture,
    programs: calls.createProgram - calls.deleteProgram,
    framebuffers: calls.createFramebuffer - calls.deleteFramebuffer,
  };
}

const context = openContext({ software: true });
const calls = countCalls(context.gl);
// As if it were a graphics card.
const engine = await openWebglEngine({ ...context, software: false });
const softwareEngine = await openWebglEngine(openContext({ software: true }));
const tfjsContext = openContext({ software: true });
const tfjsEngine = await openTfjsEngine(tfjsContext);

/** Our own programs, as if on a graphics card, and TensorFlow.js. */
const engines = { webgl: engine, tfjs: tfjsEngine };
type Tested = keyof typeof engines;

async function networkAt(url: string): Promise<Network> {
  const response = await fetch(url);
  return fromStateDict(readSafetensors(await response.arrayBuffer()).tensors);
}

function checkpointOf(network: Network): Checkpoint {
  const zeros = zerosLike(network);
  return { step: 0, network, firstMoment: zeros, secondMoment: zeros };
}

/** A model of a seed, at its initial weights times a factor. */
function startOf({ architecture }: TrainingSpec, seed: number, factor = 1): Start {
  const network = mapArrays(initialise(architecture, seeded(seed)), (values) =>
    Float32Array.from(values, (value) => value * factor),
  );
  return {
    model: { id: String(seed), seed, steps: 0, snapshots: [] },
    from: checkpointOf(network),
  };
}

function specOf(overrides: Partial<TrainingSpec> = {}): TrainingSpec {
  return {
    architecture: xSquaredArchitecture(6),
    loss: { name: "power", exponent: 2 },
    optimiser: adam(1e-3),
    schedule: { name: "constant" },
    data: { kind: "fixed", ...xSquaredData() },
    models: [],
    ...overrides,
  };
}

const random = seeded(5);
const uniform = (length: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length }, () => 2 * random() - 1);
const below = (length: number, end: number): Int32Array<ArrayBuffer> =>
  Int32Array.from({ length }, () => Math.floor(end * random()));

const layer = (outputs: number, activation: Activation, bias = true, gated = false) => ({
  outputs,
  activation,
  bias,
  gated,
});

/** Trainings with something unusual each. */
const specs: Readonly<Record<string, TrainingSpec>> = {
  "odd widths and numbers of rows": specOf({
    architecture: {
      inputs: 3,
      layers: [layer(5, "sigmoid"), layer(7, "tanh", false), layer(3, "sigmoid")],
    },
    data: { kind: "fixed", inputs: uniform(3 * 131), targets: uniform(3 * 131) },
  }),
  "a gated last layer and the eighth power": specOf({
    architecture: { inputs: 2, layers: [layer(5, "gelu"), layer(3, "silu", true, true)] },
    loss: { name: "power", exponent: 8 },
    data: { kind: "fixed", inputs: uniform(2 * 33), targets: uniform(3 * 33) },
  }),
  "cross-entropy of a gated layer of sigmoids": specOf({
    architecture: { inputs: 4, layers: [layer(5, "relu"), layer(3, "sigmoid", true, true)] },
    loss: { name: "cross-entropy" },
    data: { kind: "fixed", inputs: uniform(4 * 33), targets: below(33, 3) },
  }),
  "saturated activations": specOf({
    architecture: {
      inputs: 2,
      layers: [layer(4, "tanh"), layer(4, "sigmoid"), layer(4, "gelu"), layer(4, "silu")],
    },
    data: { kind: "fixed", inputs: uniform(2 * 20).map((x) => 1e4 * x), targets: uniform(4 * 20) },
  }),
  "cross-entropy of large outputs": specOf({
    architecture: perceptron([2, 5]),
    loss: { name: "cross-entropy" },
    data: { kind: "fixed", inputs: uniform(2 * 20).map((x) => 1e4 * x), targets: below(20, 5) },
  }),
  "a single layer": specOf({
    architecture: { inputs: 1, layers: [layer(1, "identity")] },
  }),
  "ten layers": specOf({
    architecture: perceptron([2, ...Array(9).fill(4), 1], { activation: "tanh" }),
    data: { kind: "fixed", inputs: uniform(2 * 200), targets: uniform(200) },
  }),
  "minibatches of one-hot rows": specOf({
    architecture: perceptron([10, 6, 5], { gated: true }),
    loss: { name: "cross-entropy" },
    data: {
      kind: "fixed",
      inputs: { indices: below(2 * 50, 10), perRow: 2 },
      targets: below(50, 5),
      batchSize: 12,
    },
  }),
  "generated batches": specOf({
    architecture: perceptron([6, 2, 6], { activation: "relu" }),
    data: {
      kind: "generated",
      generator: { name: "sparse-features", features: 6, probability: 0.3 },
      batchSize: 40,
    },
  }),
};

/** Specs whose models have the same batches, and each its own. */
const groupSpecs = {
  "full batches": specOf(),
  minibatches: specOf({ data: { kind: "fixed", ...xSquaredData(), batchSize: 101 } }),
};

type GroupSpec = keyof typeof groupSpecs;

async function training<T>(
  spec: TrainingSpec,
  starts: readonly Start[],
  use: (trainer: Trainer) => Promise<T>,
  on: Engine = engine,
): Promise<T> {
  const trainer = await on.start(spec, starts);
  try {
    return await use(trainer);
  } finally {
    trainer.dispose();
  }
}

/** A model after so many steps on its own. */
function alone(
  spec: TrainingSpec,
  start: Start,
  steps: number,
  on: Engine = engine,
): Promise<{ losses: Float32Array; reading: Reading }> {
  const use = async (trainer: Trainer) => {
    const [losses] = await trainer.run(steps);
    return { losses, reading: await trainer.read(0) };
  };
  return training(spec, [start], use, on);
}

/** How far a reading is from another: its weights, predictions and loss. */
function distance(found: Reading, expected: Reading): number {
  return Math.max(
    worstTensor(found.network, expected.network),
    relativeError(found.predictions, expected.predictions),
    relativeError([found.loss], [expected.loss]),
  );
}

/** What a failed promise says, and of which kind it is. */
async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "none";
  } catch (error) {
    return String(error);
  }
}

const page = {
  /** The errors of all of PyTorch's vectors. */
  async caseErrors(name: Tested) {
    const cases: readonly LayersCase[] = [...gradientCases, oneHotCase, ...optimiserCases];
    const all = [];
    for (const one of cases) {
      const { loss, outputs, tensors } = await one.errors(engines[name]);
      all.push({ name: one.name, error: Math.max(loss, outputs, tensors) });
    }
    return all;
  },

  /** The errors of PyTorch's first gradients and of its weights after ten steps for x². */
  async xSquaredErrors(name: Tested) {
    const on = name === "webgl" ? softwareEngine : engines[name];
    const network = await networkAt(initialWeights);
    const spec = specOf({ architecture: xSquaredArchitecture(64) });
    const model = { id: "x²", seed: 1, steps: 10, snapshots: [] };
    const starts = [{ model, from: checkpointOf(network) }];
    const firstGradients = async (trainer: Trainer): Promise<number> => {
      await trainer.run(1);
      const [{ firstMoment }] = await trainer.checkpoint();
      return worstTensor(firstMoment, await networkAt(initialGradients));
    };
    const afterTenSteps = async (trainer: Trainer): Promise<number> => {
      await trainer.run(10);
      const { network } = await trainer.read(0);
      return worstTensor(network, await networkAt(tenSteps));
    };
    // Then the first moment is the gradient.
    const remembering = { ...spec, optimiser: { ...adam(1e-3), beta1: 0 } };
    return {
      gradients: await training(remembering, starts, firstGradients, on),
      weights: await training(spec, starts, afterTenSteps, on),
    };
  },

  /** How far unusual trainings are from those on the plain engine after five steps. */
  async distancesFromPlain(tested: Tested) {
    const all = [];
    for (const [name, spec] of Object.entries(specs)) {
      const found = await alone(spec, startOf(spec, 3), 5, engines[tested]);
      const expected = await alone(spec, startOf(spec, 3), 5, plainEngine);
      const losses = relativeError(found.losses, expected.losses);
      all.push({
        name,
        error: Math.max(losses, distance(found.reading, expected.reading)),
        predictions: found.reading.predictions.length,
        expected: expected.reading.predictions.length,
      });
    }
    return all;
  },

  /** What a step of so many models calls. */
  async stepCalls(kind: "plain" | "gated" | "cross-entropy" | "minibatches", models: number) {
    const { inputs, targets } = xSquaredData();
    const architecture = perceptron([1, 64, 256, 64, 1], { gated: kind === "gated" });
    const data = {
      kind: "fixed",
      inputs: inputs.slice(0, 20),
      targets: targets.slice(0, 20),
    } as const;
    const spec = specOf({
      architecture,
      data: kind === "minibatches" ? { ...data, batchSize: 10 } : data,
      ...(kind === "cross-entropy" && {
        loss: { name: "cross-entropy" },
        data: { ...data, targets: new Int32Array(20) },
      }),
    });
    const starts = Array.from({ length: models }, (_, seed) => startOf(spec, seed));
    return training(spec, starts, async (trainer) => {
      await trainer.run(1);
      const before = { ...calls };
      await trainer.run(10);
      return {
        draws:
          (calls.drawElements + calls.drawArrays - before.drawElements - before.drawArrays) / 10,
        uploads: (calls.texSubImage2D - before.texSubImage2D) / 10,
        textures: calls.createTexture - before.createTexture,
      };
    });
  },

  /**
   * Trains three models at once, of which the second is taken out after three steps, and each alone.
   * @returns how far they are from one another when they end, and what is left
   */
  async group(kind: GroupSpec) {
    const spec = groupSpecs[kind];
    const starts = [1, 2, 3].map((seed) => startOf(spec, seed));
    const steps = [70, 3, 70];
    const expected: Awaited<ReturnType<typeof alone>>[] = [];
    for (const [i, start] of starts.entries()) expected.push(await alone(spec, start, steps[i]));
    return training(spec, starts, async (trainer) => {
      const early = await trainer.run(3);
      const second = await trainer.read(1);
      await trainer.remove(1);
      const late = await trainer.run(67);
      const last = [await trainer.read(0), second, await trainer.read(1)];
      const losses = [[...early[0], ...late[0]], early[1], [...early[2], ...late[1]]];
      return {
        left: (await trainer.checkpoint()).length,
        step: trainer.step,
        distances: last.map((reading, i) => distance(reading, expected[i].reading)),
        losses: losses.map((each, i) => relativeError(each, expected[i].losses)),
        // Else the comparison says nothing.
        differ: worstTensor(last[0].network, last[2].network),
      };
    });
  },

  /** A model whose weights overflow, between two others, and how far these are from where they get alone. */
  async divergedNeighbour(kind: GroupSpec) {
    const spec = groupSpecs[kind];
    const starts = [startOf(spec, 1), startOf(spec, 2, 1e20), startOf(spec, 3)];
    return training(spec, starts, async (trainer) => {
      const losses = await trainer.run(5);
      const { network } = await trainer.read(1);
      const distances = [];
      for (const i of [0, 2])
        distances.push(distance(await trainer.read(i), (await alone(spec, starts[i], 5)).reading));
      return {
        diverged: losses.map((each) => !each.every(Number.isFinite)),
        weights: parametersOf(network).every((values) => values.every(Number.isFinite)),
        distances,
      };
    });
  },

  /** More models than fit one below the other in a texture, with removals from either texture. */
  async severalStacks() {
    const { inputs, targets } = { inputs: uniform(3001), targets: uniform(3001) };
    const spec = specOf({
      architecture: perceptron([1, 2, 1]),
      data: { kind: "fixed", inputs, targets },
    });
    const starts = [1, 2, 3, 4, 5, 6, 7].map((seed) => startOf(spec, seed));
    return training(spec, starts, async (trainer) => {
      await trainer.run(2);
      // Seeds 2, 6 and 7: one of the first texture, then all of the second.
      for (const model of [1, 4, 4]) await trainer.remove(model);
      const losses = await trainer.run(2);
      const distances = [];
      for (const [i, seed] of [1, 3, 4, 5].entries()) {
        const expected = await alone(spec, starts[seed - 1], 4);
        distances.push(
          distance(await trainer.read(i), expected.reading),
          relativeError(losses[i], expected.losses.slice(2)),
        );
      }
      return { left: losses.length, distances };
    });
  },

  /** Whether a training that goes on from a checkpoint, in minibatches, is that which was not interrupted. */
  async resumed(name: Tested) {
    const on = engines[name];
    const spec = groupSpecs.minibatches;
    const start = startOf(spec, 4);
    const [checkpoint] = await training(
      spec,
      [start],
      async (trainer) => {
        await trainer.run(20);
        return trainer.checkpoint();
      },
      on,
    );
    const whole = await alone(spec, start, 30, on);
    const rest = await alone(spec, { ...start, from: checkpoint }, 10, on);
    return {
      step: checkpoint.step,
      distance: distance(rest.reading, whole.reading),
      losses: relativeError(rest.losses, whole.losses.slice(20)),
    };
  },

  /** Whether what was read stays as it is while training goes on. */
  async readingsStay(name: Tested) {
    const spec = specOf();
    return training(
      spec,
      [startOf(spec, 1)],
      async (trainer) => {
        const before = await trainer.read(0);
        const copy = structuredClone(before);
        await trainer.run(1);
        return {
          same: distance(before, copy),
          moved: distance(await trainer.read(0), copy),
        };
      },
      engines[name],
    );
  },

  /** Textures and programs after one and after ten trainings, of which some diverge and some lose models. */
  async leaks() {
    const fresh = openContext({ software: true });
    const counts = countCalls(fresh.gl);
    const formats = new Set<number>();
    const texStorage2D = fresh.gl.texStorage2D.bind(fresh.gl);
    fresh.gl.texStorage2D = (target, levels, format, width, height) => {
      formats.add(format);
      texStorage2D(target, levels, format, width, height);
    };
    const own = await openWebglEngine(fresh, { together: 3 });
    const train = async (factor: number): Promise<void> => {
      const spec = groupSpecs.minibatches;
      const starts = [1, 2, 3].map((seed) => startOf(spec, seed, factor));
      const use = async (trainer: Trainer): Promise<void> => {
        await trainer.run(2);
        await trainer.remove(2);
        await trainer.run(2);
        await trainer.remove(0);
        await trainer.read(0);
        await trainer.checkpoint();
      };
      await training(spec, starts, use, own);
    };
    await train(1);
    const afterOne = alive(counts);
    for (let i = 0; i < 8; ++i) await train(1);
    await train(1e20);
    const afterTen = alive(counts);
    const error = fresh.gl.getError();
    own.dispose();
    const float32 = [...formats].every((format) => format === fresh.gl.RGBA32F);
    return {
      afterOne,
      afterTen,
      error,
      float32,
      disposed: alive(counts),
      lost: fresh.gl.isContextLost(),
    };
  },

  /** What each method says once the context is lost. */
  async afterLoss() {
    const fresh = openContext({ software: true });
    const own = await openWebglEngine(fresh);
    const spec = specOf();
    const start = startOf(spec, 1);
    const trainer = await own.start(spec, [start]);
    await trainer.run(1);
    fresh.gl.getExtension("WEBGL_lose_context")!.loseContext();
    const said = [
      await failure(trainer.run(1)),
      await failure(trainer.read(0)),
      await failure(trainer.checkpoint()),
      await failure(own.start(spec, [start])),
    ];
    trainer.dispose();
    own.dispose();
    // A lost context is no reason why the next one should not do.
    const again = await openWebglEngine(openContext({ software: true }));
    const { losses } = await alone(spec, start, 1, again);
    again.dispose();
    return { said, loss: losses[0] };
  },

  /** What is said of trainings that are too large. */
  async tooLarge() {
    const rows = 50_000;
    const long = specOf({
      architecture: perceptron([1, 2, 1]),
      data: { kind: "fixed", inputs: new Float32Array(rows), targets: new Float32Array(rows) },
    });
    const deep = specOf({ architecture: perceptron([1, ...Array(40).fill(1024), 1]) });
    // Its weights are not looked at.
    const start = startOf(long, 1);
    return [await failure(engine.start(long, [start])), await failure(engine.start(deep, [start]))];
  },

  /** How the engine presents itself in software, and how many models it trains at once elsewhere. */
  async presentation() {
    const { name, detail, reproducible, together } = softwareEngine;
    return { name, detail, reproducible, together, onHardware: engine.together };
  },

  async presentationOfTfjs() {
    const { name, detail, reproducible, together } = tfjsEngine;
    return { name, detail, reproducible, together };
  },

  /** Tensors that are there after one and after three trainings. */
  async tensorsOfTfjs() {
    const spec = groupSpecs.minibatches;
    const train = async (): Promise<number> => {
      const use = async (trainer: Trainer): Promise<void> => {
        await trainer.run(2);
        await trainer.read(0);
        await trainer.checkpoint();
      };
      await training(spec, [startOf(spec, 1)], use, tfjsEngine);
      await training({ ...spec, optimiser }, [startOf(spec, 1)], use, tfjsEngine);
      return memory().numTensors;
    };
    const optimiser = { ...adam(1e-3), name: "adamw", weightDecay: 0.1 } as const;
    const afterOne = await train();
    await train();
    return { afterOne, afterThree: await train() };
  },

  /** What TensorFlow.js says once its context is lost. There is one of it in a thread: afterwards it is another. */
  async lossOfTfjs() {
    const spec = specOf();
    const start = startOf(spec, 1);
    const trainer = await tfjsEngine.start(spec, [start]);
    await trainer.run(1);
    tfjsContext.gl.getExtension("WEBGL_lose_context")!.loseContext();
    const said = [await failure(trainer.run(1)), await failure(trainer.read(0))];
    trainer.dispose();
    tfjsEngine.dispose();
    const again = await openTfjsEngine(openContext({ software: true }));
    const { losses } = await alone(spec, start, 1, again);
    again.dispose();
    return { said, loss: losses[0] };
  },

  /** What is said where a shader does not compile. */
  async brokenProgram() {
    const fresh = openContext({ software: true });
    const own = await openWebglEngine(fresh);
    const shaderSource = fresh.gl.shaderSource.bind(fresh.gl);
    fresh.gl.shaderSource = (shader, source) =>
      shaderSource(shader, source.replace("void main()", "? void main()"));
    const said = await failure(alone(specOf(), startOf(specOf(), 1), 1, own));
    own.dispose();
    return said;
  },
};

export type WebglEnginePage = typeof page;

Object.assign(globalThis, { page });
