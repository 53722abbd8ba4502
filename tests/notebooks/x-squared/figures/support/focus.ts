import type { Focus, SetFocus } from "../../../../../notebooks/x-squared/figures/focus";

/** A focus that figures set and tests read. No figure is told of what another sets: that is the page's part. */
export function focusOn(start: Partial<Focus> = {}) {
  const set = {
    current: () => focus,
    x: (x: number) => {
      focus = { ...focus, x };
    },
    neuron: (neuron: number | null) => {
      focus = { ...focus, neuron };
    },
    silenced: (silenced: readonly number[]) => {
      focus = { ...focus, silenced };
    },
  } satisfies SetFocus;
  let focus: Focus = { x: 3, neuron: null, silenced: [], ...start, set };
  return set;
}
