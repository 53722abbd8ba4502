import { type Batch, isOneHot } from "../../network/batch";
import { type Batches, batchesOf } from "../batches";
import type { Checkpoint, Reading, TrainingSpec } from "../contract";
import type { Start } from "../engine";
import { evaluate } from "../evaluate";
import type { Gpu, Texture } from "./gpu";
import { packState, recordLength, unpackState } from "./layout";
import { stepUniforms } from "./optimiser";
import { packMatrix, packOneHot, texelsFor, unpackMatrix } from "./packing";
import type { Plan } from "./plan";

type Batch32 = Batch<Float32Array<ArrayBuffer>>;

/** Models that are trained by the same draws. */
export interface Stack {
  /** How many there are. */
  readonly size: number;
  /**
   * Takes at most `recordLength` steps.
   * @param step steps taken before
   * @returns each model's losses
   */
  run(step: number, steps: number): Float32Array<ArrayBuffer>[];
  read(model: number): Reading;
  checkpoint(step: number): Checkpoint[];
  /** Takes out one of several models. */
  remove(model: number): void;
  dispose(): void;
}

/** A stack of models at the same step, as many as the textures have room for or fewer. */
export function stackOf(gpu: Gpu, plan: Plan, spec: TrainingSpec, starts: readonly Start[]): Stack {
  const { layout, last, rows, shared } = plan;
  const { layers, width, height } = layout;
  const models: Batches[] = starts.map(({ model }) => batchesOf(spec, model.seed));

  const textures: Texture[] = [];
  const texture = (width: number, height: number): Texture => {
    const made = gpu.texture(width, height);
    textures.push(made);
    return made;
  };
  const forSamples = (width: number): Texture => texture(width, models.length * rows);
  const forBatches = (columns: number): Staged => {
    const width = texelsFor(columns);
    const height = (shared ? 1 : models.length) * rows;
    return {
      columns,
      texture: texture(width, height),
      texels: new Float32Array(4 * width * height),
    };
  };
  const inputs = forBatches(spec.architecture.inputs);
  const targets = forBatches(plan.targetWidth);
  const products = layers.map(({ rows }) => forSamples(rows));
  const activations = layers.map(({ outputTexels }, i) =>
    plan.forward[i].activation ? forSamples(outputTexels) : products[i],
  );
  const outputs = activations[activations.length - 1];
  // The last layer's have one more column, for the loss.
  const deltas = layers.map((layer) => forSamples(layer.rows + (layer === last ? 1 : 0)));
  const sums = plan.softmaxSums && forSamples(1);
  const gradients = texture(plan.parts * width, models.length * height);
  let state = texture(3 * width, models.length * height);
  let nextState = texture(3 * width, models.length * height);

  const inputsOf = (layer: number): Texture =>
    layer === 0 ? inputs.texture : activations[layer - 1];

  /** Puts a batch where that of a model is. */
  const stage = (batch: Batch32, model: number): void => {
    const firstRow = 2 * rows * model;
    if (isOneHot(batch.inputs)) {
      const size = 4 * inputs.texture.width * rows;
      inputs.texels.fill(0, model * size, (model + 1) * size);
      packOneHot(inputs.texels, firstRow, batch.inputs, inputs.columns);
    } else packMatrix(inputs.texels, firstRow, batch.inputs, inputs.columns);
    packMatrix(targets.texels, firstRow, batch.targets, targets.columns);
  };
  /** Uploads the first batches that are staged. */
  const upload = (count: number): void => {
    for (const { texture, texels } of [inputs, targets])
      gpu.write(texture, texels.subarray(0, 4 * texture.width * rows * count));
  };
  const uploadStep = (step: number): void => {
    for (const [model, batches] of models.entries()) stage(batches.at(step), model);
    upload(models.length);
  };

  /** Leaves the outputs of `count` models, from the model `first` on, for the first batches. */
  const forward = (first: number, count: number): void => {
    for (const [i, { product, activation }] of plan.forward.entries()) {
      const uniforms = { first: [first] };
      gpu.draw(product, [inputsOf(i), state], products[i], count * rows, uniforms);
      if (activation) gpu.draw(activation, [products[i]], activations[i], count * rows);
    }
  };
  /** Leaves the gradients and losses of all models. */
  const backward = (): void => {
    const drawn = models.length * rows;
    if (plan.softmaxSums && sums) gpu.draw(plan.softmaxSums, [outputs], sums, drawn);
    const l = layers.length - 1;
    const lossInputs = [outputs, targets.texture, products[l], ...(sums ? [sums] : [])];
    gpu.draw(plan.loss, lossInputs, deltas[l], drawn);
    for (let i = l; i > 0; --i)
      gpu.draw(plan.backward[i - 1], [deltas[i], state, products[i - 1]], deltas[i - 1], drawn);
    for (const { program, layers } of plan.gradients) {
      const factors = layers.flatMap((i) => [inputsOf(i), deltas[i]]);
      gpu.draw(program, factors, gradients, models.length * height);
    }
  };
  const swapStates = (): void => {
    [state, nextState] = [nextState, state];
  };

  const states = starts.map(({ from }) => packState(layout, from));
  const size = states[0].length;
  const texels = new Float32Array(models.length * size);
  for (const [model, each] of states.entries()) texels.set(each, model * size);
  gpu.write(state, texels);
  if (shared) {
    stage(models[0].at(0), 0);
    upload(1);
  }

  return {
    get size() {
      return models.length;
    },
    run(step, steps) {
      for (let slot = 0; slot < steps; ++slot) {
        if (!shared) uploadStep(step + slot);
        forward(0, models.length);
        backward();
        const uniforms = stepUniforms(spec.optimiser, spec.schedule, step + slot, slot);
        gpu.draw(plan.step, [state, gradients], nextState, models.length * height, uniforms);
        swapStates();
      }
      return models.map((_, model) => {
        const record = { x: 0, y: model * height, width: recordLength / 4, height: 1 };
        return gpu.read(state, record).slice(0, steps);
      });
    },
    read(model) {
      const evaluation = evaluate(spec, models[model], (batch) => {
        if (!shared) {
          stage(batch, 0);
          upload(1);
        }
        forward(model, 1);
        const region = { x: 0, y: 0, width: outputs.width, height: rows };
        return unpackMatrix(gpu.read(outputs, region), batch.rows, last.outputs);
      });
      const texels = gpu.read(state, { x: 0, y: model * height, width, height });
      return { network: unpackState(layout, texels, "network"), ...evaluation };
    },
    checkpoint: (step) =>
      models.map((_, model) => {
        const region = { x: 0, y: model * height, width: state.width, height };
        const texels = gpu.read(state, region);
        return {
          step,
          network: unpackState(layout, texels, "network"),
          firstMoment: unpackState(layout, texels, "firstMoment"),
          secondMoment: unpackState(layout, texels, "secondMoment"),
        };
      }),
    remove(model) {
      models.splice(model, 1);
      const uniforms = { removed: [model] };
      gpu.draw(plan.withoutModel, [state], nextState, models.length * height, uniforms);
      swapStates();
    },
    dispose() {
      for (const each of textures) gpu.free(each);
    },
  };
}

/** A texture for batches, and the memory that it is uploaded from. */
interface Staged {
  readonly columns: number;
  readonly texture: Texture;
  readonly texels: Float32Array<ArrayBuffer>;
}
