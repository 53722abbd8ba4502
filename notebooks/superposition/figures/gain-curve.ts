import type { LineOptions, Markish } from "@observablehq/plot";
import { chart, type PlotLibrary, plotFrame } from "../../../src/drawing/chart";
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
import { verticalAxisName } from "./axis-name";
import { besideMark } from "./beside-mark";
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
/** Of it, what the axis takes. */
const axisBottom = 40;
/** Of the solution that is no point of either curve. */
const dashed = { strokeDasharray: "5 4" };
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
  { state: { Plot, curve, features, neurons } }: View<GainCurveState, Own>,
  { width, height }: Size,
): Scene<GainCurveState, Own> {
  const { probability, exponent } = curve;
  const { left } = margin;
  const top = topMargin(width);
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  const rows = gainRows(curve, gainStep);
  const ignoring = ignoringLoss(features, neurons, probability, exponent);
  const most = 1.25 * attenuatingLoss(0, probability, exponent);
  const unit = 10 ** Math.floor(Math.log10(most));
  const within = (loss: number): number => (loss <= most ? loss : Number.NaN);
  const line = (of: "formula" | "scaled", options: LineOptions): Markish =>
    Plot.line(rows, { x: "gain", y: (row) => within(row[of]), strokeWidth: 1.75, ...options });
  const { element, x, y } = chart(
    Plot.plot({
      ...plotFrame({ width, height: bottom + axisBottom }, { ...margin, top, bottom: axisBottom }),
      x: { domain: [0, lastGain(curve)], label: "mean gain at x = 1" },
      y: {
        domain: [0, most],
        ticks: 5,
        tickFormat: (loss) => fixed(loss / unit, most / unit < 4 ? 1 : 0),
        grid: true,
        label: null,
      },
      marks: [
        verticalAxisName(Plot, `loss in units of 10${superscript(Math.log10(unit))}`, left),
        Plot.areaY(rows, {
          x: "gain",
          y1: "formula",
          y2: ({ scaled }) => Math.min(most, scaled),
          fill: "var(--blue)",
          fillOpacity: 0.14,
        }),
        Plot.ruleY([ignoring], { stroke: "var(--muted)", strokeWidth: 1.75, ...dashed }),
        line("formula", { stroke: "var(--muted)" }),
        line("scaled", { stroke: "var(--blue)" }),
        ...minimumMark(Plot, curve, within),
        ownMark(Plot, curve, within),
      ],
    }),
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
            mark: svg("path", {
              class: "fig-reference-curve",
              d: "M0 0h18",
              "stroke-dasharray": dashed.strokeDasharray,
            }),
          },
        ],
        0,
        width,
      ),
      element,
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
      placeDot(networkDot, [at, y(within(scaled))]);
      readout.textContent = `gain ${fixed(gain, 2)}: ${Number.isFinite(scaled) ? `loss ${magnitude(scaled)}, ` : ""}formula ${magnitude(formula)}`;
    },
  };
}

/** A ring where the loss is least. */
function minimumMark(
  Plot: PlotLibrary,
  curve: GainCurve,
  within: (loss: number) => number,
): Markish[] {
  const gain = isScalable(curve) ? bestGain(curve) : Number.NaN;
  const loss = within(lossAtScale(curve, gain / curve.gain));
  if (!Number.isFinite(loss) || gain > lastGain(curve)) return [];
  const at = { x: [gain], y: [loss] };
  return [
    Plot.dot([gain], { ...at, r: 8, stroke: "var(--muted)", strokeWidth: 1 }),
    // Under the curve, where the line through the gain does not cross it.
    Plot.text([`least at ${fixed(gain, 2)}`], {
      ...at,
      ...besideMark(gain > lastGain(curve) / 2, 14),
      dy: 16,
    }),
  ];
}

/** The network as it is. */
function ownMark(Plot: PlotLibrary, curve: GainCurve, within: (loss: number) => number): Markish {
  const loss = within(lossAtScale(curve, 1));
  if (!Number.isFinite(loss) || !(curve.gain >= 0)) return null;
  return Plot.dot([curve.gain], {
    y: [loss],
    x: [curve.gain],
    r: 5.5,
    fill: "var(--blue)",
    stroke: "var(--paper)",
  });
}
