/** Where the neurons of a layer lie on their activation function. */
export interface RugCounts {
  /** Neurons with z below −limit. */
  readonly below: number;
  /** Neurons with z above limit. */
  readonly above: number;
  /** Neurons with z > 0. */
  readonly firing: number;
}

/** Counts the pre-activations beyond ±limit and those above 0. */
export function rugCounts(preActivations: Float64Array, limit: number): RugCounts {
  return {
    below: preActivations.filter((z) => z < -limit).length,
    above: preActivations.filter((z) => z > limit).length,
    firing: preActivations.filter((z) => z > 0).length,
  };
}

/** The neuron whose pre-activation is nearest to z among those within ±limit, if it is not further than `within`. */
export function nearestOnRug(
  preActivations: Float64Array,
  z: number,
  within: number,
  limit: number,
): number | undefined {
  const away = Array.from(preActivations, (each) =>
    Math.abs(each) <= limit ? Math.abs(each - z) : Number.POSITIVE_INFINITY,
  );
  const shortest = Math.min(...away);
  return shortest <= within ? away.indexOf(shortest) : undefined;
}
