import {
  AdamOptimizer,
  mul,
  type Scalar,
  SGDOptimizer,
  scalar,
  type Tensor,
  tidy,
  type Variable,
} from "@tensorflow/tfjs-core";
import { type Optimiser, type Schedule, scheduleFactor } from "../../network/optimiser";
import { step } from "./heart";

/** TensorFlow.js's optimiser, which goes on from what another one has remembered. */
export interface OptimiserOfTfjs {
  /**
   * Takes a step.
   * @param taken steps taken before it
   * @returns the loss before it
   */
  step(loss: () => Scalar, variables: readonly Variable[], taken: number): Scalar;
  /** Adam's means of the gradients and of their squares, of each variable; none under SGD. */
  moments(): Promise<{ readonly first: readonly Tensor[]; readonly second: readonly Tensor[] }>;
  dispose(): void;
}

/** TensorFlow.js keeps the rate of its Adam to itself; a schedule changes it. */
class ScheduledAdam extends AdamOptimizer {
  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
  }
}

/**
 * Makes an optimiser.
 * @param taken steps taken so far
 * @param moments of each variable, by Adam
 */
export async function optimiserOf(
  optimiser: Optimiser,
  schedule: Schedule,
  taken: number,
  moments: { readonly first: readonly Tensor[]; readonly second: readonly Tensor[] },
): Promise<OptimiserOfTfjs> {
  const rateAt = (at: number): number => optimiser.learningRate * scheduleFactor(schedule, at);
  if (optimiser.name === "sgd") {
    const sgd = new SGDOptimizer(optimiser.learningRate);
    return {
      step(loss, variables, at) {
        sgd.setLearningRate(rateAt(at));
        return step(sgd, loss, [...variables]);
      },
      moments: async () => ({ first: [], second: [] }),
      dispose: () => sgd.dispose(),
    };
  }
  const { learningRate, beta1, beta2, epsilon } = optimiser;
  const adam = new ScheduledAdam(learningRate, beta1, beta2, epsilon);
  const iterations = scalar(taken, "int32");
  await adam.setWeights(
    [iterations, ...moments.first, ...moments.second].map((tensor, i) => ({
      name: String(i),
      tensor,
    })),
  );
  iterations.dispose();
  return {
    step(loss, variables, at) {
      const rate = rateAt(at);
      adam.setLearningRate(rate);
      if (optimiser.name === "adam") return step(adam, loss, [...variables]);
      // Decoupled: the gradients are those of the weights before these shrink.
      const { value, grads } = adam.computeGradients(loss, [...variables]);
      const kept = 1 - rate * optimiser.weightDecay;
      for (const variable of variables)
        tidy(() => {
          variable.assign(mul(variable, kept));
        });
      adam.applyGradients(variables.map(({ name }) => ({ name, tensor: grads[name] })));
      for (const gradient of Object.values(grads)) gradient.dispose();
      return value;
    },
    async moments() {
      const [steps, ...tensors] = (await adam.getWeights()).map(({ tensor }) => tensor);
      steps.dispose();
      const count = tensors.length / 2;
      return { first: tensors.slice(0, count), second: tensors.slice(count) };
    },
    dispose: () => adam.dispose(),
  };
}
