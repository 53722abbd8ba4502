/** The state that all figures of superposition share; any figure shows it and any figure may set it. */
export interface FeatureFocus {
  /** Index of the feature looked at. */
  readonly feature: number;
  /** Index of the pinned neuron, or null. */
  readonly neuron: number | null;
  /** How a figure that shows the focus sets it. */
  readonly set: SetFeatureFocus;
}

/** How a figure sets the shared focus. The page answers by updating every figure, this one included. */
export interface SetFeatureFocus {
  /** The focus as it was last set, which a figure may not have drawn yet. */
  current(): Omit<FeatureFocus, "set">;
  feature(index: number): void;
  neuron(index: number | null): void;
}

/** How much there is to look at. */
export interface FeatureRange {
  /** n */
  readonly features: number;
  /** m */
  readonly neurons: number;
}

export const featureKeysHelp =
  "Left and right arrows go through the features, with Shift by ten; Home and End go to the first and the last; up and down arrows pin a neuron, Escape lets go.";

/**
 * The keys that mean the same in every figure: ←/→ (with Shift by ten), Home and End choose a feature;
 * ↑/↓ pin the next or the previous neuron, Escape unpins.
 * @param order the features in the order in which the figure shows them, if that is not their own
 * @returns true if the key meant something
 */
export function featureKey(
  event: KeyboardEvent,
  set: SetFeatureFocus,
  { features, neurons }: FeatureRange,
  order?: readonly number[],
): boolean {
  const { feature, neuron } = set.current();
  const place = order?.indexOf(feature) ?? feature;
  const by = event.shiftKey ? 10 : 1;
  const go = (to: number): true => {
    const at = Math.min(features - 1, Math.max(0, to));
    set.feature(order?.[at] ?? at);
    return true;
  };
  const pin = (index: number): true => {
    set.neuron((index + neurons) % neurons);
    return true;
  };
  switch (event.key) {
    case "ArrowLeft":
      return go(place - by);
    case "ArrowRight":
      return go(place + by);
    case "Home":
      return go(0);
    case "End":
      return go(features - 1);
    case "ArrowDown":
      return pin(neuron === null ? 0 : neuron + 1);
    case "ArrowUp":
      return pin(neuron === null ? neurons - 1 : neuron - 1);
    case "Escape":
      if (neuron === null) return false;
      set.neuron(null);
      return true;
    default:
      return false;
  }
}

/** The focus within a network that may have fewer features or neurons. */
export function featureFocusWithin<F extends Omit<FeatureFocus, "set">>(
  focus: F,
  { features, neurons }: FeatureRange,
): F {
  const { feature, neuron } = focus;
  return {
    ...focus,
    feature: Math.min(feature, features - 1),
    neuron: neuron !== null && neuron < neurons ? neuron : null,
  };
}
