import { expect, test } from "vitest";
import { neuronList } from "../../../../notebooks/x-squared/figures/ablation";

test("silenced neurons are named while they are few, and counted when they are many", () => {
  expect(neuronList([3])).toBe("neuron 3");
  expect(neuronList([3, 7])).toBe("neurons 3 and 7");
  expect(neuronList([3, 7, 9])).toBe("neurons 3, 7 and 9");
  expect(neuronList([0, 1, 2, 3, 4])).toBe("5 neurons");
});
