import { instructionsOf, type Variant } from "./arithmetic";
import { FunctionBuilder, i32, v128 } from "./code";
import { ModuleBuilder } from "./module";

/*
 * The most that a variant's instructions can do: independent chains of x·a + b in registers, nothing else.
 * A chain waits for its own last result, so that there are as many as V8 has vector registers for beside a and b.
 */

const chains = 13;
const unrolled = 8;
const turns = 20_000;

/** Floating-point operations in one call of `run`: a product and a sum in each of four lanes. */
export const peakOperations = turns * unrolled * chains * 4 * 2;

/** A module whose function `run`, without parameters or result, does `peakOperations` at the processor's peak. */
export function peakModule(variant: Variant): Uint8Array<ArrayBuffer> {
  const f = new FunctionBuilder();
  const turn = f.local("i32");
  const sums = f.locals("v128", chains);
  const [a, b] = f.locals("v128", 2);
  const zero = i32.constant(0);
  for (const local of [a, b, ...sums]) f.set(local, v128.load(zero, 0));
  f.repeat(turn, 1, i32.constant(turns), () => {
    for (let i = 0; i < unrolled; ++i)
      for (const sum of sums) f.set(sum, instructionsOf[variant].multiplyAdd(sum, a, b));
  });
  sums.forEach((sum, i) => {
    f.storeV128(zero, 16 * i, sum);
  });
  const module = new ModuleBuilder();
  module.add(f, "run");
  return module.encode(chains * 16);
}
