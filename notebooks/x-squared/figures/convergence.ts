import { scaleLinear, scaleLog } from "d3-scale";
import { powersOfTen, xAxis, yAxis } from "../../../src/drawing/axis";
import { colourBar } from "../../../src/drawing/colour-bar";
import { curvePath } from "../../../src/drawing/curve";
import { dodge } from "../../../src/drawing/dodge";
import { count, fixed, magnitude, powerOfTen } from "../../../src/drawing/format";
import { type ErrorColours, errorColours } from "../../../src/drawing/plasma";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { draggable } from "../../../src/inputs/drag";
import type { Floats } from "../../../src/network/network";
import { type Focus, focusKey, type SetFocus } from "./focus";
import { probe, queryAt } from "./probe";

/** One model's predictions. */
export interface ConvergenceCurve {
  readonly id: string;
  /** Epochs that it has been trained for; undefined where nobody knows: it was opened from a file. */
  readonly epochs: number | undefined;
  /** Its mean squared error; may be not finite. */
  readonly mse: number;
  /** `[N]` at the inputs. */
  readonly predictions: Floats;
  /** True while it trains. */
  readonly live?: boolean;
}

export interface ConvergenceState {
  readonly curves: readonly ConvergenceCurve[];
  /** `[N]`, increasing. */
  readonly inputs: Floats;
  /** `[N]`, the true function. */
  readonly targets: Floats;
  readonly focus: Focus;
  /** One model at one moment of its training, drawn over the others. */
  readonly scrub?:
    | { readonly epoch: number; readonly mse: number; readonly predictions: Floats }
    | undefined;
}

const top = 62;
const bottomMargin = 46;
const left = 40;
/** Width of the column of labels at the right end of the curves. */
const labels = 58;

/** The predictions of several models over x, coloured by their error. */
export const convergenceFigure = pictureKind<ConvergenceState>(({ focus }, invalidation) =>
  convergenceElement(focus.set, invalidation),
);

function convergenceElement(
  set: SetFocus,
  invalidation: Promise<void>,
): FigureElement<ConvergenceState> {
  const root = svgRoot();
  root.classList.add("fig-draggable");
  let latest: ConvergenceState;
  let scene: Scene | undefined;
  /** Ids of the curve under the pointer and of the one chosen by a click or a key. */
  let hovered: string | undefined;
  let chosen: string | undefined;

  const show = (): void => scene?.move(latest, hovered ?? chosen);
  const choose = (id: string | undefined): void => {
    chosen = id;
    show();
    element.update(latest);
  };
  draggable(
    root,
    ({ x }) => {
      if (scene !== undefined) set.x(scene.queryAt(x));
    },
    ({ x, y }) => {
      const id = scene?.nearest(x, y, 44);
      choose(id === chosen ? undefined : id);
    },
  );
  root.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons !== 0) return;
    const box = root.getBoundingClientRect();
    const id = scene?.nearest(event.clientX - box.left, event.clientY - box.top, 24);
    if (id === hovered) return;
    hovered = id;
    show();
  });
  root.addEventListener("pointerleave", () => {
    if (hovered === undefined) return;
    hovered = undefined;
    show();
  });

  const element = figure<ConvergenceState>(
    {
      title: "Models at different epochs",
      keysHelp:
        "Up and down arrows choose a curve; left and right arrows move the query, with Shift by whole steps; Home and End go to the ends; Escape lets go of the curve.",
      height: (width) => (width < 500 ? 440 : width < 800 ? 480 : 520),
      draw(plot, state, { width, height, resized }) {
        if (root.parentNode !== plot) plot.append(root);
        if (
          scene === undefined ||
          resized ||
          state.curves !== latest.curves ||
          state.inputs !== latest.inputs ||
          state.targets !== latest.targets ||
          (state.scrub === undefined) !== (latest.scrub === undefined)
        ) {
          setAttributes(root, { width, height });
          scene = buildScene(root, state, width, height);
        }
        latest = state;
        show();
      },
      caption,
      describe(state) {
        const curve = state.curves.find(({ id }) => id === chosen);
        const where = `The query is ${fixed(state.focus.x, 2)}`;
        return curve === undefined
          ? `${where}. ${state.curves.length} models; no curve chosen.`
          : `${epochs(curve.epochs)}, mean squared error ${magnitude(curve.mse)}. ${where}, where this model predicts ${fixed(sampleAt(state.inputs, curve.predictions, state.focus.x), 2)}.`;
      },
      table: ({ curves, inputs, focus }) => ({
        columns: ["Epochs", "Mean squared error", `Prediction at ${fixed(focus.x, 2)}`],
        rows: curves.map((curve) => [
          curve.epochs === undefined ? "not known" : count(curve.epochs),
          magnitude(curve.mse),
          fixed(sampleAt(inputs, curve.predictions, focus.x), 3),
        ]),
      }),
      data: ({ curves, inputs, targets, scrub }) => ({
        columns: ["curve", "epochs", "mean_squared_error", "x", "target", "prediction"],
        rows: [
          ...curves,
          ...(scrub === undefined ? [] : [{ ...scrub, id: "scrubbed", epochs: scrub.epoch }]),
        ].flatMap(({ id, epochs, mse, predictions }) =>
          Array.from(inputs, (x, i) => [id, epochs ?? "", mse, x, targets[i], predictions[i]]),
        ),
      }),
      key(event, { curves, inputs }) {
        const at = curves.findIndex(({ id }) => id === chosen);
        switch (event.key) {
          case "ArrowUp":
            if (curves.length > 0) choose(curves[at < 0 ? 0 : (at + 1) % curves.length].id);
            return true;
          case "ArrowDown":
            if (curves.length > 0) choose(curves[at <= 0 ? curves.length - 1 : at - 1].id);
            return true;
          case "Escape":
            if (at < 0) return false;
            choose(undefined);
            return true;
          case "Delete":
          case "Backspace":
            return false;
          default:
            return focusKey(event, set, {
              domain: [inputs[0], inputs[inputs.length - 1]],
              neurons: 0,
            });
        }
      },
    },
    invalidation,
  );
  return element;
}

