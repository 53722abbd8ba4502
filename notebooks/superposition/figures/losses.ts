import { type BarRow, barRowHeight, barRows } from "../../../src/drawing/bar-rows";
import { count, fixed, magnitude, superscript } from "../../../src/drawing/format";
import { svg, svgRoot } from "../../../src/drawing/svg";
import { twoPanels } from "../../../src/drawing/two-plots";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import type { LossComparison } from "../mathematics/loss-comparison";
import { times } from "./compared";
import { type LossesState, lossesCaption } from "./losses-texts";

const layoutFor = (width: number) =>
  twoPanels(width, { top: 0, plot: 4 * barRowHeight, head: 34, foot: 18, axis: 0 });

/** What the solutions cost under either loss: by the formulas, which leave interference out, and as they are. */
export const lossesFigure = pictureKind<LossesState>((_, invalidation) =>
  lossesElement(invalidation),
);

function lossesElement(invalidation: Promise<void>): FigureElement<LossesState> {
  return figure<LossesState>(
    {
      title: "What each loss prefers",
      height: (width) => layoutFor(width).height,
      draw(plot, state, { width, height }) {
        const root = svgRoot(width, height);
        for (const [i, panel] of layoutFor(width).panels.entries()) {
          const comparison = state.comparisons[i];
          root.append(
            svg(
              "text",
              { class: "fig-title", x: panel.left, y: panel.top - 16 },
              `L${comparison.exponent}: the mean of |error|${superscript(comparison.exponent)}`,
            ),
            barRows(rowsOf(comparison, state), panel),
          );
        }
        plot.replaceChildren(root);
      },
      caption: lossesCaption,
      describe: ({ comparisons }) =>
        comparisons
          .map(
            ({ exponent, ignoring, network, other }) =>
              `Under L${exponent} ignoring costs ${magnitude(ignoring)}, this network ${magnitude(network)}${other === null ? "" : `, the other ${magnitude(other)}`}.`,
          )
          .join(" "),
      table: (state) => ({
        columns: [
          "Solution",
          ...state.comparisons.map(({ exponent }) => `Cost under L${exponent}`),
        ],
        rows: rowsOf(state.comparisons[0], state).map(({ name, value }, i) => [
          name,
          magnitude(value),
          magnitude(rowsOf(state.comparisons[1], state)[i].value),
        ]),
      }),
      data: ({ comparisons }) => ({
        columns: ["exponent", "ignoring", "attenuating_formula", "network", "other_network"],
        rows: comparisons.map(({ exponent, ignoring, attenuating, network, other }) => [
          exponent,
          ignoring,
          attenuating,
          network,
          other ?? Number.NaN,
        ]),
      }),
    },
    invalidation,
  );
}

function rowsOf(
  { ignoring, attenuating, network, other }: LossComparison,
  { features, neurons, gain, exponent, otherExponent }: LossesState,
): BarRow[] {
  const text = (value: number): string =>
    ignoring === 0 || !Number.isFinite(value) || value === ignoring
      ? magnitude(value)
      : `${magnitude(value)} (${times(value / ignoring)} ×)`;
  const rows: BarRow[] = [
    {
      name: `ignoring ${count(Math.max(0, features - neurons))} of ${count(features)} features`,
      value: ignoring,
      text: text(ignoring),
      of: "reference",
    },
    {
      name: `formula: all answered with gain ${fixed(gain, 2)}, no interference`,
      value: attenuating,
      text: text(attenuating),
      of: "reference",
    },
    {
      name: `this network, trained with L${exponent}, as measured`,
      value: network,
      text: text(network),
      of: "network",
    },
  ];
  if (other !== null)
    rows.push({
      name: `trained with L${otherExponent}, as measured`,
      value: other,
      text: text(other),
      of: "other",
    });
  return rows;
}
