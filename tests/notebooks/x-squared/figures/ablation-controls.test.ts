// @vitest-environment jsdom
import { expect, test } from "vitest";
import {
  type AblationControlsState,
  ablationControls,
  largestContributors,
} from "../../../../notebooks/x-squared/figures/ablation-controls";
import type { StateElement } from "../../../../src/figure/picture";
import { shownPart, stageFigures } from "../../../figure/support/shown";
import { focusOn } from "./support/focus";

stageFigures();

const contributions = [0.5, -3, 1, 0, 2, -0.1, 0.2, 0.3, 0.4, 0.6];

function controlsWith(neuron: number | null, silenced: readonly number[]) {
  const set = focusOn({ neuron, silenced });
  const state: AblationControlsState = { focus: set.current(), contributions };
  const begin = () =>
    ablationControls(state).begin().element as StateElement<AblationControlsState>;
  const shown = shownPart(begin, state);
  return { set, shown, press: (label: string) => shown.button(label).click() };
}

test("the largest contributors are those with the largest magnitude, told in order", () => {
  expect(largestContributors(contributions, 3)).toEqual([1, 2, 4]);
  expect(largestContributors([1, 2], 8)).toEqual([0, 1]);
});

test("the pinned neuron is silenced, and restored if it was silent", () => {
  const first = controlsWith(4, [1]);
  first.press("Silence neuron 4");
  expect(first.set.current().silenced).toEqual([1, 4]);
  const second = controlsWith(4, [1, 4]);
  second.press("Restore neuron 4");
  expect(second.set.current().silenced).toEqual([1]);
});

test("without a pinned neuron there is nothing to silence, and without silenced ones nothing to restore", () => {
  const { shown } = controlsWith(null, []);
  expect(shown.text("button:disabled")).toBe("Silence the pinned neuron\nRestore all");
});

test("a chip restores its neuron, the last button all of them", () => {
  const { set, press } = controlsWith(null, [2, 7]);
  press("Restore neuron 7");
  expect(set.current().silenced).toEqual([2]);
  press("Restore all");
  expect(set.current().silenced).toEqual([]);
  press("Silence the 8 largest contributors");
  expect(set.current().silenced).toEqual([0, 1, 2, 4, 6, 7, 8, 9]);
});

test("the largest are silenced beside those that are silent already, until there are none to add", () => {
  const { set, shown, press } = controlsWith(null, [3, 5]);
  press("Silence the 8 largest contributors");
  expect(set.current().silenced).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  shown.update({ focus: set.current(), contributions });
  expect(shown.button("Silence the 8 largest contributors").disabled).toBe(true);
});

test("chips stay while other neurons are pinned, and follow those that are silenced", () => {
  const { shown, set, press } = controlsWith(1, [2, 7]);
  const chips = shown.all(".chip");
  expect(shown.text(".chip")).toBe("neuron 2 ×\nneuron 7 ×");
  set.neuron(7);
  shown.update({ focus: set.current(), contributions: [1, 2, 3, 4] });
  expect(shown.all(".chip").every((chip, i) => chip === chips[i])).toBe(true);
  expect(shown.button("Silence the 4 largest contributors").disabled).toBe(false);
  set.silenced([2, 3, 7]);
  shown.update({ focus: set.current(), contributions });
  expect(shown.text(".chip")).toBe("neuron 2 ×\nneuron 3 ×\nneuron 7 ×");
  press("Restore neuron 3");
  expect(set.current().silenced).toEqual([2, 7]);
});
