// @vitest-environment jsdom
import { expect, test } from "vitest";
import { readouts } from "../../../../notebooks/x-squared/figures/readouts";
import { perceptron } from "../../../../src/network/architecture";
import { float64Network } from "../../../../src/network/copy";
import { decompose } from "../../../../src/network/decompose";
import { initialise } from "../../../../src/network/initialise";
import { seeded } from "../../../../src/network/random";

const network = float64Network(initialise(perceptron([1, 8, 16, 8, 1]), seeded(3)));

function shown(element: HTMLElement, name: string): { text: number; exact: number } {
  const output = element.querySelector<HTMLOutputElement>(`output[name="${name}"]`)!;
  return {
    text: Number(output.textContent!.replace("−", "-")),
    exact: Number(output.querySelector("data")!.value),
  };
}

test("the exact value of each number stands in its data element", () => {
  const at = decompose(network, 2.5);
  const element = readouts();
  element.update(at);
  const exact = Object.fromEntries(
    [
      "prediction",
      "contribution-sum",
      "remainder",
      "baseline",
      "integrated-sum",
      "active-neurons",
    ].map((name) => [name, shown(element, name).exact]),
  );
  expect(exact).toEqual({
    prediction: at.prediction,
    "contribution-sum": at.contributionSum,
    remainder: at.remainder,
    baseline: at.baseline,
    "integrated-sum": at.integratedSum,
    "active-neurons": at.activeNeurons,
  });
});

test("both sums are right to the last digit shown, at every query", () => {
  const element = readouts();
  for (let x = -10; x <= 10; x += 0.37) {
    element.update(decompose(network, x));
    const value = (name: string) => Math.round(1000 * shown(element, name).text);
    expect(value("contribution-sum") + value("remainder")).toBe(value("prediction"));
    expect(value("baseline") + value("integrated-sum")).toBe(value("prediction"));
  }
});

test("the numbers do not speak while the reader drags", () => {
  for (const output of readouts().querySelectorAll("output"))
    expect(output.getAttribute("aria-live")).toBe("off");
});
