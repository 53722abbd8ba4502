/**
 * Moves labels apart along one axis: each stays as near as it can to where it wants to be, in the same order,
 * at least `gap` from its neighbours and within [low, high] (if they do not all fit, they are spread evenly).
 * @returns the positions, in the order of `wanted`
 */
export function dodge(
  wanted: readonly number[],
  gap: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const spread = wanted.length > 1 ? Math.min(gap, (high - low) / (wanted.length - 1)) : gap;
  // Blocks of touching labels, each at the mean of what its members want (pool adjacent violators).
  const blocks: { start: number; count: number; at: number }[] = [];
  order.forEach((label, rank) => {
    let block = { start: rank, count: 1, at: clamp(wanted[label], low, high) };
    for (;;) {
      const before = blocks.at(-1);
      if (before === undefined || before.at + before.count * spread <= block.at) break;
      blocks.pop();
      const count = before.count + block.count;
      const mean =
        (before.at * before.count + (block.at - before.count * spread) * block.count) / count;
      block = {
        start: before.start,
        count,
        at: clamp(mean, low, high - (count - 1) * spread),
      };
    }
    blocks.push(block);
  });
  const positions = new Array<number>(wanted.length);
  for (const { start, count, at } of blocks)
    for (let i = 0; i < count; ++i) positions[order[start + i]] = at + i * spread;
  return positions;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
