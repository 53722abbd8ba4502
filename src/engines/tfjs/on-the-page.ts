import type * as core from "@tensorflow/tfjs-core";
import type { Batch } from "../../network/batch";
import { meanSquaredErrorLoss } from "../../network/loss";
import type { Network } from "../../network/network";
import { forward, step } from "./heart";
import { inputsOf, lossOf, modelOf, targetsOf } from "./model";

/** What some steps on the page came to. */
export interface StepsOnThePage {
  /** `[steps + 1]` The mean squared error before each step and after the last. */
  readonly losses: readonly number[];
  /** Of the steps alone, without what is compiled for the first. */
  readonly millisecondsAStep: number;
  /** TensorFlow.js's name of what computes: "webgl", or "cpu" where there is no WebGL. */
  readonly backend: string;
  readonly version: string;
}

/**
 * Takes steps of Adam on the page itself, by the lines by which the engine takes them in its worker.
 * @param tf the reader's own TensorFlow.js
 * @param network which stays as it is
 * @param steps at least 2
 */
export async function stepsOnThePage(
  tf: typeof core,
  network: Network,
  batch: Batch,
  learningRate: number,
  steps: number,
): Promise<StepsOnThePage> {
  await tf.ready();
  const { inputs } = network.layers[0];
  const { outputs } = network.layers[network.layers.length - 1];
  const x = inputsOf(tf, batch, inputs);
  const y = targetsOf(tf, batch, outputs);
  const { layers, variables } = modelOf(tf, network, `page-${performance.now()}`);
  const adam = tf.train.adam(learningRate);
  const loss = () => lossOf(tf, meanSquaredErrorLoss, forward(tf, layers, x), y);
  try {
    const losses: number[] = [];
    let begun = 0;
    for (let taken = 0; taken < steps; ++taken) {
      if (taken === 1) begun = performance.now();
      const before = step(adam, loss, [...variables]);
      losses.push((await before.data())[0]);
      before.dispose();
      // The page lives on meanwhile.
      await tf.nextFrame();
    }
    const millisecondsAStep = (performance.now() - begun) / (steps - 1);
    losses.push(tf.tidy(() => loss().dataSync()[0]));
    return {
      losses,
      millisecondsAStep,
      backend: tf.getBackend(),
      version: tf.version_core,
    };
  } finally {
    adam.dispose();
    tf.dispose([x, y, ...variables]);
  }
}
