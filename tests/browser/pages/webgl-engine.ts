import {
  type Architecture,
  perceptron,
  xSquaredArchitecture,
} from "../../../src/network/architecture";
import { zerosLike } from "../../../src/network/copy";
import { xSquaredData } from "../../../src/network/dataset";
import { initialise } from "../../../src/network/initialise";
import type { Network } from "../../../src/network/network";
import { seeded } from "../../../src/network/random";
import { readSafetensors } from "../../../src/network/safetensors";
import { fromStateDict } from "../../../src/network/state-dict";
import type { Checkpoint, TrainingSpec } from "../../../src/training/contract";
import { adam } from "../../../src/training/defaults";
import type { Start } from "../../../src/training/engine";
import { openContext } from "../../../src/training/webgl/context";
import { openWebglEngine } from "../../../src/training/webgl/engine";
import tenSteps from "../../fixtures/x-squared/after-10-steps.safetensors?url";
import initialWeights from "../../fixtures/x-squared/init.safetensors?url";
import initialGradients from "../../fixtures/x-squared/init-gradients.safetensors?url";
import { worstTensor } from "../../network/errors";
import {
  gradientCases,
  type LayersCase,
  oneHotCase,
  optimiserCases,
} from "../../training/layers-reference";

// What the tests of the WebGL engine call in the browser.

const context = openContext({ software: true });
const engine = await openWebglEngine(context, { together: 8 });
const cases: readonly LayersCase[] = [...gradientCases, oneHotCase, ...optimiserCases];

async function networkAt(url: string): Promise<Network> {
  const response = await fetch(url);
  return fromStateDict(readSafetensors(await response.arrayBuffer()).tensors);
}

function startOf(network: Network): Checkpoint {
  const zeros = zerosLike(network);
  return { step: 0, network, firstMoment: zeros, secondMoment: zeros };
}

function xSquared(overrides: Partial<TrainingSpec> = {}): TrainingSpec {
  return {
    architecture: xSquaredArchitecture(8),
    loss: { name: "power", exponent: 2 },
    optimiser: adam(1e-3),
    schedule: { name: "constant" },
    data: { kind: "fixed", ...xSquaredData() },
    models: [],
    ...overrides,
  };
}

function start(architecture: Architecture, seed: number): Start {
  return {
    model: { id: String(seed), seed, steps: 0, snapshots: [] },
    from: startOf(initialise(architecture, seeded(seed))),
  };
}

const page = {
  async caseErrors() {
    const errors = [];
    for (const one of cases) errors.push({ name: one.name, ...(await one.errors(engine)) });
    return errors;
  },
  async time(width: number, steps: number) {
    const spec = xSquared({ architecture: xSquaredArchitecture(width) });
    const trainer = await engine.start(spec, [start(spec.architecture, 1)]);
    await trainer.run(2);
    const begin = performance.now();
    await trainer.run(steps);
    const ms = (performance.now() - begin) / steps;
    trainer.dispose();
    return ms;
  },
};

export type WebglEnginePage = typeof page;

Object.assign(globalThis, { page });
