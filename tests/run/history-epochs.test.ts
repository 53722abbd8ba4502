import { expect, it } from "vitest";
import { historyEpochs } from "../../src/run/history-epochs";

it("goes from the first epoch to the last, increasing", () => {
  for (const total of [0, 1, 10, 500, 20_000]) {
    const epochs = historyEpochs(total);
    expect(epochs[0]).toBe(0);
    expect(epochs.at(-1)).toBe(total);
    for (let i = 1; i < epochs.length; ++i) expect(epochs[i]).toBeGreaterThan(epochs[i - 1]);
  }
});

it("is about 80 moments, closer together early", () => {
  const epochs = historyEpochs(500);
  expect(epochs.length).toBeGreaterThan(65);
  expect(epochs.length).toBeLessThan(90);
  const half = epochs[epochs.length >> 1];
  expect(half).toBeLessThan(200);
});

it("includes the epochs that are asked for, where they are within the training", () => {
  const epochs = historyEpochs(100, [0, 37, 99, 101]);
  expect(epochs).toEqual(expect.arrayContaining([0, 37, 99]));
  expect(epochs).not.toContain(101);
});
