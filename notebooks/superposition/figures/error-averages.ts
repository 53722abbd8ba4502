import { list, magnitude } from "../../../src/drawing/format";
import { readout } from "../../../src/drawing/readout";
import { setAttributes, svg } from "../../../src/drawing/svg";

/** An error of three solutions, averaged in one way. */
export interface ErrorAverage {
  readonly network: number;
  readonly naive: number;
  /** Of the network beside which it is shown, if there is one. */
  readonly other?: number | undefined;
}

/** The part of a figure that shows the errors under both averages. */
export interface ErrorAveragesElement extends HTMLElement {
  update(conditional: ErrorAverage, overall: ErrorAverage, otherName: string | undefined): void;
}

/** Length of the longest bar, in CSS pixels. */
const longest = 110;
const barHeight = 12;

/** Two small multiples: who has the least error given that the feature is active, and who over all samples and outputs. */
export function errorAverages(): ErrorAveragesElement {
  const element = document.createElement("div") as HTMLElement as ErrorAveragesElement;
  element.className = "readout-changes figure-part";
  const conditional = average("conditional-error", "given that the feature is active");
  const overall = average("overall-error", "over all samples and outputs");
  element.append(conditional.element, overall.element);
  element.update = (given, over, otherName) => {
    conditional.show(given, otherName);
    overall.show(over, otherName);
  };
  return element;
}

function average(name: string, heading: string) {
  const element = document.createElement("div");
  element.className = "readout-term";
  const [title, verdict] = [document.createElement("span"), document.createElement("span")];
  title.className = "readout-name";
  title.textContent = `mean squared error ${heading}`;
  const network = line(name, "fig-bar-positive");
  const naive = line(`naive-${name}`, "fig-bar-reference");
  const other = line(`other-${name}`, "fig-bar-other");
  element.append(title, verdict, network.element, naive.element, other.element);
  return {
    element,
    show(at: ErrorAverage, otherName: string | undefined): void {
      const values = [at.network, at.naive, at.other ?? 0].filter(Number.isFinite);
      const most = Math.max(...values);
      verdict.textContent = leastInWords(at, otherName);
      network.show(at.network, most, "network");
      naive.show(at.naive, most, "naive solution");
      // Its room stays where there is none, lest the page jump when it comes.
      other.element.style.visibility = at.other === undefined ? "hidden" : "";
      other.show(at.other ?? Number.NaN, most, otherName ?? "");
    },
  };
}

/** A bar, the number that it shows and whose it is. */
function line(name: string, mark: string) {
  const element = document.createElement("p");
  element.className = "readout-line";
  const bar = svg("rect", { class: mark, x: 0.5, y: 0.5, height: barHeight - 1 });
  const picture = svg("svg", { width: longest + 8, height: barHeight, "aria-hidden": "true" }, bar);
  const number = readout(name);
  const whose = document.createElement("span");
  element.append(picture, number.output, whose);
  return {
    element,
    show(value: number, most: number, words: string): void {
      const length = Number.isFinite(value) && most > 0 ? (value / most) * (longest - 1) : 0;
      setAttributes(bar, { width: length.toFixed(1) });
      number.show(value, magnitude(value));
      whose.textContent = ` ${words}`;
    },
  };
}

/** Errors that differ by less than this, relative to the larger, are alike: they are measured by samples. */
const alike = 0.02;

/** The indices of the errors that are the least, or as good as it. */
export function leastOf(errors: readonly number[]): number[] {
  const least = Math.min(...errors.filter(Number.isFinite));
  return errors.flatMap((error, i) => (error * (1 - alike) <= least ? [i] : []));
}

/** Who has the least error. */
export function leastInWords(
  { network, naive, other }: ErrorAverage,
  otherName: string | undefined,
): string {
  const errors = other === undefined ? [network, naive] : [network, naive, other];
  const least = leastOf(errors).map((i) => ["network", "naive solution", otherName ?? ""][i]);
  return least.length === errors.length ? "all are alike" : `least: ${list(least)}`;
}
