import type { Floats } from "../../../src/network/network";
import type { Line } from "../mathematics/linear-fit";

/** The height of a line at x. */
export function lineAt({ slope, intercept }: Line, x: number): number {
  return slope * x + intercept;
}

/** Where a line is furthest from the targets, and by how much (line − target, signed); the first such input. */
export function worstError(
  inputs: Floats,
  targets: Floats,
  line: Line,
): { readonly x: number; readonly error: number } {
  let worst = { x: inputs[0], error: lineAt(line, inputs[0]) - targets[0] };
  for (let i = 1; i < inputs.length; ++i) {
    const error = lineAt(line, inputs[i]) - targets[i];
    if (Math.abs(error) > Math.abs(worst.error)) worst = { x: inputs[i], error };
  }
  return worst;
}

/** Whether a line is level for all that a figure can show: over the inputs it rises by less than a millionth of the targets' span. */
export function isLevel(inputs: Floats, targets: Floats, { slope }: Line): boolean {
  let low = targets[0];
  let high = targets[0];
  for (const target of targets) {
    low = Math.min(low, target);
    high = Math.max(high, target);
  }
  return Math.abs(slope * (inputs[inputs.length - 1] - inputs[0])) <= 1e-6 * (high - low);
}

/** Indices of about `most` samples out of `count`, evenly spaced, with equal margins at both ends. */
export function sparseIndices(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  const first = Math.floor(((count - 1) % step) / 2);
  const indices: number[] = [];
  for (let i = first; i < count; i += step) indices.push(i);
  return indices;
}
