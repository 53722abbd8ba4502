import { type ScaleLinear, scaleLinear } from "d3-scale";
import { area } from "d3-shape";
import { draggable } from "../../inputs/drag";
import {
  bestScale,
  type GainCurve,
  lossAtGain,
  lossAtScale,
} from "../../network/superposition/gain-curve";
import { attenuatingLoss, ignoringLoss } from "../../network/superposition/naive";
import { xAxis, yAxis } from "../axis";
import { curvePath } from "../curve";
import { count, fixed, magnitude, superscript } from "../format";
import { type FigureElement, figure, type Size, type Table } from "../frame";
import { setAttributes, svg, svgRoot } from "../svg";
import { chance, order, times } from "./compared";
import { legend, lineMark, otherDashes } from "./legend";

export interface GainCurveState {
  readonly curve: GainCurve;
  /** n */
  readonly features: number;
  /** m */
  readonly neurons: number;
}

interface Scene {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly probe: SVGLineElement;
  readonly formulaDot: SVGCircleElement;
  readonly networkDot: SVGCircleElement;
  readonly readout: SVGTextElement;
}

const margin = { left: 46, right: 16, bottom: 52 };
const topMargin = (width: number): number => (width < 560 ? 114 : 74);
/** Gains are drawn and gone through in these steps. */
const step = 0.01;

/**
 * The loss over a uniform gain: of attenuation alone, and with the interference that the network's own directions bring
 * in where its outputs are scaled to that gain.
 */
