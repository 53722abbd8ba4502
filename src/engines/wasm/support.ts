import { instructionsOf, type Target, type Variant } from "./arithmetic";
import { FunctionBuilder, i32, v128 } from "./code";
import { ModuleBuilder } from "./module";

/** A small module that uses what a variant needs. */
function probe(variant: Variant): Uint8Array<ArrayBuffer> {
  const f = new FunctionBuilder();
  const at = i32.constant(0);
  const value = v128.load(at, 0);
  f.storeV128(at, 0, instructionsOf[variant].multiplyAdd(value, value, value));
  const module = new ModuleBuilder();
  module.add(f);
  return module.encode(16);
}

/** Whether a variant runs here. */
export function runs(variant: Variant): boolean {
  return typeof WebAssembly !== "undefined" && WebAssembly.validate(probe(variant));
}

/** What a variant's code is written for here. */
export function targetOf(variant: Variant): Target {
  // Most compilers that do not keep the order of instructions have no relaxed ones.
  return { ...instructionsOf[variant], unrolled: runs("relaxed") ? 8 : 1 };
}

/**
 * The best of some variants that runs here.
 * @throws Error saying in plain words why none does
 */
export async function supportedVariant(
  variants: readonly Variant[] = ["relaxed", "simd"],
): Promise<Variant> {
  if (typeof WebAssembly === "undefined") throw new Error("This browser has no WebAssembly.");
  const variant = variants.find(runs);
  if (variant === undefined)
    throw new Error("WebAssembly has no vector instructions (SIMD) in this browser.");
  try {
    // WebKit's policy lets it be compiled and not be used.
    await WebAssembly.instantiate(probe(variant));
  } catch {
    throw new Error("The security policy of this page does not allow WebAssembly.");
  }
  return variant;
}
