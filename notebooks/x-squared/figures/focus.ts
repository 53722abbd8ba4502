/** The state that all figures of a page share; any figure shows it and any figure may set it. */
export interface Focus {
  /** The query x*. */
  readonly x: number;
  /** Index of the pinned neuron, or null. */
  readonly neuron: number | null;
  /** Indices of the silenced neurons, increasing. */
  readonly silenced: readonly number[];
  /** How a figure that shows the focus sets it. */
  readonly set: SetFocus;
}

/** How a figure sets the shared focus. The page answers by updating every figure, this one included. */
export interface SetFocus {
  /** The focus as it was last set, which a figure may not have drawn yet. */
  current(): Omit<Focus, "set">;
  x(value: number): void;
  neuron(index: number | null): void;
  silenced(indices: readonly number[]): void;
}

/** Bounds of the focus on the page. */
export interface FocusRange {
  /** The domain of the query. */
  readonly domain: readonly [number, number];
  /** Number of neurons. */
  readonly neurons: number;
}

export const focusKeysHelp =
  "Left and right arrows move the query, with Shift by whole steps; Home and End go to the ends; up and down arrows pin a neuron, Delete silences it, Escape lets go.";

/**
 * The keys that mean the same in every figure: ←/→ (±0.1, with Shift ±1), Home and End move the query;
 * ↑/↓ pin the next or the previous neuron, Delete silences or restores it, Escape unpins.
 * @returns true if the key meant something
 */
export function focusKey(
  event: KeyboardEvent,
  set: SetFocus,
  { domain: [low, high], neurons }: FocusRange,
): boolean {
  const focus = set.current();
  const by = event.shiftKey ? 1 : 0.1;
  const query = (x: number): true => {
    set.x(Math.min(high, Math.max(low, Math.round(x * 100) / 100)));
    return true;
  };
  const pin = (index: number): true => {
    set.neuron((index + neurons) % neurons);
    return true;
  };
  switch (event.key) {
    case "ArrowLeft":
      return query(focus.x - by);
    case "ArrowRight":
      return query(focus.x + by);
    case "Home":
      return query(low);
    case "End":
      return query(high);
    case "ArrowDown":
      return pin(focus.neuron === null ? 0 : focus.neuron + 1);
    case "ArrowUp":
      return pin(focus.neuron === null ? neurons - 1 : focus.neuron - 1);
    case "Delete":
    case "Backspace":
      if (focus.neuron === null) return false;
      set.silenced(toggled(focus.silenced, focus.neuron));
      return true;
    case "Escape":
      if (focus.neuron === null) return false;
      set.neuron(null);
      return true;
    default:
      return false;
  }
}

/** Pins the neuron that is pressed, or lets go of it. */
export function pinOrRelease({ neuron, set }: Focus, pressed: number): void {
  set.neuron(pressed === neuron ? null : pressed);
}

/** The list with the index added, or removed if it was there; increasing. */
export function toggled(indices: readonly number[], index: number): number[] {
  return indices.includes(index)
    ? indices.filter((other) => other !== index)
    : [...indices, index].sort((a, b) => a - b);
}

/**
 * The focus without the neurons that a network of `neurons` has not.
 * The list of silenced neurons stays the same object where it can, so that figures see that it has not changed.
 */
export function focusWithin<F extends Omit<Focus, "set">>(focus: F, neurons: number): F {
  const { neuron, silenced } = focus;
  return {
    ...focus,
    neuron: neuron !== null && neuron < neurons ? neuron : null,
    silenced: silenced.every((index) => index < neurons)
      ? silenced
      : silenced.filter((index) => index < neurons),
  };
}
