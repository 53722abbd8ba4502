import type { Network } from "../../network/network";

/*
 * Where everything stands in the memory of a training.
 *
 * Every matrix `[rows, columns]` is kept in panels of eight columns, `[columns/8][rows][8]`, the last
 * one filled up with zeros: the right operand of a product is then read from front to back, whichever of
 * A·W, dZ·Wᵀ and Aᵀ·dZ it is, and rows do not fall on each other in the cache.
 * All sizes and addresses are in bytes.
 */

const floatSize = 4;
/** Columns of a panel. */
const panelWidth = 8;
/** Bytes of one row of a panel. */
export const panelRow = panelWidth * floatSize;

/** Rows go through all layers in blocks of about so many bytes of activations and slopes, which fit a second-level cache. */
const blockBytes = 320 * 1024;
const fewestRows = 48;
const mostRows = 128;

export const widest = 1024;
/** The most memory for one training. */
const mostMemory = 2 ** 30;

/** A matrix in panels, or a vector as a matrix of one row. */
export interface Matrix {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  /** From one panel to the next. */
  readonly panel: number;
  readonly size: number;
}

/** A layer's part of the memory. */
export interface LayerMemory {
  readonly inputs: number;
  readonly outputs: number;
  /** W as `[inputs, outputs]`, and b. */
  readonly weight: Matrix;
  readonly bias: Matrix;
  /** Wᵀ as `[outputs, inputs]`, made anew at each step; the first layer needs none. */
  readonly weightTransposed?: Matrix;
  /** `[block rows, outputs]`; of the last layer, block after block. */
  readonly activations: Matrix;
  /** GELU′ and then the derivative of the loss by z, `[block rows, outputs]`. */
  readonly deltas: Matrix;
}

export interface Layout {
  readonly samples: number;
  readonly blocks: number;
  /** Rows of a block, even. The last block is filled up with rows that count for nothing. */
  readonly rows: number;
  readonly layers: readonly LayerMemory[];
  /** The weights and biases of all layers in one piece. */
  readonly parameters: { readonly address: number; readonly size: number };
  /** How far behind the parameters their gradients and Adam's moments are, in the same order. */
  readonly gradientOffset: number;
  readonly firstMomentOffset: number;
  readonly secondMomentOffset: number;
  /** `[block rows, inputs]`, block after block. */
  readonly inputs: Matrix;
  /** `[block rows, outputs]`, block after block, as the last layer's activations. */
  readonly targets: Matrix;
  /** 1 where there is a target, 0 in what fills up; as the targets. */
  readonly mask: Matrix;
  readonly memorySize: number;
}

/**
 * Plans the memory for a network of these widths and so many samples.
 * @param start the first free byte, behind the constants
 * @throws RangeError for widths that it cannot train, and where the memory would be too large
 */
export function planMemory(widths: readonly number[], samples: number, start: number): Layout {
  for (const width of widths)
    if (!Number.isInteger(width) || width < 1 || width > widest)
      throw new RangeError(`A layer can be 1 to ${widest} wide, not ${width}.`);
  const { rows, blocks } = blockOf(widths, samples);
  let end = align(start);
  const place = (matrixRows: number, columns: number, copies = 1): Matrix => {
    const panel = matrixRows * panelRow;
    const size = panel * Math.ceil(columns / panelWidth);
    const address = end;
    end = align(end + size * copies);
    return { address, rows: matrixRows, columns, panel, size };
  };

  const first = end;
  const parameters = widths.slice(1).map((outputs, i) => ({
    inputs: widths[i],
    outputs,
    weight: place(widths[i], outputs),
    bias: place(1, outputs),
  }));
  const size = end - first;
  end += 3 * size;
  const layers = parameters.map((layer, i): LayerMemory => {
    const last = i === parameters.length - 1;
    return {
      ...layer,
      ...(i > 0 && { weightTransposed: place(layer.outputs, layer.inputs) }),
      activations: place(rows, layer.outputs, last ? blocks : 1),
      deltas: place(rows, layer.outputs),
    };
  });
  const outputs = widths[widths.length - 1];
  const layout: Layout = {
    samples,
    blocks,
    rows,
    layers,
    parameters: { address: first, size },
    gradientOffset: size,
    firstMomentOffset: 2 * size,
    secondMomentOffset: 3 * size,
    inputs: place(rows, widths[0], blocks),
    targets: place(rows, outputs, blocks),
    mask: place(rows, outputs, blocks),
    memorySize: end,
  };
  if (layout.memorySize > mostMemory)
    throw new RangeError(
      `A network ${widths.join(" → ")} on ${samples} samples needs ${Math.ceil(layout.memorySize / 2 ** 20)} MB of memory, more than ${mostMemory / 2 ** 20}.`,
    );
  return layout;
}

