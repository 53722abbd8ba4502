// Trains the runs that are shipped with the pages and writes them to public/weights:
//   npm run pretrain
// The weights depend on nothing but their settings in src/training and the code: a second run writes the same bytes.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { besideSettings, shippedSuperposition } from "../notebooks/superposition/training/settings";
import {
  writeSuperposition,
  writeSuperpositionHistory,
} from "../notebooks/superposition/training/shipped";
import {
  superpositionTraining,
  untrainedSuperposition,
} from "../notebooks/superposition/training/spec";
import {
  writeFirstPaint,
  writeHistory,
  writeModels,
} from "../notebooks/x-squared/training/pretrained";
import { shippedSettings } from "../notebooks/x-squared/training/settings";
import { initialMoment, momentOf, xSquaredTraining } from "../notebooks/x-squared/training/spec";
import type { TrainingSpec } from "../src/engines/contract";
import { mapArrays } from "../src/network/copy";
import { float16Bits, float16Value } from "../src/network/float16";
import type { Network } from "../src/network/network";
import { advanceRun, type Run, startRun } from "../src/run/run";
import { type JobEvent, runJob } from "../src/training/job";

await xSquared();
await superposition();

async function xSquared(): Promise<void> {
  const models = new Map<number, Network>();
  const { epochs } = shippedSettings;
  const run = await train(
    startRun(shippedSettings, epochs, initialMoment(shippedSettings)),
    xSquaredTraining(shippedSettings),
    (id, network) => models.set(Number(id), network),
  );
  // What goes with the networks is what the page itself computes of them, not the engine in float32.
  const shown = run.models.map((model) => {
    const { loss, predictions } = momentOf(model.steps, models.get(model.steps)!);
    return { ...model, loss, predictions };
  });
  await write("x-squared", "first-paint", writeFirstPaint({ ...run, models: shown }));
  const increasing = [...models].sort(([a], [b]) => a - b);
  await write("x-squared", "models", writeModels(new Map(increasing)));
  const history = run.history.map(({ step, network }) => momentOf(step, float16Network(network)));
  await write("x-squared", "history", writeHistory(history));
}

async function superposition(): Promise<void> {
  const runOf = (settings: typeof shippedSuperposition) =>
    train(
      startRun(settings, [settings.steps], untrainedSuperposition(settings)),
      superpositionTraining(settings),
    );
  const main = await runOf(shippedSuperposition);
  const beside = await runOf(besideSettings(shippedSuperposition));
  await write("superposition", "first-paint", writeSuperposition({ main, beside }));
  await write("superposition", "history", writeSuperpositionHistory(main.history));
}

/** @param keep hears of the weights that each model of the run has come to */
function train<Settings>(
  start: Run<Settings>,
  spec: TrainingSpec,
  keep: (model: string, network: Network) => void = () => {},
): Promise<Run<Settings>> {
  return new Promise((resolve, reject) => {
    let run = start;
    const hear = (event: JobEvent): void => {
      if (event.type === "handed-over") return;
      run = advanceRun(run, event);
      switch (event.type) {
        case "snapshot":
          keep(event.model, event.network);
          break;
        case "model-done": {
          const { loss } = run.models.find(({ steps }) => String(steps) === event.model)!;
          console.log(`${event.model} steps: loss ${loss?.toPrecision(4)}`);
          break;
        }
        case "diverged":
          reject(new Error(`the model of ${event.model} steps diverged at ${event.step}`));
          break;
        case "error":
          reject(new Error(event.message));
          break;
        case "done":
          resolve(run);
      }
    };
    runJob(spec, hear, { reproducible: true });
  });
}

/** The network with its weights rounded to float16. */
function float16Network(network: Network): Network {
  return mapArrays(network, (values) =>
    Float32Array.from(values, (value) => float16Value(float16Bits(value))),
  );
}

async function write(notebook: string, name: string, bytes: Uint8Array): Promise<void> {
  const folder = join("public", "weights", notebook);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.safetensors`);
  await writeFile(path, bytes);
  console.log(`${path}: ${(bytes.length / 1024).toFixed(0)} KB`);
}
