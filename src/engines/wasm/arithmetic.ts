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
  /** Whether `multiplyAdd` is one instruction. */
  readonly fused: boolean;
  /**
   * The tiles of products, widest first. V8 has 15 vector registers to give: to the sums, of which 8 hide the
   * latency of an addition; to the operands of the side that has fewer in the tile, rows or vectors; to one of the
   * other side; and where products are not fused, to a product. Rows divide a panel's 8 columns, for Aᵀ.
   */
  readonly tiles: readonly TileShape[];
}

/** What code is written for. */
export interface Target extends Instructions {
  /**
   * Steps in one turn of the innermost loop of a product. Compilers that keep the order of what they are given
   * gain from several; older ones move all loads of a turn to its start and run out of registers.
   * The results are the same.
   */
  readonly unrolled: number;
}

export const instructionsOf: Record<Variant, Instructions> = {
  relaxed: {
    multiplyAdd: f32x4.relaxedMultiplyAdd,
    fused: true,
    tiles: [
      { vectors: 6, rows: 2 },
      { vectors: 5, rows: 2 },
      { vectors: 4, rows: 2 },
      { vectors: 2, rows: 4 },
      { vectors: 1, rows: 8 },
    ],
  },
  simd: {
    multiplyAdd: (a, b, c) => f32x4.add(f32x4.multiply(a, b), c),
    fused: false,
    tiles: [
      { vectors: 4, rows: 2 },
      { vectors: 2, rows: 4 },
      { vectors: 1, rows: 8 },
    ],
  },
};
