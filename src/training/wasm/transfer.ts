import { type Batch, type Inputs, isOneHot } from "../../network/batch";
import type { Affine, Network } from "../../network/network";
import { floatSize, type LayerMemory, type Layout, type Matrix, panelWidth } from "./layout";

/** Calls with the index in the memory's float32 numbers of each element of some columns of a matrix in panels. */
function eachElement(
  { address, rows, panel }: Matrix,
  columns: number,
  visit: (row: number, column: number, index: number) => void,
): void {
  for (let column = 0; column < columns; ++column) {
    const top =
      (address + Math.floor(column / panelWidth) * panel) / floatSize + (column % panelWidth);
    for (let row = 0; row < rows; ++row) visit(row, column, top + row * panelWidth);
  }
}

/** Where W and b of a layer, or V and c, stand `offset` bytes behind the parameters. */
function affineMemory(
  { weight, bias }: LayerMemory,
  offset: number,
  panels = 0,
): { readonly weight: Matrix; readonly bias: Matrix } {
  const from = (matrix: Matrix): Matrix => ({
    ...matrix,
    address: matrix.address + offset + panels * matrix.panel,
  });
  return { weight: from(weight), bias: from(bias) };
}

/** Writes a network, or a moment in its shape, `offset` bytes behind the parameters. */
export function writeNetwork(
  memory: Float32Array,
  { layers }: Layout,
  offset: number,
  network: Network,
): void {
  for (const [i, layer] of layers.entries()) {
    const { inputs, outputs, biased, gatePanels } = layer;
    const write = (values: Affine, panels?: number): void => {
      const { weight, bias } = affineMemory(layer, offset, panels);
      eachElement(weight, outputs, (row, column, index) => {
        memory[index] = values.weight[column * inputs + row];
      });
      if (biased)
        eachElement(bias, outputs, (_, column, index) => {
          memory[index] = values.bias[column];
        });
    };
    const { gate } = network.layers[i];
    write(network.layers[i]);
    if (gate) write(gate, gatePanels);
  }
}

/** Reads a network, or a moment in its shape, from `offset` bytes behind the parameters. */
export function readNetwork(memory: Float32Array, { layers }: Layout, offset: number): Network {
  return {
    layers: layers.map((layer) => {
      const { inputs, outputs, activation, biased, gatePanels } = layer;
      const read = (panels?: number): Affine => {
        const from = affineMemory(layer, offset, panels);
        const weight = new Float32Array(inputs * outputs);
        const bias = new Float32Array(biased ? outputs : 0);
        eachElement(from.weight, outputs, (row, column, index) => {
          weight[column * inputs + row] = memory[index];
        });
        eachElement(from.bias, bias.length, (_, column, index) => {
          bias[column] = memory[index];
        });
        return { weight, bias };
      };
      return {
        inputs,
        outputs,
        activation,
        ...read(),
        ...(gatePanels !== undefined && { gate: read(gatePanels) }),
      };
    }),
  };
}

type Values = Float32Array | Int32Array;

/** The memory's numbers, of either kind. */
function write(memory: Float32Array, { address }: Matrix, values: Values): void {
  const to =
    values instanceof Int32Array
      ? new Int32Array(memory.buffer, address)
      : memory.subarray(address / floatSize);
  to.set(values);
}

export function writeInputs(
  memory: Float32Array,
  { inputs }: Layout,
  values: Inputs<Float32Array<ArrayBuffer>>,
): void {
  write(memory, inputs, isOneHot(values) ? values.indices : values);
}

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
  predictions: Float32Array,
  first: number,
): void {
  const { activations, outputs } = layers[layers.length - 1];
  eachElement({ ...activations, rows }, outputs, (row, column, index) => {
    predictions[(first + row) * outputs + column] = memory[index];
  });
}
