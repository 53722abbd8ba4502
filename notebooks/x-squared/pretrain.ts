import { mapArrays } from "../../src/network/copy";
import { float16Bits, float16Value } from "../../src/network/float16";
import type { Network } from "../../src/network/network";
import { startRun } from "../../src/run/run";
import { trainHere } from "../../src/run/train-here";
import { writeFirstPaint, writeHistory, writeModels } from "./training/pretrained";
import { shippedSettings } from "./training/settings";
import { initialMoment, momentOf, xSquaredTraining } from "./training/spec";

/** Trains the run that is shipped with the page. Returns the bytes of its files by their names. */
export async function pretrain(): Promise<Record<string, Uint8Array>> {
  const models = new Map<number, Network>();
  const { epochs } = shippedSettings;
  const run = await trainHere(
    startRun(shippedSettings, epochs, initialMoment(shippedSettings)),
    xSquaredTraining(shippedSettings),
    (id, network) => models.set(Number(id), network),
  );
  // What goes with the networks is what the page itself computes of them, not the engine in float32.
  const shown = run.models.map((model) => {
    const { loss, predictions } = momentOf(model.steps, models.get(model.steps)!);
    return { ...model, loss, predictions };
  });
  const increasing = [...models].sort(([a], [b]) => a - b);
  return {
    "first-paint": writeFirstPaint({ ...run, models: shown }),
    models: writeModels(new Map(increasing)),
    history: writeHistory(
      run.history.map(({ step, network }) => momentOf(step, float16Network(network))),
    ),
  };
}

/** The network with its weights rounded to float16. */
function float16Network(network: Network): Network {
  return mapArrays(network, (values) =>
    Float32Array.from(values, (value) => float16Value(float16Bits(value))),
  );
}
