// @vitest-environment jsdom
import { expect, test } from "vitest";
import { readouts } from "../../../../notebooks/x-squared/figures/readouts";
import type { StateElement } from "../../../../src/figure/picture";
import { activeNeurons, type Decomposition } from "../../../../src/network/decompose";
import { sum } from "../../../../src/network/sum";
import { shownPart, stageFigures } from "../../../figure/support/shown";
import { smallNetwork } from "./support/x-squared";

stageFigures();

const { takeApart } = smallNetwork(8, 3);
/** The sums of a decomposition, on the page. */
function sums(at: Decomposition) {
  return shownPart(() => readouts(at).begin().element as StateElement<Decomposition>, at);
}

const names = [
  "prediction",
  "contribution-sum",
  "remainder",
  "baseline",
  "integrated-sum",
  "active-neurons",
];

test("the exact value of each number stands in its data element", () => {
  const at = takeApart(2.5);
  const { readout } = sums(at);
  expect(names.map((name) => readout(name).value)).toEqual([
    at.prediction,
    sum(at.contributions),
    at.remainder,
    at.baseline,
    sum(at.integrated),
    activeNeurons(at),
  ]);
});

test("both sums are right to the last digit shown, at every query, in outputs that stay", () => {
  const { readout, update, all, text } = sums(takeApart(0));
  const outputs = all("output");
  for (let x = -10; x <= 10; x += 0.37) {
    update(takeApart(x));
    const value = (name: string) => Math.round(1000 * Number(readout(name).text.replace("−", "-")));
    expect(value("contribution-sum") + value("remainder")).toBe(value("prediction"));
    expect(value("baseline") + value("integrated-sum")).toBe(value("prediction"));
  }
  expect(all("output").every((output, i) => output === outputs[i])).toBe(true);
  expect(text(".readout-line")).toBe(
    `${readout("active-neurons").text} of 8 neurons active (w·x* + b > 0)`,
  );
});

test("the numbers do not speak while the reader drags", () => {
  const { all } = sums(takeApart(0));
  expect(all("output")).toHaveLength(names.length);
  for (const output of all("output")) expect(output.getAttribute("aria-live")).toBe("off");
});
