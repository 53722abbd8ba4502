import { type Batch, type Inputs, isOneHot } from "../../network/batch";
import type { Affine, Floats, Network } from "../../network/network";
import {
  floatSize,
  type LayerMemory,
  type Layout,
  type Matrix,
  panelsOf,
  panelWidth,
} from "./layout";

/** Where the elements of a matrix stand in an array: the first one, and how far it is to the next row and column. */
interface Places {
  readonly first: number;
  readonly row: number;
  readonly column: number;
}

/** Copies the first columns of a matrix in panels to an array, or from it. */
function copy(
  direction: "read" | "write",
  memory: Float32Array,
  { address, rows, panel }: Matrix,
  columns: number,
  array: Floats,
  places: Places,
): void {
  for (let column = 0; column < columns; ++column) {
    const top =
      (address + Math.floor(column / panelWidth) * panel) / floatSize + (column % panelWidth);
    const start = places.first + column * places.column;
    for (let row = 0; row < rows; ++row) {
      const index = top + row * panelWidth;
      const place = start + row * places.row;
      if (direction === "read") array[place] = memory[index];
      else memory[index] = array[place];
    }
  }
}

/** Copies W and b of a layer, or V and c, which stand `offset` bytes behind the parameters and some panels on. */
function copyAffine(
  direction: "read" | "write",
  memory: Float32Array,
  layer: LayerMemory,
  offset: number,
  panels: number,
  { weight, bias }: Affine,
): void {
  const at = (matrix: Matrix): Matrix => ({
    ...matrix,
    address: matrix.address + offset + panels * matrix.panel,
  });
  const { inputs, outputs } = layer;
  copy(direction, memory, at(layer.weight), outputs, weight, { first: 0, row: 1, column: inputs });
  copy(direction, memory, at(layer.bias), bias.length, bias, { first: 0, row: 0, column: 1 });
}

/** Writes a network, or a moment in its shape, `offset` bytes behind the parameters. */
export function writeNetwork(
  memory: Float32Array,
  { layers }: Layout,
  offset: number,
  network: Network,
): void {
  for (const [i, layer] of layers.entries()) {
    const { gate } = network.layers[i];
    copyAffine("write", memory, layer, offset, 0, network.layers[i]);
    if (gate) copyAffine("write", memory, layer, offset, panelsOf(layer.outputs), gate);
  }
}

/** Reads a network, or a moment in its shape, from `offset` bytes behind the parameters. */
export function readNetwork(memory: Float32Array, { layers }: Layout, offset: number): Network {
  return {
    layers: layers.map((layer) => {
      const { inputs, outputs, activation, biased, gated } = layer;
      const read = (panels: number): Affine => {
        const affine = {
          weight: new Float32Array(inputs * outputs),
          bias: new Float32Array(biased ? outputs : 0),
        };
        copyAffine("read", memory, layer, offset, panels, affine);
        return affine;
      };
      return {
        inputs,
        outputs,
        activation,
        ...read(0),
        ...(gated && { gate: read(panelsOf(outputs)) }),
      };
    }),
  };
}

/** Copies numbers to where a matrix stands row after row. */
function write(memory: Float32Array, { address }: Matrix, values: Float32Array | Int32Array): void {
  const to = values instanceof Int32Array ? new Int32Array(memory.buffer) : memory;
  to.set(values, address / floatSize);
}

/** Writes the inputs of a batch, or of fewer rows. */
export function writeInputs(
  memory: Float32Array,
  { inputs }: Layout,
  values: Inputs<Float32Array<ArrayBuffer>>,
): void {
  write(memory, inputs, isOneHot(values) ? values.indices : values);
}

/** Writes a batch's inputs and targets. */
export function writeBatch(
  memory: Float32Array,
  layout: Layout,
  { inputs, targets }: Batch<Float32Array<ArrayBuffer>>,
): void {
  writeInputs(memory, layout, inputs);
  write(memory, layout.targets, targets);
}

/** Lets the first rows count. */
export function writeRowWeights(memory: Float32Array, { rowWeights }: Layout, rows: number): void {
  const first = rowWeights.address / floatSize;
  memory.fill(1, first, first + rows);
}

/** Reads the network's outputs at the first `rows` rows of a block into `predictions`, from row `first` on. */
export function readOutputs(
  memory: Float32Array,
  { layers }: Layout,
  rows: number,
  predictions: Float32Array<ArrayBuffer>,
  first: number,
): void {
  const { activations, outputs } = layers[layers.length - 1];
  const places = { first: first * outputs, row: outputs, column: 1 };
  copy("read", memory, { ...activations, rows }, outputs, predictions, places);
}
