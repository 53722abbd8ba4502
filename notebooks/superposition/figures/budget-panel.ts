import { addingUp } from "../../../src/drawing/adding-up";
import type { PlotLibrary } from "../../../src/drawing/chart";
import { fixed } from "../../../src/drawing/format";
import { decimalsOf, significant } from "../../../src/drawing/significant";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { ErrorBudget } from "../mathematics/error-budget";
import { errorStack } from "./error-stack";
import { type NamedBars, namedBars } from "./named-bars";

const headingHeight = 26;
const rowHeight = 38;

/** Five rows under a heading. */
export const budgetHeight = headingHeight + 5 * rowHeight;

/**
 * The terms of an error over all samples and outputs, each beginning where the one before ends; what they make together;
 * and the error of the naive solution.
 */
export function budgetPanel(
  Plot: PlotLibrary,
  budget: ErrorBudget,
  { top, width }: { readonly top: number; readonly width: number },
): SVGGElement {
  const bars = namedBars(Plot, rowsOf(budget), { width, rowHeight });
  setAttributes(bars, { y: headingHeight });
  return svg(
    "g",
    { transform: `translate(0,${top})` },
    svg("text", { class: "fig-title", y: 14 }, "mean squared error over all samples and outputs"),
    bars,
  );
}

function rowsOf({
  attenuation,
  whileActive,
  whileInactive,
  total,
  naive,
}: ErrorBudget): NamedBars[] {
  const reached = attenuation + whileActive;
  const parts = [attenuation, whileActive, whileInactive] as const;
  const shown = addingUp(total, parts, decimalsOf(total));
  const [first, second, third] = parts.map((part, i) =>
    Number.isFinite(total) && total > 0
      ? `${shown.terms[i]} (${fixed((100 * part) / total, 0)} %)`
      : significant(part),
  );
  return [
    {
      name: "attenuation, where the feature is active",
      number: first,
      bars: [{ kind: "network", from: 0, to: attenuation }],
    },
    {
      name: "interference, where the feature is active",
      number: second,
      bars: [{ kind: whileActive < 0 ? "removed" : "added", from: attenuation, to: reached }],
    },
    {
      name: "interference, where the feature is not active",
      number: third,
      bars: [{ kind: "added", from: reached, to: total }],
    },
    {
      name: "network, together",
      number: Number.isFinite(total) ? shown.total : significant(total),
      bars: errorStack(attenuation, total),
    },
    {
      name: "naive solution, all for the features that it ignores",
      number: significant(naive),
      bars: [{ kind: "reference", from: 0, to: naive }],
    },
  ];
}
