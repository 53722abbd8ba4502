import type { Activation } from "../../network/activation";
import { type Architecture, architectureText } from "../../network/architecture";
import type { Loss } from "../../network/loss";

/*
 * Where everything stands in the memory of a training.
 *
 * Every matrix `[rows, columns]` but the data is kept in panels of eight columns, `[columns/8][rows][8]`, the
 * last one filled up: the right operand of a product is then read from front to back, whichever of A·W, dZ·Wᵀ
 * and Aᵀ·dZ it is, and rows do not fall on each other in the cache. Columns that fill up never mix with others.
 * In weights they stay zero, for in deltas they are, as far as vectors that hold a column go; the rest is never used.
 * A gated layer is one of twice as many columns: W's panels, then V's.
 * All sizes and addresses are in bytes.
 */

export const floatSize = 4;
/** Columns of a panel. */
export const panelWidth = 8;
/** Bytes of one row of a panel. */
export const panelRow = panelWidth * floatSize;

/** Rows go through all layers in blocks of about so many bytes of activations and slopes, which fit a second-level cache. */
const blockBytes = 320 * 1024;
const fewestRows = 48;
const mostRows = 128;

/** The most memory for one training. */
const mostMemory = 2 ** 30;

/** A matrix, or a vector as a matrix of one row. */
export interface Matrix {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  /** From one row to the next within a panel. */
  readonly row: number;
  /** From one panel to the next. */
  readonly panel: number;
  readonly size: number;
}

/** What a training is of, as far as its memory depends on it: the same for all models of a job. */
export interface Shape {
  readonly architecture: Architecture;
  readonly loss: Loss;
  /** Rows of a batch. */
  readonly samples: number;
  /** Ones in a row of one-hot inputs. */
  readonly perRow?: number;
}

/** A layer's part of the memory. */
export interface LayerMemory {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  /** Whether b, and c, are trained; otherwise they stay zero. */
  readonly biased: boolean;
  readonly gated: boolean;
  /** Wᵀ (and Vᵀ) as `[inputs, columns]`, where columns are the outputs, or those of W's panels and V. */
  readonly weight: Matrix;
  /** b (and c), `[1, columns]`. */
  readonly bias: Matrix;
  /** W (and V) as `[columns, inputs]`, made anew at each step; the first layer needs none. */
  readonly weightTransposed?: Matrix;
  /** z (and u), `[block rows, columns]`. */
  readonly preActivations: Matrix;
  /** `[block rows, outputs]`; in the place of z where there is no gate. */
  readonly activations: Matrix;
  /** Derivatives of the activations by z (and u), and then those of the loss, `[block rows, columns]`. */
  readonly deltas: Matrix;
}

export interface Layout {
  readonly blocks: number;
  /** Rows of a block, even. The last block is filled up with rows that count for nothing. */
  readonly rows: number;
  readonly layers: readonly LayerMemory[];
  /** The trained weights and biases of all layers in one piece. */
  readonly parameters: { readonly address: number; readonly size: number };
  /** How far behind the parameters their gradients and the optimiser's moments are, in the same order. */
  readonly gradientOffset: number;
  readonly firstMomentOffset: number;
  readonly secondMomentOffset: number;
  /** A block's rows one after another, and block after block: inputs, or the places of their ones. */
  readonly inputs: Matrix;
  /** As the inputs: targets or classes. */
  readonly targets: Matrix;
  /** As the inputs: 1 for each row of the batch, 0 for what fills up the last block. */
  readonly rowWeights: Matrix;
  readonly memorySize: number;
}

/**
 * Plans the memory of a training.
 * @param start the first free byte, behind the constants
 * @throws RangeError where the memory would be too large
 */
export function planMemory({ architecture, loss, samples, perRow }: Shape, start: number): Layout {
  let end = align(start);
  const place = (size: number): number => {
    const address = end;
    end = align(end + size);
    return address;
  };
  const inPanels = (rows: number, columns: number): Matrix => {
    const panel = rows * panelRow;
    const size = panel * panelsOf(columns);
    return { address: place(size), rows, columns, row: panelRow, panel, size };
  };

  const shapes = architecture.layers.map(({ outputs, activation, bias, gated }, i) => ({
    inputs: i === 0 ? architecture.inputs : architecture.layers[i - 1].outputs,
    outputs,
    activation,
    biased: bias,
    gated,
    columns: gated ? panelsOf(outputs) * panelWidth + outputs : outputs,
  }));
  const { rows, blocks } = blockOf(
    shapes.reduce((sum, { columns }) => sum + columns, 0),
    samples,
  );

  const first = end;
  const trained = shapes.map(({ inputs, columns, biased }) => ({
    weight: inPanels(inputs, columns),
    bias: biased ? inPanels(1, columns) : undefined,
  }));
  const size = end - first;
  end += 3 * size;
  const layers = shapes.map(({ columns, ...shape }, i): LayerMemory => {
    const { weight, bias = inPanels(1, columns) } = trained[i];
    const preActivations = inPanels(rows, columns);
    return {
      ...shape,
      weight,
      bias,
      ...(i > 0 && { weightTransposed: inPanels(columns, shape.inputs) }),
      preActivations,
      activations: shape.gated ? inPanels(rows, shape.outputs) : preActivations,
      deltas: inPanels(rows, columns),
    };
  });
  /** Row after row, block after block. */
  const data = (columns: number): Matrix => {
    const row = columns * floatSize;
    const size = rows * row;
    return { address: place(blocks * size), rows, columns, row, panel: panelRow, size };
  };
  const layout: Layout = {
    rows,
    blocks,
    layers,
    parameters: { address: first, size },
    gradientOffset: size,
    firstMomentOffset: 2 * size,
    secondMomentOffset: 3 * size,
    inputs: data(perRow ?? architecture.inputs),
    targets: data(loss.name === "power" ? shapes[shapes.length - 1].outputs : 1),
    rowWeights: data(1),
    // The last row of targets is read by whole vectors.
    memorySize: end + panelRow,
  };
  if (layout.memorySize > mostMemory)
    throw new RangeError(
      `A network ${architectureText(architecture)} on ${samples} samples needs ${Math.ceil(layout.memorySize / 2 ** 20)} MB of memory, more than ${mostMemory / 2 ** 20}.`,
    );
  return layout;
}

/** Divides the samples into even blocks. */
function blockOf(columns: number, samples: number): { rows: number; blocks: number } {
  const fitting = Math.floor(blockBytes / (2 * columns * floatSize));
  const most = Math.min(Math.max(fitting, fewestRows), mostRows);
  const blocks = Math.ceil(samples / most);
  return { blocks, rows: 2 * Math.ceil(samples / blocks / 2) };
}

/** The number of panels of so many columns. */
export function panelsOf(columns: number): number {
  return Math.ceil(columns / panelWidth);
}

/** The number of vectors of four columns that hold so many. */
export function vectorsOf(columns: number): number {
  return Math.ceil(columns / 4);
}

/** Up to the next line of the cache. */
function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}
