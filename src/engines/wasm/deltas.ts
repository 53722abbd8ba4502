import { type AnyFunction, f32x4, type I32, type Local, v128 } from "./code";
import type { LayerMemory } from "./layout";

/**
 * Writes a vector of derivatives of the loss by a layer's activations back through the activation: to the deltas,
 * where the activation's own derivatives stand.
 * @param address of the delta, less the offset
 */
export function storeDelta(
  f: AnyFunction,
  { activation, activations, gated }: LayerMemory,
  address: I32,
  offset: number,
  value: Local<"v128">,
): void {
  const store = (to: number): void =>
    f.storeV128(address, to, f32x4.multiply(value, v128.load(address, to)));
  if (gated) {
    store(offset);
    store(offset + activations.size);
  } else if (activation === "identity") f.storeV128(address, offset, value);
  else store(offset);
}
