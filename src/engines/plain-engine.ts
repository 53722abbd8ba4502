import { gradientWorkspace, lossAndGradients } from "../network/backward";
import { float32Network } from "../network/copy";
import { predict } from "../network/forward";
import { optimiserStep } from "../network/optimiser";
import { batchesOf } from "./batches";
import type { TrainingSpec } from "./contract";
import type { Engine, Start, Trainer } from "./engine";
import { evaluate } from "./evaluate";

/** The engine that is always there: `src/network` on float32 arrays, on the processor. */
export const plainEngine: Engine = {
  name: "plain",
  detail: "plain TypeScript on the processor",
  // It calls Math.exp, whose last bits are the browser's own.
  reproducible: false,
  together: 1,
  start: async (spec, [start]) => plainTrainer(spec, start),
  dispose: () => {},
};

function plainTrainer(spec: TrainingSpec, { model, from }: Start): Trainer {
  const { loss, optimiser, schedule } = spec;
  const network = float32Network(from.network);
  const state = {
    step: from.step,
    firstMoment: float32Network(from.firstMoment),
    secondMoment: float32Network(from.secondMoment),
  };
  const batches = batchesOf(spec, model.seed);
  const memory = gradientWorkspace(network, batches.rows);
  return {
    get step() {
      return state.step;
    },
    async run(steps) {
      const losses = new Float32Array(steps);
      for (let i = 0; i < steps; ++i) {
        const result = lossAndGradients(network, batches.at(state.step), loss, memory);
        losses[i] = result.loss;
        optimiserStep(network, result.gradients, state, optimiser, schedule);
      }
      return [losses];
    },
    async read() {
      const evaluation = evaluate(spec, batches, ({ inputs }) =>
        predict<Float32Array<ArrayBuffer>>(network, inputs, memory.workspace),
      );
      return { network: float32Network(network), ...evaluation };
    },
    async checkpoint() {
      return [
        {
          step: state.step,
          network: float32Network(network),
          firstMoment: float32Network(state.firstMoment),
          secondMoment: float32Network(state.secondMoment),
        },
      ];
    },
    async remove() {},
    dispose() {},
  };
}
