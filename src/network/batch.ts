import type { Floats } from "./network";

/**
 * Rows that are sums of one-hot vectors, by the places of their ones: the network's first layer adds
 * columns of its weights. A place that is named twice counts twice.
 */
export interface OneHot {
  /** `[N, perRow]`, each from 0 to the network's inputs − 1. */
  readonly indices: Int32Array<ArrayBuffer>;
  readonly perRow: number;
}

/** `[N, in]`, row-major, or one-hot. */
export type Inputs<F extends Floats = Floats> = F | OneHot;

/** `[N, out]`, row-major, or for cross-entropy the classes `[N]`, each from 0 to the network's outputs − 1. */
export type Targets<F extends Floats = Floats> = F | Int32Array<ArrayBuffer>;

/** What a network is trained or evaluated on at once. */
export interface Batch<F extends Floats = Floats> {
  /** N */
  readonly rows: number;
  readonly inputs: Inputs<F>;
  readonly targets: Targets<F>;
}

export function isOneHot(inputs: Inputs): inputs is OneHot {
  return "indices" in inputs;
}

/** N of `[N, width]` or one-hot inputs. @throws RangeError if they are not whole rows */
export function rowsOf(inputs: Inputs, width: number): number {
  return isOneHot(inputs) ? rowCount(inputs.indices, inputs.perRow) : rowCount(inputs, width);
}

/**
 * Number of rows of a `[N, width]` matrix.
 * @throws RangeError if the values are not whole rows
 */
export function rowCount(values: { readonly length: number }, width: number): number {
  if (values.length % width !== 0)
    throw new RangeError(`${values.length} values are not whole rows of ${width}.`);
  return values.length / width;
}

/** Rows `from` to `to` of inputs, in the same memory. */
export function inputRows<F extends Floats>(
  inputs: Inputs<F>,
  width: number,
  from: number,
  to: number,
): Inputs<F> {
  return isOneHot(inputs)
    ? {
        indices: inputs.indices.subarray(from * inputs.perRow, to * inputs.perRow),
        perRow: inputs.perRow,
      }
    : (inputs.subarray(from * width, to * width) as F);
}
