import { f32x4, type V128 } from "./code";

/** The two kinds of vector instructions that modules are written with. */
export type Variant = "relaxed" | "simd";

/** a·b + c in a variant: fused where it may be, or a product and a sum that give the same bits everywhere. */
export type MultiplyAdd = (a: V128, b: V128, c: V128) => V128;

export const multiplyAdd: Record<Variant, MultiplyAdd> = {
  relaxed: f32x4.relaxedMultiplyAdd,
  simd: (a, b, c) => f32x4.add(f32x4.multiply(a, b), c),
};
