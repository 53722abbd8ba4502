import { readFileSync } from "node:fs";
import type { Network } from "../../src/network/network";
import type { Adam } from "../../src/network/optimiser";
import { readSafetensors } from "../../src/network/safetensors";
import { fromStateDict } from "../../src/network/state-dict";

/** One query of decomposition.json. */
export interface ReferencePoint {
  readonly x: number;
  readonly output: number;
  readonly baseline: number;
  readonly activations: number[];
  readonly values: number[];
  readonly contributions: number[];
  readonly integrated: number[];
}

const folder = new URL("../fixtures/x-squared/", import.meta.url);

/** The bytes of a file made by PyTorch. */
export function referenceBytes(name: string): Uint8Array {
  return readFileSync(new URL(name, folder));
}

/** A network made by PyTorch, in float32. */
export function referenceNetwork(name: string): Network {
  return fromStateDict(readSafetensors(referenceBytes(name)).tensors);
}

/** `losses[t]`: PyTorch's mean squared error after t Adam steps. */
export function referenceLosses(): number[] {
  return JSON.parse(readFileSync(new URL("losses.json", folder), "utf8")).losses;
}

/** PyTorch's decompositions of trained-500, and its predictions on the data. */
export function referenceDecomposition(): { points: ReferencePoint[]; predictions: number[] } {
  return JSON.parse(readFileSync(new URL("decomposition.json", folder), "utf8"));
}

/** The largest |a − b| of any element. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; ++i) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

/** One-hot rows `[N, width]` written out. */
export function multiHot(
  indices: Int32Array,
  perRow: number,
  width: number,
): Float32Array<ArrayBuffer> {
  const dense = new Float32Array((indices.length / perRow) * width);
  for (const [i, index] of indices.entries()) dense[Math.floor(i / perRow) * width + index] += 1;
  return dense;
}

/** PyTorch's defaults. */
export const adamDefaults: Adam = {
  name: "adam",
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};
