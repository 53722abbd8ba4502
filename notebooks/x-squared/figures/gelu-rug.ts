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
  let below = 0;
  let above = 0;
  let firing = 0;
  for (const z of preActivations) {
    if (z < -limit) ++below;
    if (z > limit) ++above;
    if (z > 0) ++firing;
  }
  return { below, above, firing };
}

/** The neuron whose pre-activation is nearest to z among those within ±limit, if it is not further than `within`. */
export function nearestOnRug(
  preActivations: Float64Array,
  z: number,
  within: number,
  limit: number,
): number | undefined {
  let best: number | undefined;
  let shortest = within;
  preActivations.forEach((each, index) => {
    const distance = Math.abs(each - z);
    if (Math.abs(each) > limit || distance > shortest) return;
    if (best !== undefined && distance === shortest) return;
    shortest = distance;
    best = index;
  });
  return best;
}
