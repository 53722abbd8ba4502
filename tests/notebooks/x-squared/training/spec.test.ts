import { expect, it } from "vitest";
import { xSquaredArchitecture } from "../../../../notebooks/x-squared/mathematics/dataset";
import { shippedSettings } from "../../../../notebooks/x-squared/training/settings";
import { initialMoment, xSquaredTraining } from "../../../../notebooks/x-squared/training/spec";
import { initialise } from "../../../../src/network/initialise";
import { seeded } from "../../../../src/network/random";

const spec = xSquaredTraining(shippedSettings);

it("trains the longest model first, then from long to short, each under its epochs' name", () => {
  expect(spec.models.map(({ steps }) => steps)).toEqual([500, 200, 100, 50, 40, 30, 20, 10, 0]);
  for (const { id, steps } of spec.models) expect(id).toBe(String(steps));
});

it("gives each model an initialisation of its own, and another for another seed", () => {
  const other = xSquaredTraining({ ...shippedSettings, seed: shippedSettings.seed + 1 });
  const seeds = [...spec.models, ...other.models].map(({ seed }) => seed);
  expect(new Set(seeds).size).toBe(18);
});

it("keeps the history of the longest model only, the other models' epochs among it", () => {
  const [longest, ...others] = spec.models;
  expect(longest.snapshots).toEqual(expect.arrayContaining([...shippedSettings.epochs]));
  for (const { steps, snapshots } of others) expect(snapshots).toEqual([steps]);
});

it("has Adam's ε of PyTorch and the run's learning rate", () => {
  const { optimiser } = xSquaredTraining({ ...shippedSettings, learningRate: 0.02 });
  expect(optimiser).toMatchObject({ learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
});

it("shows the longest model's own initial weights before training", () => {
  const moment = initialMoment({ ...shippedSettings, width: 4 });
  expect(moment.step).toBe(0);
  expect(moment.network).toEqual(initialise(xSquaredArchitecture(4), seeded(spec.models[0].seed)));
  expect(moment.predictions).toHaveLength(1000);
});
