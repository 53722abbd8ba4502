import type { DotOptions } from "@observablehq/plot";
import { ascending } from "../../../src/drawing/ascending";
import { chart, plotFrame } from "../../../src/drawing/chart";
import { placeDot } from "../../../src/drawing/dots";
import { finiteRange, withRoom } from "../../../src/drawing/finite-range";
import { count } from "../../../src/drawing/format";
import { dotEntry, lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { boxOf } from "../../../src/drawing/two-plots";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import type { Point } from "../../../src/inputs/pointer";
import { decimal } from "./compared";
import { featureKey, featureKeysHelp } from "./feature-focus";
import { type L2GainsState, l2GainsCaption, l2GainsNumbers, summary } from "./l2-gains-texts";

interface Own {
  /** Where the pointer is over the plot. */
  readonly over: Point | undefined;
}

const margin = { left: 46, right: 14, bottom: 50 };
const topMargin = (width: number): number => (width < 700 ? 96 : 56);

/** The gains of both networks, each sorted, and what a network that answers m features and no others would have. */
export const l2GainsFigure = figure<L2GainsState, Own>({
  title: "What does L2 do?",
  height: (width) => topMargin(width) + 240 + margin.bottom,
  own: () => ({ over: undefined }),
  depends: ({ gains, otherGains, exponent, otherExponent, neurons }) => [
    gains,
    otherGains,
    exponent,
    otherExponent,
    neurons,
  ],
  still: l2GainsScene,
  caption: l2GainsCaption,
  sentence: ({ gains, otherGains, otherExponent, focus }) =>
    `Feature ${focus.feature} has gain ${decimal(gains[focus.feature], 2)}${otherGains === null ? "" : `, and ${decimal(otherGains[focus.feature], 2)} in the network trained with L${otherExponent}`}.`,
  columns: l2GainsNumbers,
  keys: {
    help: featureKeysHelp,
    press: (event, { state: { gains, neurons, focus } }) =>
      featureKey(event, focus.set, { features: gains.length, neurons }, descending(gains)),
  },
});

function l2GainsScene(
  { state: { Plot, gains, otherGains, exponent, otherExponent, neurons } }: View<L2GainsState, Own>,
  { width, height }: Size,
): Scene<L2GainsState, Own> {
  const features = gains.length;
  const { left } = margin;
  const top = topMargin(width);
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  const slot = (right - left) / features;
  const radius = Math.min(4, Math.max(1.6, slot * 0.42));
  const own = { gains, order: descending(gains) };
  const other = otherGains && { gains: otherGains, order: descending(otherGains) };
  const answered = Math.min(neurons, features);
  const dotsOf = ({ gains, order }: typeof own, options: DotOptions) =>
    Plot.dot(order, {
      x: (_, rank) => rank + 0.5,
      y: (feature) => gains[feature],
      r: radius,
      ...options,
    });
  const {
    element: plot,
    x,
    y,
  } = chart(
    Plot.plot({
      ...plotFrame({ width, height }, { ...margin, top }),
      x: { domain: [0, features], label: "features, each network's in the order of their gains" },
      y: {
        domain: withRoom(finiteRange([gains, otherGains ?? [], [0, 1]])),
        grid: true,
        label: null,
      },
      marks: [
        Plot.line(
          [
            [0, 1],
            [answered, 1],
            [answered, 0],
            [features, 0],
          ],
          { stroke: "var(--muted)", strokeWidth: 1.75 },
        ),
        ...(other === null
          ? []
          : [
              dotsOf(other, {
                stroke: "var(--muted)",
                strokeWidth: 1,
                className: "fig-other-gains",
              }),
            ]),
        dotsOf(own, { fill: "var(--blue)", className: "fig-own-gains" }),
      ],
    }),
  );
  const placeOf = (feature: number, { gains, order }: typeof own) =>
    [x(order.indexOf(feature) + 0.5), y(gains[feature])] as const;
  /** The feature whose dot, of either network, is nearest to a place on the plot. */
  const featureAt = (at: Point): number => {
    const rank = Math.min(features - 1, Math.max(0, Math.floor((at.x - left) / slot)));
    const away = ({ gains, order }: typeof own): number => Math.abs(y(gains[order[rank]]) - at.y);
    return (other !== null && away(other) < away(own) ? other : own).order[rank];
  };

  const dot = svg("circle", { class: "fig-pinned-dot", r: radius + 2.5 });
  const otherDot = svg("circle", { class: "fig-probe-handle", r: radius + 1.5 });
  const readout = svg("text", { x: left, y: top - 14 });
  return {
    marks: [
      markLegend(
        [
          dotEntry(`L${exponent} (this network): ${summary(gains)}`, "fig-model-dot"),
          ...(otherGains === null
            ? []
            : [dotEntry(`L${otherExponent}: ${summary(otherGains)}`, "fig-other-dots")]),
          lineEntry(`naive: ${count(answered)} at 1, the rest at 0`, "fig-reference-curve"),
        ],
        0,
        width,
      ),
      plot,
      otherDot,
      dot,
      readout,
    ],
    areas: [
      {
        box: boxOf({ left, right, top, bottom }),
        cursor: "click",
        drag: (at, { state: { focus } }) => focus.set.feature(featureAt(at)),
        hover: (over, { look }) => look({ over }),
      },
    ],
    moves({ state: { focus }, own: { over } }) {
      placeDot(dot, placeOf(focus.feature, own));
      placeDot(otherDot, other === null ? nowhere : placeOf(focus.feature, other));
      const named = over === undefined ? focus.feature : featureAt(over);
      setAttributes(readout, { class: over === undefined ? "fig-query-label" : "fig-note" });
      readout.textContent = `feature ${named}: ${decimal(gains[named], 3)}${otherGains === null ? "" : `, with L${otherExponent} ${decimal(otherGains[named], 3)}`}`;
    },
  };
}

const nowhere = [Number.NaN, Number.NaN] as const;

/** The features, that of the largest gain first; a gain that is not a number comes last. */
function descending(gains: Float64Array): number[] {
  return ascending(gains.map((gain) => -gain));
}
