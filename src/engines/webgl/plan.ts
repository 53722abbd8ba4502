import type { TrainingSpec } from "../contract";
import { isLinear } from "./activation";
import type { Program } from "./gpu";
import { type GradientProgram, gradientParts, gradientPrograms } from "./gradients";
import { type LayerLayout, type Layout, layoutOf } from "./layout";
import { lossGradient, softmaxSums, targetWidth } from "./loss";
import { optimiserStep, withoutModel } from "./optimiser";
import { texelsFor } from "./packing";
import { activate, backwardProduct, forwardProduct } from "./products";

/** What is drawn to train models of a spec, however many they are. */
export interface Plan {
  readonly layout: Layout;
  readonly last: LayerLayout;
  /** Rows of texels of a model's samples. */
  readonly rows: number;
  /** Whether all models have the same batch at every step. */
  readonly shared: boolean;
  /** Numbers of the targets of a sample. */
  readonly targetWidth: number;
  /** Partial sums that gradients consist of. */
  readonly parts: number;
  /** Of each layer; without an activation where that is the product itself. */
  readonly forward: readonly { readonly product: Program; readonly activation?: Program }[];
  /** Only for cross-entropy. */
  readonly softmaxSums?: Program;
  readonly loss: Program;
  /** From each layer but the first to the layer below it. */
  readonly backward: readonly Program[];
  readonly gradients: readonly GradientProgram[];
  readonly step: Program;
  readonly withoutModel: Program;
}

/**
 * @param samples of a batch
 * @param shared whether all models have the same batch at every step
 */
export function planOf(
  { architecture, loss, optimiser }: TrainingSpec,
  samples: number,
  shared: boolean,
): Plan {
  const layout = layoutOf(architecture);
  const { layers } = layout;
  const last = layers[layers.length - 1];
  const rows = texelsFor(samples);
  return {
    layout,
    last,
    rows,
    shared,
    targetWidth: targetWidth(loss, last.outputs),
    parts: gradientParts(rows),
    forward: layers.map((layer, i) => ({
      product: forwardProduct(layout, layer, rows, shared && i === 0),
      ...(!isLinear(layer) && { activation: activate(layer) }),
    })),
    ...(loss.name === "cross-entropy" && { softmaxSums: softmaxSums(last) }),
    loss: lossGradient(loss, last, samples, rows, shared),
    backward: layers.slice(1).map((layer, i) => backwardProduct(layout, layer, layers[i], rows)),
    gradients: gradientPrograms(layout, rows, shared),
    step: optimiserStep(optimiser, layout, rows),
    withoutModel: withoutModel(layout),
  };
}

/**
 * How many models the textures have room for at once.
 * @param largest width and height of a texture
 * @throws RangeError if there is no room for one
 */
export function roomFor({ layout, last, rows, parts }: Plan, largest: number): number {
  const { layers, width, height } = layout;
  const limit = `The textures of this graphics card have room for ${2 * largest} rows and columns`;
  if (rows > largest) throw new RangeError(`${limit}, too few for batches of ${2 * rows} rows.`);
  const widest = Math.max(
    Math.max(3, parts) * width,
    last.rows + 1,
    ...layers.map(({ rows }) => rows),
  );
  if (Math.max(height, widest) > largest)
    throw new RangeError(`${limit}, too few for a network of this size.`);
  return Math.floor(largest / Math.max(rows, height));
}
