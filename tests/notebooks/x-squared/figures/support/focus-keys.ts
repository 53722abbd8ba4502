import { expect } from "vitest";
import type { SetFocus } from "../../../../../notebooks/x-squared/figures/focus";
import type { Shown } from "../../../../figure/support/shown";

/** Presses all keys that mean the same in every figure of the page on x², and sees that the focus follows. */
export function expectFocusKeys(
  { key, keysHelp }: Pick<Shown<never>, "key" | "keysHelp">,
  set: SetFocus,
  neurons: number,
): void {
  const after = (name: string, init?: KeyboardEventInit) => {
    expect(key(name, init), name).toBe(true);
    return set.current();
  };
  expect(keysHelp).toContain("arrows move the query, with Shift by whole steps");
  set.x(3);
  expect(after("ArrowRight").x).toBe(3.1);
  expect(after("ArrowLeft", { shiftKey: true }).x).toBe(2.1);
  expect(keysHelp).toContain("Home and End go to the ends");
  expect(after("Home").x).toBe(-10);
  expect(after("End").x).toBe(10);
  expect(keysHelp).toContain("up and down arrows pin a neuron");
  set.neuron(null);
  expect(after("ArrowDown").neuron).toBe(0);
  expect(after("ArrowUp").neuron).toBe(neurons - 1);
  expect(keysHelp).toContain("Delete silences it, Escape lets go");
  set.silenced([]);
  expect(after("Delete").silenced).toEqual([neurons - 1]);
  expect(after("Delete").silenced).toEqual([]);
  expect(after("Escape").neuron).toBe(null);
  for (const other of ["Escape", "Delete", "Tab", "x"]) expect(key(other), other).toBe(false);
}
