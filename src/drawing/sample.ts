/**
 * The value at x of a function sampled at increasing inputs, by linear interpolation; the nearest end beyond them.
 * @param start where the samples begin in `values`, for a row of a matrix
 */
export function sampleAt(
  inputs: ArrayLike<number>,
  values: ArrayLike<number>,
  x: number,
  start = 0,
): number {
  const last = inputs.length - 1;
  if (x <= inputs[0]) return values[start];
  if (x >= inputs[last]) return values[start + last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (inputs[middle] <= x) low = middle;
    else high = middle;
  }
  const t = (x - inputs[low]) / (inputs[high] - inputs[low]);
  return values[start + low] * (1 - t) + values[start + high] * t;
}