interface Scene {
  queryAt(x: number): number;
  /** The curve nearest to a point, within a distance in pixels. */
  nearest(x: number, y: number, within: number): string | undefined;
  move(state: ConvergenceState, shown: string | undefined): void;
}

function buildScene(
  root: SVGSVGElement,
  { curves, inputs, targets, scrub }: ConvergenceState,
  width: number,
  height: number,
): Scene {
  const bottom = height - bottomMargin;
  const right = width - labels;
  const samples = inputs.length;
  const x = scaleLinear([inputs[0], inputs[samples - 1]], [left, right - 6]);
  const y = scaleLinear(predictionDomain(targets, curves), [bottom, top]);
  const colours = errorColours(curves.map(({ mse }) => mse));
  const path = (values: Floats): string =>
    curvePath(
      samples,
      (i) => x(inputs[i]),
      (i) => clampPixel(y(values[i])),
    );

  // The drawing is clipped to the ground by an inner <svg>, which needs no id.
  const clipped = svg("svg", {
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    viewBox: `${left} ${top} ${right - left} ${bottom - top}`,
  });

  const ground = svg("rect", {
    class: "fig-ground",
    x: left,
    y: top,
    width: width - left,
    height: bottom - top,
    rx: 3,
  });
  const grid = y.ticks(6).map((tick) => {
    const at = y(tick);
    return svg("line", { class: "fig-ground-grid", x1: left, x2: right, y1: at, y2: at });
  });

  // Early models first, so that the converged ones lie on top.
  const drawn = [...curves]
    .sort((a, b) => badness(b.mse) - badness(a.mse))
    .map((curve) => {
      const line = svg("path", {
        class: "fig-converging",
        d: path(curve.predictions),
        stroke: colours.colour(curve.mse),
      });
      return { curve, line };
    });
  const lines = svg("g", {}, ...drawn.map(({ line }) => line));
  const scrubbed = svg("path", { class: "fig-scrubbed" });
  const truth = path(targets);
  const dot = svg("circle", { class: "fig-curve-dot", r: 4 });
  clipped.append(
    lines,
    ...(scrub === undefined ? [] : [scrubbed]),
    svg("path", { class: "fig-truth-casing", d: truth }),
    svg("path", { class: "fig-truth", d: truth }),
  );

  const ends = endLabels(curves, (value) => y(value), colours, { top, bottom, right, width });
  const readout = svg("text", {
    class: "fig-readout",
    x: (left + right) / 2,
    y: top + 24,
    "text-anchor": "middle",
  });
  const query = probe({ scale: x, top, bottom, ground: "plot", labelled: true });
  root.replaceChildren(
    svg("rect", { class: "fig-hit", width, height }),
    ground,
    ...grid,
    yAxis({ scale: y, at: left, ticks: y.ticks(6), label: "prediction" }),
    xAxis({ scale: x, at: bottom }),
    clipped,
    truthLabel(x, y, inputs, targets),
    ends.element,
    errorBar(colours, width),
    query.element,
    dot,
    readout,
  );

  let before: { shown?: string | undefined; predictions?: Floats | undefined } = {};
  return {
    queryAt: (pixels) => queryAt(pixels, x),
    nearest(px, py, within) {
      if (py < top - 10 || py > bottom + 10) return undefined;
      if (px > right) return ends.nearest(py);
      let best: string | undefined;
      let shortest = within;
      const step = (inputs[samples - 1] - inputs[0]) / (right - left);
      // A steep curve is near although its value at this very x is not: look a little to both sides.
      for (const { curve } of drawn)
        for (let by = -within; by <= within; by += 3) {
          const value = sampleAt(inputs, curve.predictions, x.invert(px) + by * step);
          const distance = Math.hypot(by, y(value) - py);
          if (distance <= shortest) {
            shortest = distance;
            best = curve.id;
          }
        }
      return best;
    },
    move(state, shown) {
      const selected = drawn.find(({ curve }) => curve.id === shown);
      if (shown !== before.shown) {
        lines.classList.toggle("fig-some-chosen", selected !== undefined);
        for (const { curve, line } of drawn) {
          line.classList.toggle("fig-chosen", curve.id === shown);
          lines.append(line);
        }
        if (selected !== undefined) lines.append(selected.line);
        ends.choose(shown);
      }
      if (state.scrub !== undefined && state.scrub.predictions !== before.predictions)
        setAttributes(scrubbed, { d: path(state.scrub.predictions) });
      before = {
        shown,
        predictions: state.scrub?.predictions,
      };
      query.move(state.focus.x);

      const marked = selected?.curve ?? state.scrub;
      const value =
        marked === undefined ? Number.NaN : sampleAt(inputs, marked.predictions, state.focus.x);
      const at = y(value);
      setAttributes(dot, {
        cx: x(state.focus.x).toFixed(2),
        cy: Number.isFinite(at) ? at.toFixed(2) : 0,
        visibility: at >= top && at <= bottom ? undefined : "hidden",
      });
      readout.classList.toggle(
        "fig-readout-scrub",
        selected === undefined && state.scrub !== undefined,
      );
      readout.textContent =
        selected !== undefined
          ? `${epochs(selected.curve.epochs)} · MSE ${magnitude(selected.curve.mse)}`
          : state.scrub !== undefined
            ? `epoch ${count(state.scrub.epoch)} · MSE ${magnitude(state.scrub.mse)}`
            : "";
    },
  };
}

