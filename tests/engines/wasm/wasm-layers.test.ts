import { describe, expect, it } from "vitest";
import { runs } from "../../../src/engines/wasm/support";
import { openWasmEngine } from "../../../src/engines/wasm/wasm-engine";
import { gradientCases, oneHotCase, optimiserCases } from "../layers-reference";

// Node 20 has relaxed instructions only with --experimental-wasm-relaxed-simd.
const variants = (["simd", "relaxed"] as const).filter(runs);

describe.each(variants)("the WebAssembly engine with %s instructions", async (variant) => {
  const engine = await openWasmEngine(variant);

  it.each([...gradientCases, oneHotCase])("has PyTorch's gradients: $name", async ({ errors }) => {
    const { loss, outputs, tensors } = await errors(engine);
    expect(loss).toBeLessThan(1e-5);
    expect(outputs).toBeLessThan(1e-5);
    expect(tensors).toBeLessThan(1e-5);
  });

  it.each(optimiserCases)("takes PyTorch's steps: $name", async ({ errors }) => {
    const { loss, tensors } = await errors(engine);
    expect(loss).toBeLessThan(1e-5);
    expect(tensors).toBeLessThan(1e-4);
  });
});
