import { scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { finiteRange, withRoom } from "../../../src/drawing/finite-range";
import { count } from "../../../src/drawing/format";
import { hoverable } from "../../../src/drawing/hoverable";
import { dotEntry, lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure, type Size } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { type DragPoint, draggable } from "../../../src/inputs/drag";
import { mean } from "../mathematics/errors";
import { sharingFeatures } from "../mathematics/gains";
import { decimal } from "./compared";
import { featureKey, featureKeysHelp, type SetFeatureFocus } from "./feature-focus";
import { type L2GainsState, l2GainsCaption, spread, summary } from "./l2-gains-texts";

interface Scene {
  readonly x: (rank: number) => number;
  readonly y: (gain: number) => number;
  /** The place of each feature in its network's order. */
  readonly ranks: Uint32Array;
  readonly otherRanks: Uint32Array | null;
  readonly dot: SVGCircleElement;
  readonly otherDot: SVGCircleElement;
  readonly readout: SVGTextElement;
  /** The feature whose dot, of either network, is nearest to a place on the plot. */
  featureAt(point: DragPoint): number;
}

const margin = { left: 46, right: 14, bottom: 50 };
const topMargin = (width: number): number => (width < 700 ? 96 : 56);

/** The gains of both networks, each sorted, and what a network that answers m features and no others would have. */
export const l2GainsFigure = pictureKind<L2GainsState>(({ focus }, invalidation) =>
  l2GainsElement(focus.set, invalidation),
);

function l2GainsElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<L2GainsState> {
  let latest: L2GainsState;
  let drawn: L2GainsState | undefined;
  let scene: Scene | undefined;
  let hovered: number | undefined;
  const root = svgRoot();
  const marks = svg("g");
  // What the reader holds stays in place while the network changes under it.
  const hit = svg("rect", { class: "fig-hit fig-clickable" });
  draggable(hit, (point) => {
    if (scene !== undefined) set.feature(scene.featureAt(point));
  });
  hoverable(hit, (point) => {
    hovered = point && scene?.featureAt(point);
    if (scene !== undefined) move(scene);
  });
  root.append(marks, hit);

  const build = ({ width, height }: Size): void => {
    const { gains, otherGains, exponent, otherExponent, neurons } = latest;
    const features = gains.length;
    const top = topMargin(width);
    const bottom = height - margin.bottom;
    const right = width - margin.right;
    const slot = (right - margin.left) / features;
    const x = (rank: number): number => margin.left + (rank + 0.5) * slot;
    const [low, high] = finiteRange([gains, otherGains ?? [], [0, 1]]);
    const y = scaleLinear(withRoom([low, high]), [bottom, top]);
    const radius = Math.min(4, Math.max(1.6, slot * 0.42));
    const order = sorted(gains);
    const otherOrder = otherGains && sorted(otherGains);
    const dots = (values: Float64Array, by: readonly number[], className: string): SVGGElement =>
      svg(
        "g",
        {},
        ...by.flatMap((feature, rank) =>
          Number.isFinite(values[feature])
            ? [
                svg("circle", {
                  class: className,
                  fill: "none",
                  cx: x(rank).toFixed(1),
                  cy: y(values[feature]).toFixed(1),
                  r: radius,
                }),
              ]
            : [],
        ),
      );
    const answered = Math.min(neurons, features);
    scene = {
      x,
      y,
      ranks: ranksOf(order),
      otherRanks: otherOrder && ranksOf(otherOrder),
      dot: svg("circle", { class: "fig-pinned-dot", r: radius + 2.5 }),
      otherDot: svg("circle", { class: "fig-probe-handle", r: radius + 1.5 }),
      readout: svg("text", { x: margin.left, y: top - 14 }),
      featureAt(point) {
        const rank = Math.min(features - 1, Math.max(0, Math.floor(point.x / slot)));
        const [own, others] = [order[rank], otherOrder?.[rank]];
        const away = (gain: number): number => Math.abs(y(gain) - top - point.y);
        return others !== undefined &&
          otherGains !== null &&
          away(otherGains[others]) < away(gains[own])
          ? others
          : own;
      },
    };
    setAttributes(root, { width, height });
    setAttributes(hit, {
      x: margin.left,
      y: top,
      width: right - margin.left,
      height: bottom - top,
    });
    const stairs = `M${margin.left},${y(1)}H${margin.left + answered * slot}V${y(0)}H${right}`;
    marks.replaceChildren(
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
      yAxis({ scale: y, at: margin.left, grid: right - margin.left }),
      xAxis({
        scale: scaleLinear([0, features], [margin.left, right]),
        at: bottom,
        label: "features, each network's in the order of their gains",
      }),
      svg("path", { class: "fig-reference-curve", d: stairs }),
      ...(otherGains === null || otherOrder === null
        ? []
        : [dots(otherGains, otherOrder, "fig-rule")]),
      dots(gains, order, "fig-live-dot"),
      scene.otherDot,
      scene.dot,
      scene.readout,
    );
  };

  const move = ({ x, y, ranks, otherRanks, dot, otherDot, readout }: Scene): void => {
    const { gains, otherGains, focus, otherExponent } = latest;
    const place = (
      mark: SVGCircleElement,
      values: Float64Array | null,
      by: Uint32Array | null,
    ): void => {
      const gain = values?.[focus.feature] ?? Number.NaN;
      const seen = Number.isFinite(gain) && by !== null;
      setAttributes(mark, {
        cx: seen ? x(by[focus.feature]).toFixed(1) : 0,
        cy: seen ? y(gain).toFixed(1) : 0,
        visibility: seen ? undefined : "hidden",
      });
    };
    place(dot, gains, ranks);
    place(otherDot, otherGains, otherRanks);
    const named = hovered ?? focus.feature;
    setAttributes(readout, { class: hovered === undefined ? "fig-query-label" : "fig-note" });
    readout.textContent = `feature ${named}: ${decimal(gains[named], 3)}${otherGains === null ? "" : `, with L${otherExponent} ${decimal(otherGains[named], 3)}`}`;
  };

  return figure<L2GainsState>(
    {
      title: "What does L2 do?",
      keysHelp: featureKeysHelp,
      height: (width) => topMargin(width) + 240 + margin.bottom,
      draw(plot, state, size) {
        latest = state;
        if (root.parentNode !== plot) plot.append(root);
        if (
          size.resized ||
          drawn?.gains !== state.gains ||
          drawn.otherGains !== state.otherGains ||
          drawn.exponent !== state.exponent ||
          drawn.otherExponent !== state.otherExponent ||
          drawn.neurons !== state.neurons
        ) {
          drawn = state;
          hovered = undefined;
          build(size);
        }
        if (scene !== undefined) move(scene);
      },
      caption: l2GainsCaption,
      describe: ({ gains, otherGains, otherExponent, focus }) =>
        `Feature ${focus.feature} has gain ${decimal(gains[focus.feature], 2)}${otherGains === null ? "" : `, and ${decimal(otherGains[focus.feature], 2)} in the network trained with L${otherExponent}`}.`,
      table: ({ gains, otherGains, exponent, otherExponent }) => ({
        columns: [
          "Trained with",
          "Mean gain",
          "Spread",
          "Smallest",
          "Largest",
          "Features that share",
        ],
        rows: [
          { name: `L${exponent}`, values: gains },
          ...(otherGains === null ? [] : [{ name: `L${otherExponent}`, values: otherGains }]),
        ].map(({ name, values }) => [
          name,
          decimal(mean(values), 3),
          decimal(spread(values), 3),
          decimal(Math.min(...values), 3),
          decimal(Math.max(...values), 3),
          decimal(sharingFeatures(values), 1),
        ]),
      }),
      data: ({ gains, otherGains, exponent, otherExponent }) => ({
        columns: [
          "feature",
          `gain_l${exponent}`,
          ...(otherGains === null ? [] : [`gain_l${otherExponent}`]),
        ],
        rows: Array.from(gains, (gain, feature) => [
          feature,
          gain,
          ...(otherGains === null ? [] : [otherGains[feature]]),
        ]),
      }),
      key: (event, { gains, neurons }) =>
        featureKey(event, set, { features: gains.length, neurons }, sorted(gains)),
    },
    invalidation,
  );
}

/** The features, that of the largest gain first. */
function sorted(gains: Float64Array): number[] {
  // A gain that is not a number comes last.
  const size = (feature: number): number =>
    Number.isNaN(gains[feature]) ? Number.NEGATIVE_INFINITY : gains[feature];
  return Array.from(gains, (_, feature) => feature).sort((a, b) =>
    size(b) > size(a) ? 1 : size(b) < size(a) ? -1 : a - b,
  );
}

/** The place of each feature in an order. */
function ranksOf(order: readonly number[]): Uint32Array {
  const ranks = new Uint32Array(order.length);
  for (const [rank, feature] of order.entries()) ranks[feature] = rank;
  return ranks;
}
