/** An interval along a bar. */
export type Segment = readonly [from: number, to: number];

/** An error as a stack: what it would be alone, and what others add to it or take from it. */
export interface ErrorStack {
  /** What of the error alone remains. */
  readonly kept: Segment;
  readonly added?: Segment;
  readonly removed?: Segment;
}

/** Stacks a total on what it would be alone; nothing where either is not finite. */
export function errorStack(alone: number, total: number): ErrorStack | undefined {
  if (!(Number.isFinite(alone) && Number.isFinite(total))) return undefined;
  if (total > alone) return { kept: [0, alone], added: [alone, total] };
  if (total < alone) return { kept: [0, total], removed: [total, alone] };
  return { kept: [0, alone] };
}
