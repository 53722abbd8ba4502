import type { Key } from "../mathematics/keys";

/** By what the rows of a picture of the neurons are sorted. */
export type RowOrder = "index" | "pivot" | "value";

/**
 * The neurons in the order of the rows, top first.
 * By pivot: the keys that face right, then those that face left, each from the left to the right;
 * a key without a direction comes last. By value: the largest ∂f/∂aᵢ first.
 * @param values gives ∂f/∂aᵢ of each neuron at some query, where the order is by value
 */
export function rowOrder(
  by: RowOrder,
  keys: readonly Key[],
  values: () => ArrayLike<number>,
): readonly number[] {
  const order = keys.map(({ index }) => index);
  switch (by) {
    case "index":
      return order;
    case "pivot": {
      const family = (key: Key): number => (key.facing === 0 ? 2 : key.facing === 1 ? 0 : 1);
      return order.sort(
        (i, j) =>
          family(keys[i]) - family(keys[j]) || compare(keys[i].pivot, keys[j].pivot) || i - j,
      );
    }
    case "value": {
      const known = values();
      return order.sort((i, j) => compare(known[j], known[i]) || i - j);
    }
  }
}

/** Unlike a difference, this orders infinities. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `count` neurons spread evenly over the rows. */
export function sampleRows(order: readonly number[], count: number): number[] {
  const most = Math.min(count, order.length);
  return Array.from(
    { length: most },
    (_, i) => order[Math.round(((i + 0.5) * order.length) / most - 0.5)],
  );
}
