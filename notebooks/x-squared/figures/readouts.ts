import { addingUp } from "../../../src/drawing/adding-up";
import { count } from "../../../src/drawing/format";
import { readout } from "../../../src/drawing/readout";
import { pictureKind, type StateElement } from "../../../src/figure/picture";
import { activeNeurons, type Decomposition } from "../../../src/network/decompose";
import { sum } from "../../../src/network/sum";

/**
 * A prediction as two sums, always both: f̂ = Σ contributions + remainder and f̂ = baseline + Σ integrated; and the
 * number of active neurons. Each number is a named `<output>` whose `<data>` has the exact value.
 */
export const readouts = pictureKind<Decomposition>(() => {
  const element = document.createElement("div") as HTMLElement as StateElement<Decomposition>;
  element.className = "readouts";

  const prediction = readout("prediction");
  const contributions = readout("contribution-sum");
  const remainder = readout("remainder");
  const baseline = readout("baseline");
  const integrated = readout("integrated-sum");
  const active = readout("active-neurons");
  const again = document.createElement("span");
  again.className = "readout";
  const neurons = document.createElement("span");

  element.append(
    equation("First order", [
      [prediction.output, "f̂(x*)"],
      [contributions.output, "Σ contributions"],
      [remainder.output, "remainder"],
    ]),
    equation("Exact", [
      [again, "f̂(x*)"],
      [baseline.output, "baseline f(a = 0)"],
      [integrated.output, "Σ integrated"],
    ]),
    line(active.output, neurons),
  );

  element.update = (at) => {
    const [contributionSum, integratedSum] = [sum(at.contributions), sum(at.integrated)];
    const first = addingUp(at.prediction, [contributionSum, at.remainder]);
    const exact = addingUp(at.prediction, [at.baseline, integratedSum]);
    prediction.show(at.prediction, first.total);
    contributions.show(contributionSum, first.terms[0]);
    remainder.show(at.remainder, first.terms[1]);
    again.textContent = exact.total;
    baseline.show(at.baseline, exact.terms[0]);
    integrated.show(integratedSum, exact.terms[1]);
    const firing = activeNeurons(at);
    active.show(firing, count(firing));
    neurons.textContent = ` of ${count(at.activations.length)} neurons active (w·x* + b > 0)`;
  };
  return element;
});

/** total = term + term, each number over its name. */
function equation(
  label: string,
  [total, first, second]: readonly (readonly [HTMLElement, string])[],
): HTMLElement {
  const element = document.createElement("div");
  element.className = "readout-equation";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  element.append(term(total), sign("="), term(first), sign("+"), term(second));
  return element;
}

function term([number, name]: readonly [HTMLElement, string]): HTMLElement {
  const element = document.createElement("div");
  element.className = "readout-term";
  const label = document.createElement("span");
  label.className = "readout-name";
  label.textContent = name;
  element.append(number, label);
  return element;
}

function sign(text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "readout-sign";
  element.textContent = text;
  return element;
}

function line(...items: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement("p");
  element.className = "readout-line";
  element.append(...items);
  return element;
}
