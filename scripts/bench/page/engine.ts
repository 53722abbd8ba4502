import { openEngine } from "../../../src/engines/choose-engine";
import type { EngineName, ModelSpec } from "../../../src/engines/contract";
import type { Engine } from "../../../src/engines/engine";
import { zerosLike } from "../../../src/network/copy";
import { xSquaredTraining } from "../x-squared";
import { type Contestant, initialNetwork } from "./contestant";

/** One of our engines. @throws Error saying why there is only another one */
export async function openOurs(name: EngineName, reproducible: boolean): Promise<Engine> {
  const { engine, reason } = await openEngine(name, { reproducible });
  if (engine.name !== name) throw new Error(reason);
  return engine;
}

/** Trains the x² network on one of our engines. */
export async function engineContestant(engine: Engine): Promise<Contestant> {
  const { name, detail } = engine;
  const network = await initialNetwork();
  const zeros = zerosLike(network);
  const model: ModelSpec = { id: "model", seed: 1, steps: 1_000_000, snapshots: [] };
  const spec = xSquaredTraining([model]);
  const from = { step: 0, network, firstMoment: zeros, secondMoment: zeros };
  const trainer = await engine.start(spec, [{ model, from }]);
  return {
    // The renderer of WebGL is the same for all.
    detail: name === "webgl" || name === "tfjs" ? "" : detail,
    async run(steps) {
      const [losses] = await trainer.run(steps);
      return losses[steps - 1];
    },
  };
}