/** Keeps what is far outside the plot from making paths that a browser cannot draw. */
function clampPixel(y: number): number {
  return Math.max(-5000, Math.min(5000, y));
}

/** Orders errors with those that are not finite as the worst. */
function badness(mse: number): number {
  return Number.isFinite(mse) ? mse : Number.POSITIVE_INFINITY;
}

/**
 * The y domain: the targets with a tenth of their span around them, extended to the curves that stay within half a span
 * of the targets; one that blew up leaves the plot rather than flattening the others.
 */
export function predictionDomain(
  targets: Floats,
  curves: readonly Pick<ConvergenceCurve, "predictions">[],
): [number, number] {
  const [low, high] = extentOf(targets);
  const span = high - low || 1;
  let bottom = low - span / 10;
  let top = high + span / 10;
  for (const { predictions } of curves) {
    const [least, most] = extentOf(predictions);
    if (!(least >= low - span / 2 && most <= high + span / 2)) continue;
    bottom = Math.min(bottom, least);
    top = Math.max(top, most);
  }
  return [bottom, top];
}

/** The smallest and the largest value; NaN both if one is not a number. */
function extentOf(values: Floats): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (Number.isNaN(value)) return [value, value];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

interface EndLabels {
  readonly element: SVGGElement;
  nearest(y: number): string | undefined;
  choose(id: string | undefined): void;
}

