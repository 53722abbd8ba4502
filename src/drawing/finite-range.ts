/** The range of all finite values of some curves, with some length; [0, 1] if there is none. */
export function finiteRange(curves: readonly ArrayLike<number>[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const curve of curves)
    for (let i = 0; i < curve.length; ++i) {
      if (!Number.isFinite(curve[i])) continue;
      low = Math.min(low, curve[i]);
      high = Math.max(high, curve[i]);
    }
  if (low > high) return [0, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** A little room at both ends of a range, so that curves do not touch the frame; by default a part of 0.03. */
export function withRoom([low, high]: readonly [number, number], part = 0.03): [number, number] {
  const room = part * (high - low);
  return [low - room, high + room];
}
