import type { Key } from "../mathematics/keys";

/** Whether a key matches (its neuron fires) at x: w·x + b > 0. */
export function matches({ weight, bias }: Key, x: number): boolean {
  return weight * x + bias > 0;
}

/** One row of the keys figure. */
export interface KeyRow {
  readonly key: Key;
  /** Which side of the domain the pivot lies beyond: −1, 1, or 0 inside. */
  readonly beyond: -1 | 0 | 1;
  /** The part of the domain on which the key matches; empty where it never does. */
  readonly span: readonly [number, number] | undefined;
}

/**
 * The keys as rows in two groups, each sorted by pivot: those that match above their pivot (with those that have no
 * direction, w = 0) and those that match below it.
 */
export function keyRows(
  keys: readonly Key[],
  domain: readonly [number, number],
): { rising: KeyRow[]; falling: KeyRow[] } {
  const rows = [...keys]
    .sort((a, b) => a.pivot - b.pivot || a.index - b.index)
    .map((key) => keyRow(key, domain));
  return {
    rising: rows.filter(({ key }) => key.facing >= 0),
    falling: rows.filter(({ key }) => key.facing < 0),
  };
}

function keyRow(key: Key, [low, high]: readonly [number, number]): KeyRow {
  const { pivot, facing } = key;
  const beyond = pivot < low ? -1 : pivot > high ? 1 : 0;
  const from = facing < 0 ? low : Math.max(low, pivot);
  const to = facing < 0 ? Math.min(high, pivot) : high;
  return { key, beyond, span: from < to ? [from, to] : undefined };
}

/** How many keys match, as steps: `counts[i]` from `starts[i]` to the next start; the first start is the domain's. */
export interface MatchSteps {
  readonly starts: readonly number[];
  readonly counts: readonly number[];
}

/** The number of keys that match at each x of the domain. It changes only at pivots. */
export function matchSteps(
  keys: readonly Key[],
  [low, high]: readonly [number, number],
): MatchSteps {
  const rows = keys.map((key) => keyRow(key, [low, high]));
  const changes = rows
    .filter(({ span, beyond }) => span !== undefined && beyond === 0)
    .map(({ key }) => ({ at: key.pivot, by: key.facing < 0 ? -1 : 1 }))
    .sort((a, b) => a.at - b.at);
  const starts = [low];
  const counts = [rows.filter(({ span }) => span !== undefined && span[0] === low).length];
  for (const { at, by } of changes) {
    const count = counts[counts.length - 1] + by;
    if (at === starts[starts.length - 1]) counts[counts.length - 1] = count;
    else {
      starts.push(at);
      counts.push(count);
    }
  }
  return { starts, counts };
}
