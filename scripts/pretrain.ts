// Trains the run that is shipped with the page and writes it to public/weights/x-squared:
//   npm run pretrain
// The weights depend on nothing but src/training/defaults.ts and the code: a second run writes the same bytes.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { float16Bits, float16Value } from "../src/network/float16";
import type { Network } from "../src/network/network";
import { shippedSettings } from "../src/training/defaults";
import { type JobEvent, runJob } from "../src/training/job";
import { writeFirstPaint, writeHistory, writeModels } from "../src/training/pretrained";
import { advanceRun, type Run, startRun } from "../src/training/run";
import { initialMoment, momentOf, xSquaredTraining } from "../src/training/spec";

const folder = join("public", "weights", "x-squared");

const models = new Map<number, Network>();
const run = await train();
await mkdir(folder, { recursive: true });
// What goes with the networks is what the page itself computes of them, not the engine in float32.
const shown = run.models.map((model) => {
  const { loss, predictions } = momentOf(model.steps, models.get(model.steps)!);
  return { ...model, loss, predictions };
});
await write("first-paint", writeFirstPaint({ ...run, models: shown }));
await write("models", writeModels(new Map([...models].sort(([a], [b]) => a - b))));
await write(
  "history",
  writeHistory(run.history.map(({ step, network }) => momentOf(step, float16Network(network)))),
);

function train(): Promise<Run> {
  return new Promise((resolve, reject) => {
    let run = startRun(shippedSettings, shippedSettings.epochs, initialMoment(shippedSettings));
    const hear = (event: JobEvent): void => {
      if (event.type === "handed-over") return;
      run = advanceRun(run, event);
      switch (event.type) {
        case "snapshot":
          models.set(Number(event.model), event.network);
          break;
        case "model-done": {
          const { loss } = run.models.find(({ steps }) => String(steps) === event.model)!;
          console.log(`${event.model} epochs: mean squared error ${loss?.toPrecision(4)}`);
          break;
        }
        case "diverged":
          reject(new Error(`the model of ${event.model} epochs diverged at ${event.step}`));
          break;
        case "error":
          reject(new Error(event.message));
          break;
        case "done":
          resolve(run);
      }
    };
    runJob(xSquaredTraining(shippedSettings), hear, { reproducible: true });
  });
}

/** The network with its weights rounded to float16. */
function float16Network({ layers }: Network): Network {
  const rounded = (values: Iterable<number>): Float32Array<ArrayBuffer> =>
    Float32Array.from(values, (value) => float16Value(float16Bits(value)));
  return {
    layers: layers.map((layer) => ({
      ...layer,
      weight: rounded(layer.weight),
      bias: rounded(layer.bias),
    })),
  };
}

async function write(name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, `${name}.safetensors`);
  await writeFile(path, bytes);
  console.log(`${path}: ${(bytes.length / 1024).toFixed(0)} KB`);
}
