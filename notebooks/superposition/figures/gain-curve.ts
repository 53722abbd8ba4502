import { type ScaleLinear, scaleLinear } from "d3-scale";
import { area } from "d3-shape";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { beside } from "../../../src/drawing/beside";
import { curvePath } from "../../../src/drawing/curve";
import { count, fixed, magnitude, superscript } from "../../../src/drawing/format";
import { lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure, type Size } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { draggable } from "../../../src/inputs/drag";
import { type GainCurve, lossAtGain, lossAtScale } from "../mathematics/gain-curve";
import { attenuatingLoss, ignoringLoss } from "../mathematics/naive";
import {
  bestGain,
  type GainCurveState,
  gainCurveCaption,
  gainRows,
  gainStep,
  isScalable,
  lastGain,
} from "./gain-curve-texts";

interface Scene {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly probe: SVGLineElement;
  readonly formulaDot: SVGCircleElement;
  readonly networkDot: SVGCircleElement;
  readonly readout: SVGTextElement;
}

const margin = { left: 46, right: 16, bottom: 52 };
/** Of the solution that is no point of either curve. */
const dashed = { "stroke-dasharray": "5 4" };
const topMargin = (width: number): number => (width < 560 ? 114 : 74);
/**
 * The loss over a uniform gain: of attenuation alone, and with the interference that the network's own directions bring
 * in where its outputs are scaled to that gain.
 */
export const gainCurveFigure = pictureKind<GainCurveState>((_, invalidation) =>
  gainCurveElement(invalidation),
);