export function gainCurveFigure(invalidation: Promise<void>): FigureElement<GainCurveState> {
  let latest: GainCurveState;
  let drawn: GainCurve | undefined;
  let scene: Scene | undefined;
  /** The gain that the reader has gone to; before that the network's own. */
  let chosen: number | undefined;

  const gainOf = ({ curve }: GainCurveState): number =>
    Math.min(
      lastGain(curve),
      Math.max(0, chosen ?? (Number.isFinite(curve.gain) ? curve.gain : 0)),
    );
  const choose = (gain: number): void => {
    chosen = Math.min(lastGain(latest.curve), Math.max(0, Math.round(gain / step) * step));
    element.update(latest);
  };

  const build = (plot: HTMLElement, { width, height }: Size): void => {
    const { curve, features, neurons } = latest;
    const { probability, exponent } = curve;
    const top = topMargin(width);
    const bottom = height - margin.bottom;
    const right = width - margin.right;
    const gains = gainsOver(curve);
    const x = scaleLinear([0, lastGain(curve)], [margin.left, right]);
    const ignoring = ignoringLoss(features, neurons, probability, exponent);
    const most = 1.25 * attenuatingLoss(0, probability, exponent);
    const unit = 10 ** Math.floor(Math.log10(most));
    const y = scaleLinear([0, most], [bottom, top]);
    const within = (loss: number): number => (loss <= most ? y(loss) : Number.NaN);
    const formula = gains.map((gain) => attenuatingLoss(gain, probability, exponent));
    const scaled = gains.map((gain) => (isScalable(curve) ? lossAtGain(curve, gain) : Number.NaN));
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
    const root = svgRoot(width, height);
    scene = {
      x,
      y,
      probe: svg("line", { class: "fig-probe-line", y1: top, y2: bottom }),
      formulaDot: svg("circle", { class: "fig-pinned-dot", r: 4 }),
      networkDot: svg("circle", { class: "fig-pinned-dot", r: 4 }),
      readout: svg("text", { class: "fig-query-label", x: 0, y: top - 32 }),
    };
    const hit = svg("rect", {
      class: "fig-hit fig-draggable",
      x: margin.left,
      y: top,
      width: right - margin.left,
      height: bottom - top + 20,
    });
    draggable(hit, (point) => choose(x.invert(margin.left + point.x)));
    root.append(
      legend(
        [
          { mark: lineMark("fig-model-curve"), text: "with interference: this network, scaled" },
          { mark: lineMark(), text: "attenuation alone (formula)" },
          {
            mark: lineMark("fig-rule", otherDashes),
            text: `ignoring ${count(Math.max(0, features - neurons))} features`,
          },
        ],
        { left: 0, right: width, top: 0 },
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
        class: "fig-rule",
        x1: margin.left,
        x2: right,
        y1: y(ignoring),
        y2: y(ignoring),
        "stroke-dasharray": otherDashes,
      }),
      svg("path", { class: "fig-rule", d: line(formula), fill: "none" }),
      svg("path", { class: "fig-model-curve", d: line(scaled) }),
      ...minimumMark(curve, x, within),
      ...ownMark(curve, x, within),
      scene.probe,
      scene.formulaDot,
      scene.networkDot,
      scene.readout,
      hit,
    );
    plot.replaceChildren(root);
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
        if (size.resized || drawn !== state.curve) {
          drawn = state.curve;
          build(plot, size);
        }
        if (scene !== undefined) move(scene);
      },
      caption,
      describe(state) {
        const gain = gainOf(state);
        const { curve } = state;
        const loss = isScalable(curve)
          ? `${magnitude(lossAtGain(curve, gain))} with interference`
          : "not known with interference";
        return `At gain ${fixed(gain, 2)} the L${curve.exponent} loss is ${magnitude(attenuatingLoss(gain, curve.probability, curve.exponent))} by attenuation alone, ${loss}.`;
      },
      table: ({ curve }) => curveTable(curve, 0.1, (value) => fixed(value, 1), magnitude),
      data: ({ curve }) => ({
        ...curveTable(curve, step, Number, Number),
        columns: ["gain", "attenuation_alone", "with_interference"],
      }),
      key(event, state) {
        const gain = gainOf(state);
        const by = event.shiftKey ? 0.1 : step;
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

/** Whether the outputs can be scaled to a gain: whether they have one at all, and are finite. */
function isScalable({ gain, coefficients }: GainCurve): boolean {
  return gain > 0.02 && coefficients.every(Number.isFinite);
}

/** The end of the axis: 1, or beyond a network of a larger gain. */
function lastGain({ gain }: GainCurve): number {
  return gain > 0.95 && gain < 2 ? Math.ceil(10 * (gain + 0.2)) / 10 : 1;
}

function gainsOver(curve: GainCurve): number[] {
  return Array.from({ length: Math.round(lastGain(curve) / step) + 1 }, (_, i) => i * step);
}

/** The gain of the least loss. */
function bestGain(curve: GainCurve): number {
  return bestScale(curve) * curve.gain;
}

function minimumMark(
  curve: GainCurve,
  x: ScaleLinear<number, number>,
  y: (loss: number) => number,
): SVGElement[] {
  const gain = isScalable(curve) ? bestGain(curve) : Number.NaN;
  const [cx, cy] = [x(gain), y(lossAtScale(curve, gain / curve.gain))];
  if (!Number.isFinite(cx) || !Number.isFinite(cy) || gain > lastGain(curve)) return [];
  return [
    svg("circle", { class: "fig-rule", fill: "none", cx, cy, r: 8 }),
    svg(
      "text",
      { class: "fig-halo", x: cx, y: cy - 16, "text-anchor": "middle" },
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

function curveTable<Gain extends string | number, Loss extends string | number>(
  curve: GainCurve,
  every: number,
  writeGain: (value: number) => Gain,
  writeLoss: (value: number) => Loss,
): Table {
  const rows = Math.round(lastGain(curve) / every) + 1;
  return {
    columns: ["Gain", "Attenuation alone", "With interference"],
    rows: Array.from({ length: rows }, (_, i) => {
      const gain = i * every;
      return [
        writeGain(gain),
        writeLoss(attenuatingLoss(gain, curve.probability, curve.exponent)),
        writeLoss(isScalable(curve) ? lossAtGain(curve, gain) : Number.NaN),
      ];
    }),
  };
}

function caption({ curve, features, neurons }: GainCurveState): string {
  const { exponent, probability, gain, coefficients } = curve;
  const alone = `Were there no interference, a larger gain would always be better: the loss p(1\u00a0−\u00a0g)${superscript(exponent)}/${2 * (exponent + 1)} falls to 0 at gain 1.`;
  if (!coefficients.every(Number.isFinite))
    return `${alone} The outputs of this network are not finite, so they cannot be scaled.`;
  if (!isScalable(curve))
    return `${alone} This network has a mean gain of ${fixed(gain, 2)}: there is no answer yet to scale.`;
  const best = bestGain(curve);
  const least = lossAtScale(curve, bestScale(curve));
  const own = lossAtScale(curve, 1);
  const ignoring = ignoringLoss(features, neurons, probability, exponent);
  const share = attenuatingLoss(gain, probability, exponent) / own;
  const meet =
    order(own, least) === 0
      ? `The loss is least at gain ${fixed(best, 2)}, and that is where this network is: ${fixed(gain, 2)}.`
      : `The loss is least at gain ${fixed(best, 2)}, where it is ${magnitude(least)}; this network stands at ${fixed(gain, 2)} with ${magnitude(own)}.`;
  const naive =
    ignoring === 0
      ? ""
      : ` Ignoring ${count(features - neurons)} features would cost ${magnitude(ignoring)}, ${times(ignoring / own)} times that.`;
  return `${alone} But a larger gain is also louder to all others: interference grows with the gain to the power of ${exponent}. With p\u00a0=\u00a0${chance(probability)} and the directions of this network, ${meet[0].toLowerCase()}${meet.slice(1)} Of its loss of ${magnitude(own)}, attenuation is ${fixed(100 * share, 0)} %.${naive}`;
}
