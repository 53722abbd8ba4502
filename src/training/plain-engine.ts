import { adamStep } from "../network/adam";
import { gradientWorkspace, lossAndGradients } from "../network/backward";
import { float32Network } from "../network/copy";
import { predict } from "../network/forward";
import { meanSquaredError } from "../network/loss";
import type { TrainingSpec } from "./contract";
import type { Checkpoint, Engine, Trainer } from "./engine";

/** The engine that is always there: `src/network` on float32 arrays, on the processor. */
export const plainEngine: Engine = {
  name: "plain",
  detail: "plain TypeScript on the processor",
  start: async (spec, from) => plainTrainer(spec, from),
  dispose: () => {},
};

function plainTrainer({ data, optimiser }: TrainingSpec, from: Checkpoint): Trainer {
  const network = float32Network(from.network);
  const state = {
    step: from.epoch,
    firstMoment: float32Network(from.firstMoment),
    secondMoment: float32Network(from.secondMoment),
  };
  const memory = gradientWorkspace(network, data.inputs.length);
  return {
    get epoch() {
      return state.step;
    },
    async run(epochs) {
      const losses = new Float32Array(epochs);
      for (let i = 0; i < epochs; ++i) {
        const { loss, gradients } = lossAndGradients(network, data.inputs, data.targets, memory);
        losses[i] = loss;
        adamStep(network, gradients, state, optimiser);
      }
      return losses;
    },
    async read() {
      const predictions = predict(network, data.inputs, memory.workspace);
      return {
        network: float32Network(network),
        loss: meanSquaredError(predictions, data.targets),
        predictions,
      };
    },
    async checkpoint() {
      return {
        epoch: state.step,
        network: float32Network(network),
        firstMoment: float32Network(state.firstMoment),
        secondMoment: float32Network(state.secondMoment),
      };
    },
    dispose() {},
  };
}
