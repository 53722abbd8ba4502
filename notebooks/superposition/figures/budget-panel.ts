import { scaleLinear } from "d3-scale";
import { addingUp } from "../../../src/drawing/adding-up";
import { finiteRange } from "../../../src/drawing/finite-range";
import { fixed } from "../../../src/drawing/format";
import { decimalsOf, significant } from "../../../src/drawing/significant";
import { svg } from "../../../src/drawing/svg";
import type { ErrorBudget } from "../mathematics/error-budget";
import { errorStack, type Segment } from "./error-stack";

const headingHeight = 26;
const rowHeight = 38;
const barTop = 18;
const barHeight = 13;
/** For the number after the longest bar, in CSS pixels. */
const numberRoom = 104;

/** Five rows under a heading. */
export const budgetHeight = headingHeight + 5 * rowHeight;

/** A bar and what it says. */
interface Row {
  readonly name: string;
  readonly number: string;
  readonly bars: readonly { readonly kind: string; readonly at: Segment }[];
}

/**
 * The terms of an error over all samples and outputs, each beginning where the one before ends; what they make together;
 * and the error of the naive solution.
 */
export function budgetPanel(budget: ErrorBudget, width: number): SVGGElement {
  const { attenuation, whileActive, total, naive } = budget;
  const reached = attenuation + whileActive;
  const [low, high] = finiteRange([[0, attenuation, reached, total, naive]]);
  const x = scaleLinear([low, high], [0, width - numberRoom]);
  const element = svg(
    "g",
    {},
    svg("text", { class: "fig-title", y: 14 }, "mean squared error over all samples and outputs"),
  );
  rowsOf(budget).forEach(({ name, number, bars }, i) => {
    const finite = bars.filter(({ at }) => at.every(Number.isFinite));
    const end = Math.max(0, ...finite.map(({ at }) => x(Math.max(...at))));
    element.append(
      svg(
        "g",
        { transform: `translate(0,${headingHeight + i * rowHeight})` },
        svg("text", { class: "fig-note", y: 11 }, name),
        ...finite.map(({ kind, at: [from, to] }) =>
          svg("rect", {
            class: kind,
            x: x(Math.min(from, to)).toFixed(1),
            y: barTop,
            width: Math.abs(x(to) - x(from)).toFixed(1),
            height: barHeight,
          }),
        ),
        svg("text", { x: (end + 6).toFixed(1), y: barTop + barHeight / 2, dy: "0.35em" }, number),
      ),
    );
  });
  return element;
}

function rowsOf({ attenuation, whileActive, whileInactive, total, naive }: ErrorBudget): Row[] {
  const reached = attenuation + whileActive;
  const parts = [attenuation, whileActive, whileInactive] as const;
  const shown = addingUp(total, parts, decimalsOf(total));
  const [first, second, third] = parts.map((part, i) => {
    if (!(Number.isFinite(total) && total > 0)) return significant(part);
    return `${shown.terms[i]} (${fixed((100 * part) / total, 0)} %)`;
  });
  const stack = errorStack(attenuation, total);
  const together = [
    { kind: "fig-bar-positive", at: stack?.kept },
    { kind: "fig-bar-added", at: stack?.added },
    { kind: "fig-bar-negative", at: stack?.removed },
  ].flatMap(({ kind, at }) => (at === undefined ? [] : [{ kind, at }]));
  return [
    {
      name: "attenuation, where the feature is active",
      number: first,
      bars: [{ kind: "fig-bar-positive", at: [0, attenuation] }],
    },
    {
      name: "interference, where the feature is active",
      number: second,
      bars: [
        {
          kind: whileActive < 0 ? "fig-bar-negative" : "fig-bar-added",
          at: [attenuation, reached],
        },
      ],
    },
    {
      name: "interference, where the feature is not active",
      number: third,
      bars: [{ kind: "fig-bar-added", at: [reached, total] }],
    },
    {
      name: "network, together",
      number: Number.isFinite(total) ? shown.total : significant(total),
      bars: together,
    },
    {
      name: "naive solution, all for the features that it ignores",
      number: significant(naive),
      bars: [{ kind: "fig-bar-reference", at: [0, naive] }],
    },
  ];
}
