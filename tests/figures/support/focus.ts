import type { Focus, SetFocus } from "../../../src/figures/focus";
import type {
  FeatureFocus,
  SetFeatureFocus,
} from "../../../src/figures/superposition/feature-focus";

// Focuses that figures set and tests read. No figure is told of what another sets: that is the page's part.

/** The focus of the page on x². */
export function focusOn(start: Partial<Focus> = {}): SetFocus {
  let focus: Focus = { x: 3, neuron: null, silenced: [], ...start };
  return {
    current: () => focus,
    x: (x) => {
      focus = { ...focus, x };
    },
    neuron: (neuron) => {
      focus = { ...focus, neuron };
    },
    silenced: (silenced) => {
      focus = { ...focus, silenced };
    },
  };
}

/** The focus of the page on superposition. */
export function focusAt(feature: number, neuron: number | null = null): SetFeatureFocus {
  let focus: FeatureFocus = { feature, neuron };
  return {
    current: () => focus,
    feature: (index) => {
      focus = { ...focus, feature: index };
    },
    neuron: (index) => {
      focus = { ...focus, neuron: index };
    },
  };
}
