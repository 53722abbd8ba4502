// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import {
  type Focus,
  focusKey,
  focusWithin,
  toggled,
} from "../../../../notebooks/x-squared/figures/focus";

const focus: Omit<Focus, "set"> = { x: 5, neuron: 3, silenced: [1] };

/** What a key does: the value that it sets, by name, or nothing. */
function pressed(key: string, from: Omit<Focus, "set"> = focus, shiftKey = false) {
  const done: Record<string, unknown> = {};
  const set = {
    current: () => from,
    x: (value: number) => {
      done.x = value;
    },
    neuron: (index: number | null) => {
      done.neuron = index;
    },
    silenced: (indices: readonly number[]) => {
      done.silenced = indices;
    },
  };
  const event = new KeyboardEvent("keydown", { key, shiftKey });
  const meant = focusKey(event, set, { domain: [-10, 10], neurons: 8 });
  return { meant, ...done };
}

describe("the keys of every figure", () => {
  it("move the query by a tenth, with Shift by one, and stay in the domain", () => {
    expect(pressed("ArrowRight")).toEqual({ meant: true, x: 5.1 });
    expect(pressed("ArrowLeft", focus, true)).toEqual({ meant: true, x: 4 });
    expect(pressed("ArrowRight", { ...focus, x: 9.95 })).toEqual({ meant: true, x: 10 });
    expect(pressed("Home")).toEqual({ meant: true, x: -10 });
    expect(pressed("End")).toEqual({ meant: true, x: 10 });
  });

  it("pin the next and the previous neuron, round the ends", () => {
    expect(pressed("ArrowDown")).toEqual({ meant: true, neuron: 4 });
    expect(pressed("ArrowUp", { ...focus, neuron: 0 })).toEqual({ meant: true, neuron: 7 });
    expect(pressed("ArrowDown", { ...focus, neuron: null })).toEqual({ meant: true, neuron: 0 });
  });

  it("silence the pinned neuron, restore it, and let it go", () => {
    expect(pressed("Delete")).toEqual({ meant: true, silenced: [1, 3] });
    expect(pressed("Backspace", { ...focus, neuron: 1 })).toEqual({ meant: true, silenced: [] });
    expect(pressed("Escape")).toEqual({ meant: true, neuron: null });
  });

  it("leave to the page what means nothing here", () => {
    expect(pressed("Delete", { ...focus, neuron: null })).toEqual({ meant: false });
    expect(pressed("Escape", { ...focus, neuron: null })).toEqual({ meant: false });
    expect(pressed("Tab")).toEqual({ meant: false });
  });
});

describe("focusWithin", () => {
  it("drops neurons that the network has not", () => {
    expect(focusWithin({ x: 1, neuron: 9, silenced: [2, 8] }, 8)).toEqual({
      x: 1,
      neuron: null,
      silenced: [2],
    });
  });

  it("keeps the same list where nothing is dropped, so that figures see no change", () => {
    expect(focusWithin(focus, 8).silenced).toBe(focus.silenced);
  });
});

describe("toggled", () => {
  it("adds or removes an index and keeps the order", () => {
    expect(toggled([1, 5], 3)).toEqual([1, 3, 5]);
    expect(toggled([1, 3, 5], 3)).toEqual([1, 5]);
  });
});

describe("two keys before the page has drawn again", () => {
  it("both count, since keys start from what was last set", () => {
    const now = { x: 5, neuron: 3 as number | null, silenced: [] as readonly number[] };
    const set = {
      current: () => now,
      x: (x: number) => Object.assign(now, { x }),
      neuron: (neuron: number | null) => Object.assign(now, { neuron }),
      silenced: (silenced: readonly number[]) => Object.assign(now, { silenced }),
    };
    for (const key of ["ArrowDown", "Delete", "ArrowRight", "ArrowRight"]) {
      focusKey(new KeyboardEvent("keydown", { key }), set, { domain: [-10, 10], neurons: 8 });
    }
    expect(now).toEqual({ x: 5.2, neuron: 4, silenced: [4] });
  });
});
