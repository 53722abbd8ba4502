import { ascending } from "../../../src/drawing/ascending";
import { type BarRow, barRowHeight, barRows } from "../../../src/drawing/bar-rows";
import { chart, plotFrame } from "../../../src/drawing/chart";
import { placeDot } from "../../../src/drawing/dots";
import { finiteRange, withRoom } from "../../../src/drawing/finite-range";
import { magnitude, superscript } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { boxOf, twoPanels } from "../../../src/drawing/two-plots";
import { fileColumn, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import type { Point } from "../../../src/inputs/pointer";
import { decimal } from "./compared";
import { featureKey, featureKeysHelp } from "./feature-focus";
import { type NegativeSideState, negativeSideCaption } from "./negative-side-texts";

interface Own {
  /** Where the pointer is over the plot. */
  readonly over: Point | undefined;
}

const pairGap = 30;
const groupHeight = 2 * barRowHeight + pairGap;
const head = 54;
const axisRoom = 52;
const layoutFor = (width: number) =>
  twoPanels(width, {
    top: 0,
    plot: 3 * groupHeight - pairGap - 16,
    head,
    foot: 50,
    axis: axisRoom,
  });

/** The answers at −1 beside the gains, and what they and their source do to the error. */
export const negativeSideFigure = figure<NegativeSideState, Own>({
  title: "Why the small answer at x\u00a0<\u00a00?",
  height: (width) => layoutFor(width).height,
  own: () => ({ over: undefined }),
  depends: ({ up, down, side, source }) => [up, down, side, source],
  still: negativeSideScene,
  caption: negativeSideCaption,
  sentence: ({ up, down, focus }) =>
    `Feature ${focus.feature} is answered with ${decimal(down[focus.feature], 3)} at −1 and with ${decimal(up[focus.feature], 3)} at 1.`,
  columns: (state) =>
    summedUp(
      numbers(experiments(state), [
        tableColumn("What", ({ title }) => title),
        tableColumn("As it is", ({ rows }) => rows[0].text),
        tableColumn("Without", ({ rows }) => rows[1].text),
      ]),
      numbers(Array.from(state.up), [
        fileColumn("feature", (_, feature) => feature),
        fileColumn("answer_at_1", (gain) => gain),
        fileColumn("answer_at_minus_1", (_, feature) => state.down[feature]),
      ]),
    ),
  keys: {
    help: featureKeysHelp,
    press: (event, { state: { up, neurons, focus } }) =>
      featureKey(event, focus.set, { features: up.length, neurons }),
  },
});

function negativeSideScene(
  { state }: View<NegativeSideState, Own>,
  { width }: Size,
): Scene<NegativeSideState, Own> {
  const { Plot, up, down } = state;
  const [plot, panel] = layoutFor(width).panels;
  const { left, right, top, bottom } = plot;
  const { height } = layoutFor(width);
  const frame = plotFrame(
    { width, height },
    { left, top, right: width - right, bottom: height - bottom },
  );
  const {
    element: drawn,
    x,
    y,
  } = chart(
    Plot.plot({
      ...frame,
      x: {
        domain: withRoom(finiteRange([up]), 0.06),
        label: "gain: the answer at x = 1",
        labelOffset: 40,
      },
      y: { domain: withRoom(finiteRange([down, [0]]), 0.06), grid: true, label: null },
      marks: [
        Plot.ruleY([0], { stroke: "var(--muted)" }),
        Plot.dot(up, { x: up, y: down, r: 4, fill: "var(--blue)", className: "fig-answers" }),
      ],
    }),
  );
  const placeOf = (feature: number) => [x(up[feature]), y(down[feature])] as const;
  const places = Array.from(up, (_, feature) => placeOf(feature));
  /** The feature whose dot is nearest to a place on the plot. */
  const featureAt = (at: Point): number =>
    ascending(places.map(([px, py]) => Math.hypot(px - at.x, py - at.y)))[0];
  const dot = svg("circle", { class: "fig-pinned-dot", r: 6 });
  const readout = svg("text", { x: left, y: top - 12 });
  return {
    marks: [
      svg("text", { class: "fig-title", x: 0, y: top - 34 }, "The answer at x = −1"),
      drawn,
      dot,
      readout,
      ...experiments(state).map(({ title, rows }, i) => {
        const start = panel.top - head + i * groupHeight + 20;
        // Bars have no axis: they begin where the headings do.
        const edges = { left: panel.left - axisRoom, right: panel.right };
        return svg(
          "g",
          {},
          svg("text", { class: "fig-title", x: edges.left, y: start }, title),
          barRows(rows, { ...edges, top: start + 8 }),
        );
      }),
    ],
    areas: [
      {
        box: boxOf(plot),
        cursor: "click",
        drag: (at, { state: { focus } }) => focus.set.feature(featureAt(at)),
        hover: (over, { look }) => look({ over }),
      },
    ],
    moves({ state: { focus }, own: { over } }) {
      placeDot(dot, placeOf(focus.feature));
      const named = over === undefined ? focus.feature : featureAt(over);
      setAttributes(readout, { class: over === undefined ? "fig-query-label" : "fig-note" });
      readout.textContent = `feature ${named}: ${decimal(down[named], 3)} at −1, ${decimal(up[named], 3)} at 1`;
    },
  };
}

/** What was measured with the answers or their source, and without. */
function experiments({ side, source, exponent }: NegativeSideState): {
  readonly title: string;
  readonly rows: readonly [BarRow, BarRow];
}[] {
  const pair = (
    name: string,
    value: number,
    without: string,
    valueWithout: number,
    write: (value: number) => string,
  ): readonly [BarRow, BarRow] => [
    { name, value: Math.abs(value), text: write(value), of: "network" },
    { name: without, value: Math.abs(valueWithout), text: write(valueWithout), of: "other" },
  ];
  const cut = "without outputs where the weight is negative";
  return [
    {
      title: `Mean |error|${superscript(exponent)} where the feature is negative`,
      rows: pair(
        "with the answer",
        side.withAnswer,
        "spared the answer",
        side.withoutAnswer,
        magnitude,
      ),
    },
    {
      title: "Mean interference where the feature is not active",
      rows: pair("as it is", source.interference, cut, source.interferenceWithout, (value) =>
        decimal(value, 4),
      ),
    },
    {
      title: `Loss, the mean |error|${superscript(exponent)} of all`,
      rows: pair("as it is", source.loss, cut, source.lossWithout, magnitude),
    },
  ];
}
