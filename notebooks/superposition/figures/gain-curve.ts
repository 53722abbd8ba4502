import { type ScaleLinear, scaleLinear } from "d3-scale";
import { area } from "d3-shape";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { beside } from "../../../src/drawing/beside";
import { curvePath } from "../../../src/drawing/curve";
import { placeDot } from "../../../src/drawing/dots";
import { count, fixed, magnitude, superscript } from "../../../src/drawing/format";
import { lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { boxOf } from "../../../src/drawing/two-plots";
import { type Column, column, numbers } from "../../../src/figure/columns";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { type GainCurve, lossAtScale } from "../mathematics/gain-curve";
import { attenuatingLoss, ignoringLoss } from "../mathematics/naive";
import {
  bestGain,
  type GainCurveState,
  type GainRow,
  gainCurveCaption,
  gainRow,
  gainRows,
  gainStep,
  isScalable,
  lastGain,
} from "./gain-curve-texts";

interface Own {
  /** The gain that the reader has gone to; before that the network's own. */
  readonly chosen: number | undefined;
}

const margin = { left: 46, right: 16, bottom: 52 };
/** Of the solution that is no point of either curve. */
const dashed = { "stroke-dasharray": "5 4" };
const topMargin = (width: number): number => (width < 560 ? 114 : 74);

/**
 * The loss over a uniform gain: of attenuation alone, and with the interference that the network's own directions bring
 * in where its outputs are scaled to that gain.
 */
export const gainCurveFigure = figure<GainCurveState, Own>({
  title: "Why this gain?",
  height: (width) => topMargin(width) + (width < 560 ? 240 : 280) + margin.bottom,
  own: () => ({ chosen: undefined }),
  depends: ({ curve, features, neurons }) => [curve, features, neurons],
  still: gainCurveScene,
  caption: gainCurveCaption,
  sentence({ curve }, own) {
    const { gain, formula, scaled } = gainRow(curve, gainOf(curve, own));
    const loss = isScalable(curve)
      ? `${magnitude(scaled)} with interference`
      : "not known with interference";
    return `At gain ${fixed(gain, 2)} the L${curve.exponent} loss is ${magnitude(formula)} by attenuation alone, ${loss}.`;
  },
  columns: ({ curve }) =>
    numbers(
      gainRows(curve, gainStep),
      [
        column("Gain", "gain", ({ gain }) => gain, 1),
        lossColumn("Attenuation alone", "attenuation_alone", ({ formula }) => formula),
        lossColumn("With interference", "with_interference", ({ scaled }) => scaled),
      ],
      gainRows(curve, 0.1),
    ),
  keys: {
    help: "Left and right arrows go through the gain, with Shift in steps of 0.1; Home and End go to its ends; Escape goes back to the gain of the network.",
    press({ key, shiftKey }, view) {
      const { state, own, look } = view;
      const gain = gainOf(state.curve, own);
      const by = shiftKey ? 0.1 : gainStep;
      if (key === "ArrowLeft") choose(gain - by, view);
      else if (key === "ArrowRight") choose(gain + by, view);
      else if (key === "Home") choose(0, view);
      else if (key === "End") choose(lastGain(state.curve), view);
      else if (key === "Escape" && own.chosen !== undefined) look({ chosen: undefined });
      else return false;
      return true;
    },
  },
});

function lossColumn(
  heading: string,
  field: string,
  value: (row: GainRow) => number,
): Column<GainRow> {
  return column(heading, field, value, (row) => magnitude(value(row)));
}

function gainOf(curve: GainCurve, { chosen }: Own): number {
  return onAxis(curve, chosen ?? (Number.isFinite(curve.gain) ? curve.gain : 0));
}

function choose(gain: number, { state: { curve }, look }: View<GainCurveState, Own>): void {
  look({ chosen: onAxis(curve, Math.round(gain / gainStep) * gainStep) });
}

function onAxis(curve: GainCurve, gain: number): number {
  return Math.min(lastGain(curve), Math.max(0, gain));
}

function gainCurveScene(
  { state: { curve, features, neurons } }: View<GainCurveState, Own>,
  { width, height }: Size,
): Scene<GainCurveState, Own> {
  const { probability, exponent } = curve;
  const { left } = margin;
  const top = topMargin(width);
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  const rows = gainRows(curve, gainStep);
  const x = scaleLinear([0, lastGain(curve)], [left, right]);
  const ignoring = ignoringLoss(features, neurons, probability, exponent);
  const most = 1.25 * attenuatingLoss(0, probability, exponent);
  const unit = 10 ** Math.floor(Math.log10(most));
  const y = scaleLinear([0, most], [bottom, top]);
  const within = (loss: number): number => (loss <= most ? y(loss) : Number.NaN);
  const between = area<GainRow>()
    .defined(({ scaled }) => Number.isFinite(scaled))
    .x(({ gain }) => x(gain))
    .y0(({ formula }) => y(formula))
    .y1(({ scaled }) => y(Math.min(most, scaled)))
    .digits(1);
  const line = (of: "formula" | "scaled"): string =>
    curvePath(
      rows.length,
      (i) => x(rows[i].gain),
      (i) => within(rows[i][of]),
    );
  const probe = svg("line", { class: "fig-probe-line", y1: top, y2: bottom });
  const [formulaDot, networkDot] = [0, 1].map(() =>
    svg("circle", { class: "fig-pinned-dot", r: 4 }),
  );
  const readout = svg("text", { class: "fig-query-label", x: 0, y: top - 32 });
  return {
    marks: [
      markLegend(
        [
          lineEntry("with interference: this network, scaled", "fig-model-curve"),
          lineEntry("attenuation alone (formula)", "fig-reference-curve"),
          {
            name: `ignoring ${count(Math.max(0, features - neurons))} features`,
            mark: svg("path", { class: "fig-reference-curve", d: "M0 0h18", ...dashed }),
          },
        ],
        0,
        width,
      ),
      yAxis({
        scale: y,
        at: left,
        ticks: y.ticks(5),
        format: (loss) => fixed(loss / unit, most / unit < 4 ? 1 : 0),
        grid: right - left,
        label: `loss in units of 10${superscript(Math.log10(unit))}`,
      }),
      xAxis({ scale: x, at: bottom, label: "mean gain at x = 1" }),
      svg("path", { class: "fig-count-area", d: between(rows) ?? undefined }),
      svg("line", {
        class: "fig-reference-curve",
        x1: left,
        x2: right,
        y1: y(ignoring),
        y2: y(ignoring),
        ...dashed,
      }),
      svg("path", { class: "fig-reference-curve", d: line("formula") }),
      svg("path", { class: "fig-model-curve", d: line("scaled") }),
      ...minimumMark(curve, x, within),
      ...ownMark(curve, x, within),
      probe,
      formulaDot,
      networkDot,
      readout,
    ],
    areas: [
      {
        box: boxOf({ left, right, top, bottom: bottom + 20 }),
        drag: (at, view) => choose(x.invert(at.x), view),
      },
    ],
    moves({ own }) {
      const { gain, formula, scaled } = gainRow(curve, gainOf(curve, own));
      const at = x(gain);
      setAttributes(probe, { x1: at.toFixed(1), x2: at.toFixed(1) });
      placeDot(formulaDot, [at, y(formula)]);
      placeDot(networkDot, [at, within(scaled)]);
      readout.textContent = `gain ${fixed(gain, 2)}: ${Number.isFinite(scaled) ? `loss ${magnitude(scaled)}, ` : ""}formula ${magnitude(formula)}`;
    },
  };
}

function minimumMark(
  curve: GainCurve,
  x: ScaleLinear<number, number>,
  y: (loss: number) => number,
): SVGElement[] {
  const gain = isScalable(curve) ? bestGain(curve) : Number.NaN;
  const [cx, cy] = [x(gain), y(lossAtScale(curve, gain / curve.gain))];
  if (!Number.isFinite(cx) || !Number.isFinite(cy) || gain > lastGain(curve)) return [];
  const [left, right] = x.range();
  return [
    svg("circle", { class: "fig-rule", fill: "none", cx, cy, r: 8 }),
    // Under the curve, where the line through the gain does not cross it.
    svg(
      "text",
      { class: "fig-halo", y: cy + 20, ...beside(cx, (left + right) / 2, 14) },
      `least at ${fixed(gain, 2)}`,
    ),
  ];
}

/** The network as it is. */
function ownMark(
  curve: GainCurve,
  x: ScaleLinear<number, number>,
  y: (loss: number) => number,
): SVGElement[] {
  const [cx, cy] = [x(curve.gain), y(lossAtScale(curve, 1))];
  if (!Number.isFinite(cx) || !Number.isFinite(cy) || curve.gain < 0) return [];
  return [svg("circle", { class: "fig-model-dot", cx, cy, r: 5.5 })];
}
