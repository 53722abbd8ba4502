// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import {
  ablationControls,
  largestContributors,
} from "../../../../notebooks/x-squared/figures/ablation-controls";
import type { Focus } from "../../../../notebooks/x-squared/figures/focus";

const contributions = [0.5, -3, 1, 0, 2, -0.1, 0.2, 0.3, 0.4, 0.6];

function controlsWith(neuron: number | null, silenced: readonly number[]) {
  const set = { current: () => focus, x: vi.fn(), neuron: vi.fn(), silenced: vi.fn() };
  const focus: Focus = { x: 5, neuron, silenced, set };
  const element = ablationControls(set);
  element.update({ focus, contributions });
  const press = (label: string) =>
    [...element.querySelectorAll("button")]
      .find((each) => (each.getAttribute("aria-label") ?? each.textContent) === label)!
      .click();
  return { set, element, press };
}

test("the largest contributors are those with the largest magnitude, told in order", () => {
  expect(largestContributors(contributions, 3)).toEqual([1, 2, 4]);
  expect(largestContributors([1, 2], 8)).toEqual([0, 1]);
});

test("the pinned neuron is silenced, and restored if it was silent", () => {
  const first = controlsWith(4, [1]);
  first.press("Silence neuron 4");
  expect(first.set.silenced).toHaveBeenCalledWith([1, 4]);
  const second = controlsWith(4, [1, 4]);
  second.press("Restore neuron 4");
  expect(second.set.silenced).toHaveBeenCalledWith([1]);
});

test("without a pinned neuron there is nothing to silence, and without silenced ones nothing to restore", () => {
  const { element } = controlsWith(null, []);
  const disabled = [...element.querySelectorAll("button")].filter((each) => each.disabled);
  expect(disabled.map((each) => each.textContent)).toEqual([
    "Silence the pinned neuron",
    "Restore all",
  ]);
});

test("a chip restores its neuron, the last button all of them", () => {
  const { set, press } = controlsWith(null, [2, 7]);
  press("Restore neuron 7");
  press("Restore all");
  press("Silence the 8 largest contributors");
  expect(set.silenced.mock.calls).toEqual([[[2]], [[]], [[0, 1, 2, 4, 6, 7, 8, 9]]]);
});
