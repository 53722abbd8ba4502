import { f32x4, type V128 } from "./code";

/** The two kinds of vector instructions that modules are written with. */
export type Variant = "relaxed" | "simd";

/** a·b + c in a variant: fused where it may be, or a product and a sum that give the same bits everywhere. */
export type MultiplyAdd = (a: V128, b: V128, c: V128) => V128;

/** How a variant computes. */
export interface Instructions {
  readonly multiplyAdd: MultiplyAdd;
  /**
   * Steps in one turn of the innermost loop of a product. Compilers that keep the order of what they are
   * given gain from several; older ones, most of which have no relaxed instructions (V8's in Node 20 is one),
   * move all loads of a turn to its start and run out of registers.
   */
  readonly unrolled: number;
}

export const instructionsOf: Record<Variant, Instructions> = {
  relaxed: { multiplyAdd: f32x4.relaxedMultiplyAdd, unrolled: 8 },
  simd: { multiplyAdd: (a, b, c) => f32x4.add(f32x4.multiply(a, b), c), unrolled: 1 },
};
