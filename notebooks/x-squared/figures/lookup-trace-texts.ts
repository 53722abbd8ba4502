import { fixed } from "../../../src/drawing/format";
import { formula } from "../../../src/drawing/formula";
import { svg } from "../../../src/drawing/svg";
import { activeNeurons, type Decomposition } from "../../../src/network/decompose";
import type { TraceLayout } from "./lookup-trace-layout";
import { type ContributionKind, shownSum } from "./shown-sum";

/** The headings of the lookup trace, and the numbers that follow the query. */
export interface TraceTexts {
  readonly elements: readonly SVGElement[];
  show(at: Decomposition, kind: ContributionKind, truth: number): void;
}

/** Over each panel its heading and a line of numbers; stacked, the last panel has a small sum beside it. */
export function traceTexts(layout: TraceLayout, kind: ContributionKind): TraceTexts {
  const { heat, bars } = layout;
  const first = heat.top - 30;
  const second = heat.top - 11;
  const activation = "a_i = GELU(w_i x + b_i)";
  const contribution = kind === "integrated" ? "a_i·∫∂f/∂a_i" : "a_i·∂f/∂a_i";
  const active = layout.stacked
    ? line(heat.right, first, "fig-note")
    : line(heat.left, second, "fig-note");
  if (layout.stacked) active.setAttribute("text-anchor", "end");
  // Stacked, the formulas take the second line.
  const headings = layout.stacked
    ? [
        heading(heat.left, first, "Match"),
        heading(bars.left, first, "Retrieve"),
        svg("text", { x: heat.left, y: second }, formula(activation)),
        svg("text", { x: bars.left, y: second }, formula(contribution)),
      ]
    : [
        heading(heat.left, first, "Match", activation),
        heading(bars.left, first, "Retrieve", contribution),
      ];
  const outcome = layout.stacked ? ledger(layout) : headline(layout);
  return {
    elements: [...headings, active, ...outcome.elements],
    show: (at, kind, truth) => {
      active.textContent = `${activeNeurons(at)} of ${at.activations.length} active`;
      outcome.show(at, kind, truth);
    },
  };
}

/** Side by side: the sum over the bars, the prediction over the curve. */
function headline({ bars, curve }: TraceLayout): TraceTexts {
  const second = curve.top - 11;
  const sum = line(bars.left, second);
  const model = line(curve.left, second, "fig-model-number");
  const target = line(curve.right, second);
  target.setAttribute("text-anchor", "end");
  return {
    elements: [heading(curve.left, curve.top - 30, "Add up", "f̂(x)"), sum, model, target],
    show: (at, kind, truth) => {
      const shown = shownSum(at, kind);
      sum.textContent = `Σ = ${shown.sum}, ${shown.restName} ${shown.rest}`;
      model.textContent = `f̂ = ${shown.prediction}`;
      target.textContent = `true ${fixed(truth, 2)}`;
    },
  };
}

/** Stacked: Σ, the rest and the prediction in a column, as sums are written by hand. */
function ledger({ bars, curve }: TraceLayout): TraceTexts {
  const top = curve.top + 10;
  const rows = [30, 48, 74, 92].map((down) => {
    const name = line(bars.left, top + down, "fig-note");
    const number = line(bars.right, top + down);
    number.setAttribute("text-anchor", "end");
    return { name, number };
  });
  for (const element of [rows[2].name, rows[2].number])
    element.setAttribute("class", "fig-model-number");
  const rule = svg("line", {
    class: "fig-rule",
    x1: bars.left,
    x2: bars.right,
    y1: top + 57,
    y2: top + 57,
  });
  return {
    elements: [
      heading(bars.left, top, "Add up"),
      rule,
      ...rows.flatMap(({ name, number }) => [name, number]),
    ],
    show: (at, kind, truth) => {
      const { sum, rest, restName, prediction } = shownSum(at, kind);
      const entries = [
        ["Σ bars", sum],
        [restName, rest],
        ["f̂", prediction],
        ["true", fixed(truth, 2)],
      ];
      entries.forEach(([name, number], i) => {
        rows[i].name.textContent = name;
        rows[i].number.textContent = number;
      });
    },
  };
}

function line(x: number, y: number, className?: string): SVGTextElement {
  return svg("text", { class: className, x, y });
}

function heading(x: number, y: number, title: string, symbol?: string): SVGTextElement {
  const text = svg("text", { x, y }, svg("tspan", { class: "fig-title" }, `${title} `));
  if (symbol !== undefined) text.append(formula(symbol));
  return text;
}