/** Each curve's epochs at its right end, moved apart, with a line of its colour that leads there. */
function endLabels(
  curves: readonly ConvergenceCurve[],
  y: (value: number) => number,
  { colour }: ErrorColours,
  { top, bottom, right, width }: { top: number; bottom: number; right: number; width: number },
): EndLabels {
  const range: [number, number] = [top + 28, bottom - 12];
  const ends = curves.map(({ predictions }) => {
    const end = y(predictions[predictions.length - 1]);
    return Number.isFinite(end) ? Math.max(top + 2, Math.min(bottom - 2, end)) : bottom - 2;
  });
  // Equal ends are told apart by their epochs: the longest-trained on top.
  const wanted = ends.map((end, i) => end - (curves[i].epochs ?? 0) * 1e-6);
  const places = dodge(wanted, 17, range);
  const element = svg(
    "g",
    { class: "fig-end-labels" },
    svg(
      "text",
      { class: "fig-end-heading", x: width - 8, y: top + 16, "text-anchor": "end" },
      curves.some((curve) => curve.epochs !== undefined) ? "epochs" : "",
    ),
  );
  const texts = curves.map((curve, i) => {
    const at = places[i];
    const text = svg(
      "text",
      { x: width - 8, y: at, dy: "0.35em", "text-anchor": "end" },
      curve.epochs === undefined ? "file" : `${count(curve.epochs)}${curve.live ? "…" : ""}`,
    );
    element.append(
      svg("path", {
        class: "fig-leader",
        d: `M${right - 6},${ends[i]}L${right + 8},${at}H${right + 14}`,
        stroke: colour(curve.mse),
      }),
      text,
    );
    return text;
  });
  return {
    element,
    nearest(at) {
      let best: number | undefined;
      places.forEach((place, i) => {
        if (best === undefined || Math.abs(place - at) < Math.abs(places[best] - at)) best = i;
      });
      return best === undefined ? undefined : curves[best].id;
    },
    choose(id) {
      curves.forEach((curve, i) => {
        texts[i].classList.toggle("fig-chosen", curve.id === id);
      });
    },
  };
}

/** The colour bar of the errors, at the top right. */
function errorBar({ domain, colour }: ErrorColours, width: number): SVGGElement {
  const length = Math.min(240, width - left - 110);
  const scale = scaleLog([...domain], [0, length]);
  const bar = colourBar({
    scale,
    width: length,
    colour,
    ticks: powersOfTen(domain, Math.max(2, Math.floor(length / 40))),
    format: powerOfTen,
    label: "final mean squared error",
  });
  setAttributes(bar, { transform: `translate(${width - length},0)` });
  return bar;
}

/** "true x²", written inside the parabola near its left arm. */
function truthLabel(
  x: (value: number) => number,
  y: (value: number) => number,
  inputs: Floats,
  targets: Floats,
): SVGTextElement {
  const at = Math.floor(inputs.length * 0.06);
  return svg(
    "text",
    { class: "fig-truth-label", x: x(inputs[at]) + 12, y: y(targets[at]), dy: "0.35em" },
    "true x²",
  );
}

function epochs(number: number | undefined): string {
  if (number === undefined) return "opened from a file";
  return `${count(number)} ${number === 1 ? "epoch" : "epochs"}`;
}

function caption({ curves, scrub }: ConvergenceState): string {
  if (curves.length === 0) return "No model has been trained yet; the dotted curve is x².";
  if (curves.length === 1 && curves[0].epochs === undefined)
    return `One network, opened from a file, error ${magnitude(curves[0].mse)}; the dotted curve is x².`;
  const byEpochs = curves
    .map((curve) => ({ ...curve, epochs: curve.epochs ?? 0 }))
    .sort((a, b) => a.epochs - b.epochs);
  const first = byEpochs[0];
  const last = byEpochs[byEpochs.length - 1];
  const worse = byEpochs.findIndex((curve, i) => i > 0 && !(curve.mse <= byEpochs[i - 1].mse));
  const range =
    curves.length === 1
      ? `One model, trained for ${epochs(first.epochs)}, error ${magnitude(first.mse)}.`
      : `${count(curves.length)} curves, from ${epochs(first.epochs)} (error ${magnitude(first.mse)}) to ${epochs(last.epochs)} (${magnitude(last.mse)}); the dotted curve is x².`;
  const trend =
    curves.length === 1
      ? ""
      : worse < 0
        ? " The longer the training, the smaller the error and the brighter the curve."
        : ` More training did not always help: the error after ${epochs(byEpochs[worse].epochs)} (${magnitude(byEpochs[worse].mse)}) is larger than after ${count(byEpochs[worse - 1].epochs)} (${magnitude(byEpochs[worse - 1].mse)}).`;
  const now =
    scrub === undefined
      ? ""
      : ` The blue curve is one model at epoch ${count(scrub.epoch)}, error ${magnitude(scrub.mse)}.`;
  return `${range}${trend}${now}`;
}
