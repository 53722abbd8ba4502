import { count, fixed, magnitude, superscript } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { twoPanels } from "../../../src/drawing/two-plots";
import { fileColumn, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import { figure } from "../../../src/figure/figure";
import type { LossComparison } from "../mathematics/loss-comparison";
import type { BarKind } from "./bar-kinds";
import { times } from "./compared";
import { type LossesState, lossesCaption } from "./losses-texts";
import { type NamedBars, namedBars } from "./named-bars";

const rowHeight = 44;

const layoutFor = (width: number) =>
  twoPanels(width, { top: 0, plot: 4 * rowHeight, head: 34, foot: 18, axis: 0 });

/** What the solutions cost under either loss: by the formulas, which leave interference out, and as they are. */
export const lossesFigure = figure<LossesState>({
  title: "What each loss prefers",
  height: (width) => layoutFor(width).height,
  depends: (state) => [state],
  still: ({ state }, { width }) => ({
    marks: layoutFor(width).panels.flatMap(({ left, right, top }, i) => {
      const comparison = state.comparisons[i];
      const { exponent } = comparison;
      const bars = rowsOf(comparison, state);
      const chart = namedBars(state.Plot, bars, { width: right - left, rowHeight });
      setAttributes(chart, { x: left, y: top });
      const title = `L${exponent}: the mean of |error|${superscript(exponent)}`;
      return [svg("text", { class: "fig-title", x: left, y: top - 16 }, title), chart];
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
  const others = rowsOf(second, state);
  const cost = ({ bars: [{ to }] }: NamedBars): string => magnitude(to);
  return numbers(rowsOf(first, state), [
    tableColumn("Solution", ({ name }) => name),
    tableColumn(`Cost under L${first.exponent}`, cost),
    tableColumn(`Cost under L${second.exponent}`, (_, i) => cost(others[i])),
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
): NamedBars[] {
  const row = (kind: BarKind, name: string, value: number): NamedBars => ({
    name,
    number:
      ignoring === 0 || !Number.isFinite(value) || value === ignoring
        ? magnitude(value)
        : `${magnitude(value)} (${times(value / ignoring)} ×)`,
    bars: [{ kind, from: 0, to: value }],
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
