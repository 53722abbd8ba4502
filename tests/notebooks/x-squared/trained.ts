import { initialNetwork, xSquaredTraining } from "../../../notebooks/x-squared/training/spec";
import type { Engine } from "../../../src/engines/engine";
import { openWasmEngine } from "../../../src/engines/wasm/wasm-engine";
import { zerosLike } from "../../../src/network/copy";
import type { Network } from "../../../src/network/network";

let engine: Engine | undefined;

/** The longest model of a run, trained as the page trains it. */
export async function trainedNetwork(settings: {
  readonly width: number;
  readonly learningRate: number;
  readonly epochs: number;
  readonly seed: number;
}): Promise<Network> {
  const run = { ...settings, epochs: [settings.epochs] };
  const spec = xSquaredTraining(run);
  const network = initialNetwork(run);
  if (settings.epochs === 0) return network;
  engine ??= await openWasmEngine("simd");
  const zeros = zerosLike(network);
  const from = { step: 0, network, firstMoment: zeros, secondMoment: zeros };
  const trainer = await engine.start(spec, [{ model: spec.models[0], from }]);
  await trainer.run(settings.epochs);
  return (await trainer.read(0)).network;
}