function gainCurveElement(invalidation: Promise<void>): FigureElement<GainCurveState> {
  let latest: GainCurveState;
  let drawn: GainCurveState | undefined;
  let scene: Scene | undefined;
  /** The gain that the reader has gone to; before that the network's own. */
  let chosen: number | undefined;
  const root = svgRoot();
  const marks = svg("g");
  // What the reader holds stays in place while the network changes under it.
  const hit = svg("rect", { class: "fig-hit fig-draggable" });
  draggable(hit, (point) => {
    if (scene !== undefined) choose(scene.x.invert(margin.left + point.x));
  });
  root.append(marks, hit);

  const gainOf = ({ curve }: GainCurveState): number =>
    Math.min(
      lastGain(curve),
      Math.max(0, chosen ?? (Number.isFinite(curve.gain) ? curve.gain : 0)),
    );
  const choose = (gain: number): void => {
    chosen = Math.min(lastGain(latest.curve), Math.max(0, Math.round(gain / gainStep) * gainStep));
    element.update(latest);
  };

  const build = ({ width, height }: Size): void => {
    const { curve, features, neurons } = latest;
    const { probability, exponent } = curve;
    const top = topMargin(width);
    const bottom = height - margin.bottom;
    const right = width - margin.right;
    const rows = gainRows(curve, gainStep);
    const x = scaleLinear([0, lastGain(curve)], [margin.left, right]);
    const ignoring = ignoringLoss(features, neurons, probability, exponent);
    const most = 1.25 * attenuatingLoss(0, probability, exponent);
    const unit = 10 ** Math.floor(Math.log10(most));
    const y = scaleLinear([0, most], [bottom, top]);
    const within = (loss: number): number => (loss <= most ? y(loss) : Number.NaN);
    const [gains, formula, scaled] = [0, 1, 2].map((part) => rows.map((row) => row[part]));
    const between = area<number>()
      .defined((i) => Number.isFinite(scaled[i]))
      .x((i) => x(gains[i]))
      .y0((i) => y(formula[i]))
      .y1((i) => y(Math.min(most, scaled[i])))
      .digits(1);
    const line = (losses: readonly number[]): string =>
      curvePath(
        gains.length,
        (i) => x(gains[i]),
        (i) => within(losses[i]),
      );
    scene = {
      x,
      y,
      probe: svg("line", { class: "fig-probe-line", y1: top, y2: bottom }),
      formulaDot: svg("circle", { class: "fig-pinned-dot", r: 4 }),
      networkDot: svg("circle", { class: "fig-pinned-dot", r: 4 }),
      readout: svg("text", { class: "fig-query-label", x: 0, y: top - 32 }),
    };
    setAttributes(root, { width, height });
    setAttributes(hit, {
      x: margin.left,
      y: top,
      width: right - margin.left,
      height: bottom - top + 20,
    });
    marks.replaceChildren(
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
        at: margin.left,
        ticks: y.ticks(5),
        format: (loss) => fixed(loss / unit, most / unit < 4 ? 1 : 0),
        grid: right - margin.left,
        label: `loss in units of 10${superscript(Math.log10(unit))}`,
      }),
      xAxis({ scale: x, at: bottom, label: "mean gain at x = 1" }),
      svg("path", {
        class: "fig-count-area",
        d: between(Array.from(gains, (_, i) => i)) ?? undefined,
      }),
      svg("line", {
        class: "fig-reference-curve",
        x1: margin.left,
        x2: right,
        y1: y(ignoring),
        y2: y(ignoring),
        ...dashed,
      }),
      svg("path", { class: "fig-reference-curve", d: line(formula) }),
      svg("path", { class: "fig-model-curve", d: line(scaled) }),
      ...minimumMark(curve, x, within),
      ...ownMark(curve, x, within),
      scene.probe,
      scene.formulaDot,
      scene.networkDot,
      scene.readout,
    );
  };

  const move = ({ x, y, probe, formulaDot, networkDot, readout }: Scene): void => {
    const { curve } = latest;
    const gain = gainOf(latest);
    const at = x(gain).toFixed(1);
    const formula = attenuatingLoss(gain, curve.probability, curve.exponent);
    const loss = isScalable(curve) ? lossAtGain(curve, gain) : Number.NaN;
    setAttributes(probe, { x1: at, x2: at });
    setAttributes(formulaDot, { cx: at, cy: y(formula).toFixed(1) });
    const seen = loss <= y.domain()[1];
    setAttributes(networkDot, {
      cx: at,
      cy: seen ? y(loss).toFixed(1) : 0,
      visibility: seen ? undefined : "hidden",
    });
    readout.textContent = `gain ${fixed(gain, 2)}: ${Number.isFinite(loss) ? `loss ${magnitude(loss)}, ` : ""}formula ${magnitude(formula)}`;
  };

  const element = figure<GainCurveState>(
    {
      title: "Why this gain?",
      keysHelp:
        "Left and right arrows go through the gain, with Shift in steps of 0.1; Home and End go to its ends; Escape goes back to the gain of the network.",
      height: (width) => topMargin(width) + (width < 560 ? 240 : 280) + margin.bottom,
      draw(plot, state, size) {
        latest = state;
        if (root.parentNode !== plot) plot.append(root);
        if (
          size.resized ||
          drawn?.curve !== state.curve ||
          drawn.features !== state.features ||
          drawn.neurons !== state.neurons
        ) {
          drawn = state;
          build(size);
        }
        if (scene !== undefined) move(scene);
      },
      caption: gainCurveCaption,
      describe(state) {
        const gain = gainOf(state);
        const { curve } = state;
        const loss = isScalable(curve)
          ? `${magnitude(lossAtGain(curve, gain))} with interference`
          : "not known with interference";
        return `At gain ${fixed(gain, 2)} the L${curve.exponent} loss is ${magnitude(attenuatingLoss(gain, curve.probability, curve.exponent))} by attenuation alone, ${loss}.`;
      },
      table: ({ curve }) => ({
        columns: ["Gain", "Attenuation alone", "With interference"],
        rows: gainRows(curve, 0.1).map(([gain, ...losses]) => [
          fixed(gain, 1),
          ...losses.map(magnitude),
        ]),
      }),
      data: ({ curve }) => ({
        columns: ["gain", "attenuation_alone", "with_interference"],
        rows: gainRows(curve, gainStep),
      }),
      key(event, state) {
        const gain = gainOf(state);
        const by = event.shiftKey ? 0.1 : gainStep;
        switch (event.key) {
          case "ArrowLeft":
            choose(gain - by);
            return true;
          case "ArrowRight":
            choose(gain + by);
            return true;
          case "Home":
            choose(0);
            return true;
          case "End":
            choose(lastGain(state.curve));
            return true;
          case "Escape":
            if (chosen === undefined) return false;
            chosen = undefined;
            element.update(state);
            return true;
          default:
            return false;
        }
      },
    },
    invalidation,
  );
  return element;
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