/** Divides the samples into even blocks. */
function blockOf(widths: readonly number[], samples: number): { rows: number; blocks: number } {
  const columns = widths.slice(1).reduce((sum, width) => sum + width, 0);
  const fitting = Math.floor(blockBytes / (2 * columns * floatSize));
  const most = Math.min(Math.max(fitting, fewestRows), mostRows);
  const blocks = Math.ceil(samples / most);
  return { blocks, rows: 2 * Math.ceil(samples / blocks / 2) };
}

/** Up to the next line of the cache. */
function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}

/**
 * Calls with the index in the memory's float32 numbers of each element of a matrix.
 * @param copy which of the matrices that stand one after another
 */
function eachElement(
  { address, rows, columns, panel, size }: Matrix,
  visit: (row: number, column: number, index: number) => void,
  copy = 0,
): void {
  const start = (address + copy * size) / floatSize;
  for (let column = 0; column < columns; ++column) {
    const top =
      start + (Math.floor(column / panelWidth) * panel) / floatSize + (column % panelWidth);
    for (let row = 0; row < rows; ++row) visit(row, column, top + row * panelWidth);
  }
}

/** Writes a network, or a moment in its shape, `offset` bytes behind the parameters. */
export function writeNetwork(
  memory: Float32Array,
  { layers }: Layout,
  offset: number,
  network: Network,
): void {
  for (const [i, layer] of layers.entries()) {
    const { weight, bias, inputs } = network.layers[i];
    eachElement(at(layer.weight, offset), (row, column, index) => {
      memory[index] = weight[column * inputs + row];
    });
    eachElement(at(layer.bias, offset), (_, column, index) => {
      memory[index] = bias[column];
    });
  }
}

/** Reads a network, or a moment in its shape, from `offset` bytes behind the parameters. */
export function readNetwork(memory: Float32Array, { layers }: Layout, offset: number): Network {
  return {
    layers: layers.map((layer) => {
      const { inputs, outputs } = layer;
      const weight = new Float32Array(inputs * outputs);
      const bias = new Float32Array(outputs);
      eachElement(at(layer.weight, offset), (row, column, index) => {
        weight[column * inputs + row] = memory[index];
      });
      eachElement(at(layer.bias, offset), (_, column, index) => {
        bias[column] = memory[index];
      });
      return { inputs, outputs, weight, bias };
    }),
  };
}

function at(matrix: Matrix, offset: number): Matrix {
  return { ...matrix, address: matrix.address + offset };
}

/** Writes the data and the mask. */
export function writeData(
  memory: Float32Array,
  { samples, blocks, rows, inputs, targets, mask }: Layout,
  data: { readonly inputs: Float32Array; readonly targets: Float32Array },
): void {
  for (let block = 0; block < blocks; ++block) {
    const fill = (matrix: Matrix, value: (element: number) => number): void =>
      eachElement(
        matrix,
        (row, column, index) => {
          const sample = block * rows + row;
          if (sample < samples) memory[index] = value(sample * matrix.columns + column);
        },
        block,
      );
    fill(inputs, (element) => data.inputs[element]);
    fill(targets, (element) => data.targets[element]);
    fill(mask, () => 1);
  }
}

/** @returns the last layer's activations, `[samples, outputs]`, row-major */
export function readPredictions(
  memory: Float32Array,
  { samples, blocks, rows, layers }: Layout,
): Float32Array<ArrayBuffer> {
  const { activations } = layers[layers.length - 1];
  const predictions = new Float32Array(samples * activations.columns);
  for (let block = 0; block < blocks; ++block)
    eachElement(
      activations,
      (row, column, index) => {
        const sample = block * rows + row;
        if (sample < samples) predictions[sample * activations.columns + column] = memory[index];
      },
      block,
    );
  return predictions;
}
