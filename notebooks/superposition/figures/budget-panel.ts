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

/** A name, a number, and bars by what they mean. */
interface Row {
  readonly name: string;
  readonly number: string;
  readonly bars: Readonly<Record<string, Segment | undefined>>;
}

/**
 * The terms of an error over all samples and outputs, each beginning where the one before ends; what they make together;
 * and the error of the naive solution.
 */
export function budgetPanel(budget: ErrorBudget, width: number): SVGGElement {
  const { attenuation, whileActive, total, naive } = budget;
  const ends = [0, attenuation, attenuation + whileActive, total, naive];
  const x = scaleLinear(finiteRange([ends]), [0, width - numberRoom]);
  return svg(
    "g",
    {},
    svg("text", { class: "fig-title", y: 14 }, "mean squared error over all samples and outputs"),
    ...rowsOf(budget).map(({ name, number, bars }, i) => {
      const drawn = Object.entries(bars).flatMap(([kind, at]) =>
        at?.every(Number.isFinite) ? [{ kind, from: Math.min(...at), to: Math.max(...at) }] : [],
      );
      const end = Math.max(0, ...drawn.map(({ to }) => x(to)));
      return svg(
        "g",
        { transform: `translate(0,${headingHeight + i * rowHeight})` },
        svg("text", { class: "fig-note", y: 11 }, name),
        ...drawn.map(({ kind, from, to }) =>
          svg("rect", {
            class: kind,
            x: x(from).toFixed(1),
            y: barTop,
            width: (x(to) - x(from)).toFixed(1),
            height: barHeight,
          }),
        ),
        svg("text", { x: (end + 6).toFixed(1), y: barTop + barHeight / 2, dy: "0.35em" }, number),
      );
    }),
  );
}

function rowsOf({ attenuation, whileActive, whileInactive, total, naive }: ErrorBudget): Row[] {
  const reached = attenuation + whileActive;
  const parts = [attenuation, whileActive, whileInactive] as const;
  const shown = addingUp(total, parts, decimalsOf(total));
  const [first, second, third] = parts.map((part, i) =>
    Number.isFinite(total) && total > 0
      ? `${shown.terms[i]} (${fixed((100 * part) / total, 0)} %)`
      : significant(part),
  );
  const together = errorStack(attenuation, total);
  return [
    {
      name: "attenuation, where the feature is active",
      number: first,
      bars: { "fig-bar-positive": [0, attenuation] },
    },
    {
      name: "interference, where the feature is active",
      number: second,
      bars: { [whileActive < 0 ? "fig-bar-negative" : "fig-bar-added"]: [attenuation, reached] },
    },
    {
      name: "interference, where the feature is not active",
      number: third,
      bars: { "fig-bar-added": [reached, total] },
    },
    {
      name: "network, together",
      number: Number.isFinite(total) ? shown.total : significant(total),
      bars: {
        "fig-bar-positive": together?.kept,
        "fig-bar-added": together?.added,
        "fig-bar-negative": together?.removed,
      },
    },
    {
      name: "naive solution, all for the features that it ignores",
      number: significant(naive),
      bars: { "fig-bar-reference": [0, naive] },
    },
  ];
}
