// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import {
  type FeatureFocus,
  featureFocusWithin,
  featureKey,
} from "../../../../notebooks/superposition/figures/feature-focus";

const range = { features: 30, neurons: 4 };

/** What a key does: the value that it sets, by name, or nothing. */
function pressed(
  key: string,
  from: Omit<FeatureFocus, "set"> = { feature: 12, neuron: 3 },
  { shiftKey = false, order }: { shiftKey?: boolean; order?: readonly number[] } = {},
) {
  const done: Record<string, unknown> = {};
  const set = {
    current: () => from,
    feature: (index: number) => {
      done.feature = index;
    },
    neuron: (index: number | null) => {
      done.neuron = index;
    },
  };
  const event = new KeyboardEvent("keydown", { key, shiftKey });
  const features = order?.length ?? range.features;
  return { meant: featureKey(event, set, { ...range, features }, order), ...done };
}

describe("the keys of every figure of superposition", () => {
  it("go through the features, with Shift by ten, and stay among them", () => {
    expect(pressed("ArrowRight")).toEqual({ meant: true, feature: 13 });
    expect(pressed("ArrowLeft")).toEqual({ meant: true, feature: 11 });
    expect(pressed("ArrowLeft", undefined, { shiftKey: true })).toEqual({
      meant: true,
      feature: 2,
    });
    expect(pressed("ArrowRight", { feature: 25, neuron: null }, { shiftKey: true })).toEqual({
      meant: true,
      feature: 29,
    });
    expect(pressed("Home")).toEqual({ meant: true, feature: 0 });
    expect(pressed("End")).toEqual({ meant: true, feature: 29 });
  });

  it("go in the order in which a figure shows them", () => {
    const order = [2, 0, 3, 1];
    const from = { feature: 0, neuron: null };
    expect(pressed("ArrowRight", from, { order })).toEqual({ meant: true, feature: 3 });
    expect(pressed("ArrowLeft", from, { order })).toEqual({ meant: true, feature: 2 });
    expect(pressed("Home", from, { order })).toEqual({ meant: true, feature: 2 });
    expect(pressed("End", from, { order })).toEqual({ meant: true, feature: 1 });
  });

  it("pin the next and the previous neuron, round the ends", () => {
    expect(pressed("ArrowDown")).toEqual({ meant: true, neuron: 0 });
    expect(pressed("ArrowUp")).toEqual({ meant: true, neuron: 2 });
    expect(pressed("ArrowDown", { feature: 0, neuron: null })).toEqual({ meant: true, neuron: 0 });
    expect(pressed("ArrowUp", { feature: 0, neuron: null })).toEqual({ meant: true, neuron: 3 });
  });

  it("let the pinned neuron go", () => {
    expect(pressed("Escape")).toEqual({ meant: true, neuron: null });
  });

  it("leave to the page what means nothing here", () => {
    expect(pressed("Escape", { feature: 0, neuron: null })).toEqual({ meant: false });
    expect(pressed("Tab")).toEqual({ meant: false });
    expect(pressed("Delete")).toEqual({ meant: false });
  });

  it("both count, when two come before the page has drawn again", () => {
    const now: { feature: number; neuron: number | null } = { feature: 5, neuron: null };
    const set = {
      current: () => now,
      feature: (feature: number) => Object.assign(now, { feature }),
      neuron: (neuron: number | null) => Object.assign(now, { neuron }),
    };
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown"])
      featureKey(new KeyboardEvent("keydown", { key }), set, range);
    expect(now).toEqual({ feature: 7, neuron: 1 });
  });
});

describe("the focus within a smaller network", () => {
  it("is the last feature there is, and no neuron that is not there", () => {
    expect(featureFocusWithin({ feature: 99, neuron: 9 }, range)).toEqual({
      feature: 29,
      neuron: null,
    });
    expect(featureFocusWithin({ feature: 3, neuron: 2 }, range)).toEqual({ feature: 3, neuron: 2 });
  });
});
