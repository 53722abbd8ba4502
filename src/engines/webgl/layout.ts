import type { Architecture, LayerShape } from "../../network/architecture";
import type { Affine, Layer, Network } from "../../network/network";
import type { Checkpoint } from "../contract";
import { placeOf, texelsFor } from "./packing";

/*
 * Where the parameters of a model stand. Each layer is the packed matrix [W b] of as many rows as
 * outputs, the bias being a column of texels of its own; that of a gate, [V c], stands below. The layers
 * stand below one another, and above them a row of texels for losses. Parameters, first and second
 * moments stand side by side in one texture, the state; models stand below one another.
 */

/** A layer in the textures of a model. */
export interface LayerLayout extends LayerShape {
  readonly inputs: number;
  /** Texels of its inputs, and of its outputs. */
  readonly inputTexels: number;
  readonly outputTexels: number;
  /** Rows of texels of its parameters, and columns of its product: z, then u where it is gated. */
  readonly rows: number;
  /** Its first row of texels. */
  readonly row: number;
}

export interface Layout {
  readonly layers: readonly LayerLayout[];
  /** Texels of the parameters alone; the state is three times as wide. */
  readonly width: number;
  /** Rows of texels of a model. */
  readonly height: number;
}

/** Steps between two waits for the graphics card: as many losses fit into the record in the state, four to a texel. */
export const recordLength = 64;

export function layoutOf({ inputs, layers }: Architecture): Layout {
  const layouts: LayerLayout[] = [];
  let below = inputs;
  let row = 1;
  let width = recordLength / 4;
  for (const shape of layers) {
    const outputTexels = texelsFor(shape.outputs);
    const layer = {
      ...shape,
      inputs: below,
      inputTexels: texelsFor(below),
      outputTexels,
      rows: outputTexels * (shape.gated ? 2 : 1),
      row,
    };
    layouts.push(layer);
    row += layer.rows;
    width = Math.max(width, layer.inputTexels + (shape.bias ? 1 : 0));
    below = shape.outputs;
  }
  return { layers: layouts, width, height: row };
}

/** What a state holds side by side, in this order. */
const parts = ["network", "firstMoment", "secondMoment"] as const;
type Part = (typeof parts)[number];

/** The texels of a model's state. */
export function packState(layout: Layout, checkpoint: Checkpoint): Float32Array<ArrayBuffer> {
  const width = parts.length * layout.width;
  const texels = new Float32Array(4 * width * layout.height);
  for (const [i, part] of parts.entries())
    for (const [l, { gate, ...affine }] of checkpoint[part].layers.entries())
      for (const [a, { weight, bias }] of [affine, ...(gate ? [gate] : [])].entries()) {
        const places = placesOf(layout.layers[l], a, 2 * i * layout.width, width);
        for (let j = 0; j < weight.length; ++j) texels[places.weight(j)] = weight[j];
        for (let j = 0; j < bias.length; ++j) texels[places.bias(j)] = bias[j];
      }
  return texels;
}

/**
 * A part of a model's state.
 * @param texels as wide as the parameters, or as the state
 */
export function unpackState(layout: Layout, texels: Float32Array, part: Part): Network {
  const width = texels.length / (4 * layout.height);
  const column = 2 * parts.indexOf(part) * layout.width;
  return {
    layers: layout.layers.map((layer): Layer => {
      const { inputs, outputs, activation, bias, gated } = layer;
      const affine = (index: number): Affine => {
        const places = placesOf(layer, index, column, width);
        const read = (length: number, place: (j: number) => number): Float32Array<ArrayBuffer> =>
          Float32Array.from({ length }, (_, j) => texels[place(j)]);
        return {
          weight: read(outputs * inputs, places.weight),
          bias: read(bias ? outputs : 0, places.bias),
        };
      };
      return { inputs, outputs, activation, ...affine(0), ...(gated && { gate: affine(1) }) };
    }),
  };
}

/**
 * Where elements of W and b stand among the floats of a texture, or of V and c.
 * @param affine 0 for W and b, 1 for V and c
 * @param column where the part begins
 * @param width of the texture, in texels
 */
function placesOf(layer: LayerLayout, affine: number, column: number, width: number) {
  const { inputs, inputTexels, outputTexels } = layer;
  const row = 2 * (layer.row + affine * outputTexels);
  return {
    weight: (j: number): number =>
      placeOf(row + Math.floor(j / inputs), column + (j % inputs), width),
    bias: (j: number): number => placeOf(row + j, column + 2 * inputTexels, width),
  };
}
