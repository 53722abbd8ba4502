import type { Bar } from "./bar-kinds";

/** An error as a stack: what remains of what it would be alone, and what others add to it or take from it; nothing where either is not finite. */
export function errorStack(alone: number, total: number): Bar[] {
  if (!(Number.isFinite(alone) && Number.isFinite(total))) return [];
  const kept: Bar = { kind: "network", from: 0, to: Math.min(alone, total) };
  if (total > alone) return [kept, { kind: "added", from: alone, to: total }];
  if (total < alone) return [kept, { kind: "removed", from: total, to: alone }];
  return [kept];
}
