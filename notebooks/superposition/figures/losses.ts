import { type BarRow, barRowHeight, barRows } from "../../../src/drawing/bar-rows";
import { count, fixed, magnitude, superscript } from "../../../src/drawing/format";
import { svg } from "../../../src/drawing/svg";
import { twoPanels } from "../../../src/drawing/two-plots";
import { fileColumn, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import { figure } from "../../../src/figure/figure";
import type { LossComparison } from "../mathematics/loss-comparison";
import { times } from "./compared";
import { type LossesState, lossesCaption } from "./losses-texts";

const layoutFor = (width: number) =>
  twoPanels(width, { top: 0, plot: 4 * barRowHeight, head: 34, foot: 18, axis: 0 });

/** What the solutions cost under either loss: by the formulas, which leave interference out, and as they are. */
export const lossesFigure = figure<LossesState>({
  title: "What each loss prefers",
  height: (width) => layoutFor(width).height,
  depends: (state) => [state],
  still: ({ state }, { width }) => ({
    marks: layoutFor(width).panels.flatMap((panel, i) => {
      const comparison = state.comparisons[i];
      const { exponent } = comparison;
      return [
        svg(
          "text",
          { class: "fig-title", x: panel.left, y: panel.top - 16 },
          `L${exponent}: the mean of |error|${superscript(exponent)}`,
        ),
        barRows(rowsOf(comparison, state), panel),
      ];
    }),
  }),
  caption: lossesCaption,
  sentence: ({ comparisons }) =>
    comparisons
      .map(
        ({ exponent, ignoring, network, other }) =>
          `Under L${exponent} ignoring costs ${magnitude(ignoring)}, this network ${magnitude(network)}${other === null ? "" : `, the other ${magnitude(other)}`}.`,
      )
      .join(" "),
  columns: (state) => summedUp(solutions(state), costs(state)),
});

function solutions(state: LossesState) {
  const [first, second] = state.comparisons;
  const costs = rowsOf(second, state);
  return numbers(rowsOf(first, state), [
    tableColumn("Solution", ({ name }) => name),
    tableColumn(`Cost under L${first.exponent}`, ({ value }) => magnitude(value)),
    tableColumn(`Cost under L${second.exponent}`, (_, i) => magnitude(costs[i].value)),
  ]);
}

function costs({ comparisons }: LossesState) {
  return numbers(comparisons, [
    fileColumn("exponent", ({ exponent }) => exponent),
    fileColumn("ignoring", ({ ignoring }) => ignoring),
    fileColumn("attenuating_formula", ({ attenuating }) => attenuating),
    fileColumn("network", ({ network }) => network),
    fileColumn("other_network", ({ other }) => other ?? Number.NaN),
  ]);
}

function rowsOf(
  { ignoring, attenuating, network, other }: LossComparison,
  { features, neurons, gain, exponent, otherExponent }: LossesState,
): BarRow[] {
  const row = (of: BarRow["of"], name: string, value: number): BarRow => ({
    name,
    value,
    text:
      ignoring === 0 || !Number.isFinite(value) || value === ignoring
        ? magnitude(value)
        : `${magnitude(value)} (${times(value / ignoring)} ×)`,
    of,
  });
  const ignored = count(Math.max(0, features - neurons));
  return [
    row("reference", `ignoring ${ignored} of ${count(features)} features`, ignoring),
    row(
      "reference",
      `formula: all answered with gain ${fixed(gain, 2)}, no interference`,
      attenuating,
    ),
    row("network", `this network, trained with L${exponent}, as measured`, network),
    ...(other === null ? [] : [row("other", `trained with L${otherExponent}, as measured`, other)]),
  ];
}
