import { describe, expect, it } from "vitest";
import { crowdText, largestText } from "../../../../notebooks/x-squared/claims/crowd";
import { familiesText, firingText } from "../../../../notebooks/x-squared/claims/firing";
import { modelsText } from "../../../../notebooks/x-squared/claims/models";
import { firingRange, keysOf } from "../../../../notebooks/x-squared/mathematics/keys";
import { decompose } from "../../../../src/network/decompose";
import { predictAt } from "../../../../src/network/forward";
import type { Network } from "../../../../src/network/network";
import { trainedNetwork } from "../trained";

// Sentences about runs as readers make them, against what is counted here anew.

const runs = [4, 8, 12, 64, 256].flatMap((width) =>
  [0.001, 0.05, 5, 10_000].flatMap((learningRate) =>
    [0, 1, width > 64 ? 12 : 60].map((epochs) => ({
      width,
      learningRate,
      epochs,
      seed: width + epochs,
    })),
  ),
);
const queries = [-10, -3.37, 0, 0.01, 5, 9.99];

describe.each(runs)("width $width, rate $learningRate, $epochs epochs", (run) => {
  it("is told as it is", async () => {
    const network = await trainedNetwork(run);
    tellsHowManyFire(network);
    for (const x of queries) tellsOfTheCrowd(network, x);
  });
});

/** The numbers in a text. */
const numbersIn = (text: string): number[] =>
  [...text.matchAll(/\d[\d,]*(\.\d+)?/g)].map(([number]) => Number(number.replaceAll(",", "")));

function tellsHowManyFire(network: Network): void {
  const [{ weight, bias, outputs }] = network.layers;
  const keys = keysOf(network);
  const range = firingRange(keys, [-10, 10]);
  const numbers = numbersIn(firingText(range, outputs));
  const [least, most] = [numbers[0], numbers[numbers.length - 2]];
  expect(numbers[numbers.length - 1]).toBe(outputs);
  const firing = Array.from({ length: 2001 }, (_, i) => {
    const x = i / 100 - 10;
    return Array.from(weight, (w, j) => w * x + bias[j]).filter((z) => z > 0).length;
  });
  expect(Math.min(...firing)).toBeGreaterThanOrEqual(least);
  expect(Math.max(...firing)).toBeLessThanOrEqual(most);
  const [right, left] = [1, -1].map((side) => weight.filter((w) => Math.sign(w) === side).length);
  const families = familiesText(keys);
  if (right > 0 && left > 0) {
    expect(families).toContain("two families");
    expect(numbersIn(families).slice(0, 2)).toEqual([right, left]);
  } else if (right + left > 0)
    expect(families).toContain(right > 0 ? "to the right" : "to the left");
}

function tellsOfTheCrowd(network: Network, x: number): void {
  const at = decompose(network, x);
  const text = crowdText(at);
  if (!Number.isFinite(at.prediction)) {
    expect(text).toContain("not finite");
    return;
  }
  const sizes = Array.from(at.activations, (a, i) => Math.abs(a * at.values[i])).sort(
    (a, b) => b - a,
  );
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all === 0) {
    expect(text).toBe("At this query no entry contributes anything.");
    return;
  }
  const shares = sizes.map((size) => size / all);
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const eight = shares.slice(0, 8).reduce((sum, share) => sum + share, 0);
  expect(text.includes("largest of")).toBe(sizes.length > 8);
  if (sizes.length > 8) expect(text).toContain(`carry ${percent(eight)} of all`);
  // A few that dominate would be missed: without them most is gone. A crowd's largest five would not be.
  const first = (count: number): number =>
    shares.slice(0, count).reduce((sum, share) => sum + share, 0);
  if (text.includes("one entry gives nearly all")) expect(first(1)).toBeGreaterThan(0.6);
  if (text.includes("a few entries do dominate")) expect(first(5)).toBeGreaterThan(0.65);
  if (text.includes("No handful")) expect(first(2)).toBeLessThan(0.65);

  const end = largestText(at);
  if (end.includes("No single entry")) expect(shares[0]).toBeLessThan(0.5);
  if (end.includes("One entry alone")) {
    expect(shares[0]).toBeGreaterThan(0.5);
    expect(end).toContain(`carries ${percent(shares[0])}`);
  }
  const answer = /“the value of ([^”]+)”/.exec(end)?.[1];
  if (answer !== undefined)
    expect(Math.abs(Number(answer.replace("−", "-")) - predictAt(network, x))).toBeLessThanOrEqual(
      0.5 + 1e-9 * Math.abs(at.prediction),
    );
  for (const word of [text, end])
    expect(word).not.toMatch(/NaN|Infinity|undefined|\b1 (of|largest)/);
  for (const [, share] of `${text} ${end}`.matchAll(/(\d+) %/g))
    expect(Number(share)).toBeLessThanOrEqual(100);
}

describe("the models of a run", () => {
  it.each([
    [[0], "One model is made, and trained for 0 epochs: it stays as it was drawn."],
    [[1], "One model is trained, for 1 epoch."],
    [[1000], "One model is trained, for 1,000 epochs."],
    [
      [0, 1],
      "To see convergence, two independent models are trained, each from an initialisation of its own, for 0 and 1 epoch.",
    ],
    [
      [0, 10, 20000],
      "To see convergence, three independent models are trained, each from an initialisation of its own, for 0, 10 and 20,000 epochs.",
    ],
  ])("%j are told in the words that fit their number", (epochs, text) => {
    expect(modelsText(epochs)).toBe(text);
  });
});
