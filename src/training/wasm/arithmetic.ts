import { f32x4, type V128 } from "./code";

/** The two kinds of vector instructions that modules are written with. */
export type Variant = "relaxed" | "simd";

/** a·b + c in a variant: fused where it may be, or a product and a sum that give the same bits everywhere. */
export type MultiplyAdd = (a: V128, b: V128, c: V128) => V128;

/** A part of a product's result that is kept in registers: some rows of some vectors of four columns. */
export interface TileShape {
  readonly vectors: number;
  readonly rows: number;
}

/** How a variant computes. */
export interface Instructions {
  readonly multiplyAdd: MultiplyAdd;
  /**
   * The tiles of products, widest first. V8 has 15 vector registers to give: for the sums, of which 8 hide the
   * latency of an addition; for as many operands of one side as the tile has rows or vectors, whichever is
   * less; for one operand of the other side; and where products are not fused, for the product.
   * Their rows divide 8, and all but 1 and the widest but one are whole panels.
   */
  readonly tiles: readonly TileShape[];
  /**
   * Steps in one turn of the innermost loop of a product. Compilers that keep the order of what they are
   * given gain from several; older ones, most of which have no relaxed instructions (V8's in Node 20 is one),
   * move all loads of a turn to its start and run out of registers.
   */
  readonly unrolled: number;
}

export const instructionsOf: Record<Variant, Instructions> = {
  relaxed: {
    multiplyAdd: f32x4.relaxedMultiplyAdd,
    tiles: [
      { vectors: 6, rows: 2 },
      { vectors: 5, rows: 2 },
      { vectors: 4, rows: 2 },
      { vectors: 2, rows: 4 },
      { vectors: 1, rows: 8 },
    ],
    unrolled: 8,
  },
  simd: {
    multiplyAdd: (a, b, c) => f32x4.add(f32x4.multiply(a, b), c),
    tiles: [
      { vectors: 4, rows: 2 },
      { vectors: 2, rows: 4 },
      { vectors: 1, rows: 8 },
    ],
    unrolled: 1,
  },
};
