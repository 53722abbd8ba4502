import type { LineOptions } from "@observablehq/plot";
import { scaleLog } from "d3-scale";
import { powersOfTen } from "../../../src/drawing/axis";
import { chart, plotFrame } from "../../../src/drawing/chart";
import { clipped } from "../../../src/drawing/clipped";
import { colourBar } from "../../../src/drawing/colour-bar";
import { curvePath } from "../../../src/drawing/curve";
import { count, fixed, magnitude, powerOfTen } from "../../../src/drawing/format";
import { type ErrorColours, errorColours } from "../../../src/drawing/plasma";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { fileColumn, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import type { Point } from "../../../src/inputs/pointer";
import type { Floats } from "../../../src/network/network";
import type { ConvergenceCurve, ConvergenceState } from "./convergence-state";
import { convergenceCaption, epochs, spokenConvergence } from "./convergence-words";
import { endLabels } from "./end-labels";
import { focusKey } from "./focus";
import { probe, queryAt } from "./probe";

const top = 62;
const bottomMargin = 46;
const left = 40;
/** Width of the column of labels at the right end of the curves. */
const labels = 58;

interface Own {
  /** Ids of the curve under the pointer and of the one chosen by a click or a key. */
  readonly hovered: string | undefined;
  readonly chosen: string | undefined;
}

/** The predictions of several models over x, coloured by their error. */
export const convergenceFigure = figure<ConvergenceState, Own>({
  title: "Models at different epochs",
  height: (width) => (width < 500 ? 440 : width < 800 ? 480 : 520),
  own: () => ({ hovered: undefined, chosen: undefined }),
  depends: ({ curves, inputs, targets, scrub }) => [curves, inputs, targets, scrub === undefined],
  still: convergenceScene,
  caption: convergenceCaption,
  sentence: (state, { chosen }) => spokenConvergence(state, chosen),
  columns: ({ curves, inputs, targets, focus: { x }, scrub }) =>
    summedUp(
      numbers(curves, [
        tableColumn("Epochs", ({ epochs }) => (epochs === undefined ? "not known" : count(epochs))),
        tableColumn("Mean squared error", ({ mse }) => magnitude(mse)),
        tableColumn(
          `Prediction at ${fixed(x, 2)}`,
          ({ predictions }) => sampleAt(inputs, predictions, x),
          3,
        ),
      ]),
      numbers(
        [
          ...curves,
          ...(scrub === undefined ? [] : [{ ...scrub, id: "scrubbed", epochs: scrub.epoch }]),
        ].flatMap((curve) => Array.from(inputs, (x, i) => ({ ...curve, x, i }))),
        [
          fileColumn("curve", ({ id }) => id),
          fileColumn("epochs", ({ epochs }) => epochs ?? ""),
          fileColumn("mean_squared_error", ({ mse }) => mse),
          fileColumn("x", ({ x }) => x),
          fileColumn("target", ({ i }) => targets[i]),
          fileColumn("prediction", ({ predictions, i }) => predictions[i]),
        ],
      ),
    ),
  keys: {
    help: "Up and down arrows choose a curve; left and right arrows move the query, with Shift by whole steps; Home and End go to the ends; Escape lets go of the curve.",
    press(event, { state: { curves, inputs, focus }, own, look }) {
      const at = curves.findIndex(({ id }) => id === own.chosen);
      switch (event.key) {
        case "ArrowUp":
          look({ chosen: curves[(at + 1) % curves.length]?.id });
          return true;
        case "ArrowDown":
          look({ chosen: curves.at(at <= 0 ? -1 : at - 1)?.id });
          return true;
        case "Escape":
          if (at < 0) return false;
          look({ chosen: undefined });
          return true;
        case "Delete":
        case "Backspace":
          return false;
        default:
          return focusKey(event, focus.set, {
            domain: [inputs[0], inputs[inputs.length - 1]],
            neurons: 0,
          });
      }
    },
  },
});

function convergenceScene(
  { state: { Plot, curves, inputs, targets, scrub } }: View<ConvergenceState, Own>,
  { width, height }: Size,
): Scene<ConvergenceState, Own> {
  const bottom = height - bottomMargin;
  const right = width - labels;
  const colours = errorColours(curves.map(({ mse }) => mse));
  const domain = predictionDomain(targets, curves);
  // What is far outside the plot would make paths that a browser cannot draw.
  const near = (values: Floats): Float64Array => {
    const [low, high] = domain;
    const far = 10 * (high - low);
    return Float64Array.from(values, (value) => Math.max(low - far, Math.min(high + far, value)));
  };
  const line = (values: Floats, options: LineOptions) =>
    Plot.line(inputs, { x: inputs, y: near(values), render: clipped, ...options });
  // Beads, so that the truth is seen on top of a curve that lies on it without hiding it.
  const beads = { strokeDasharray: "0 11", strokeLinecap: "round" } as const;

  // Early models first, so that the converged ones lie on top; before them those whose error is not finite.
  const badness = ({ mse }: ConvergenceCurve): number =>
    Number.isFinite(mse) ? mse : Number.POSITIVE_INFINITY;
  const drawn = [...curves].sort((a, b) => badness(b) - badness(a));
  const chosenLine = svg("path", { class: "fig-converging fig-chosen" });
  const scrubbed = svg("path", { class: "fig-scrubbed" });
  // An inner <svg>, so that what it holds is clipped to the ground without an id.
  const over = svg(
    "svg",
    {
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      viewBox: `${left} ${top} ${right - left} ${bottom - top}`,
    },
    chosenLine,
    ...(scrub === undefined ? [] : [scrubbed]),
  );
  // Inside the parabola, near its left arm.
  const named = Math.floor(inputs.length * 0.06);
  const {
    element: plot,
    x,
    y,
  } = chart(
    Plot.plot({
      ...plotFrame({ width, height }, { top, right: labels, bottom: bottomMargin, left }),
      x: { domain: [inputs[0], inputs[inputs.length - 1]], insetRight: 6, label: null },
      y: { domain, label: null },
      marks: [
        Plot.frame({ className: "fig-ground", stroke: "none", rx: 3, insetRight: -labels }),
        Plot.gridY({ className: "fig-ground-grid", ticks: 6 }),
        Plot.axisX({}),
        Plot.axisY({ ticks: 6 }),
        // Nearer to its axis than Plot would put it.
        Plot.text(["prediction"], {
          frameAnchor: "top-left",
          textAnchor: "start",
          dx: -left,
          dy: -18,
          fill: "var(--muted)",
        }),
        ...drawn.map(({ predictions, mse }) =>
          line(predictions, { className: "fig-converging", stroke: colours.colour(mse) }),
        ),
        () => over,
        line(targets, { stroke: "var(--plot-ground)", strokeWidth: 5, ...beads }),
        line(targets, { stroke: "var(--plot-ink)", strokeWidth: 3, ...beads }),
      ],
    }),
  );
  const path = (values: Floats): string => {
    const shown = near(values);
    return curvePath(
      inputs.length,
      (i) => x(inputs[i]),
      (i) => y(shown[i]),
    );
  };
  const truthLabel = svg(
    "text",
    { class: "fig-truth-label", x: x(inputs[named]) + 12, y: y(targets[named]), dy: "0.35em" },
    "true x²",
  );
  const dot = svg("circle", { class: "fig-curve-dot", r: 4 });

  const ends = endLabels(curves, (value) => y(value), colours, { top, bottom, right, width });
  const readout = svg("text", {
    class: "fig-readout",
    x: (left + right) / 2,
    y: top + 24,
    "text-anchor": "middle",
  });
  const query = probe({ scale: x, top, bottom, ground: "plot", labelled: true });

  /** The curve nearest to a point, within a distance in pixels. */
  const nearest = ({ x: px, y: py }: Point, within: number): string | undefined => {
    if (py < top - 10 || py > bottom + 10) return undefined;
    if (px > right) return ends.nearest(py);
    let best: string | undefined;
    let shortest = within;
    // A steep curve is near although its value at this very x is not: look a little to both sides.
    for (const { id, predictions } of drawn)
      for (let by = -within; by <= within; by += 3) {
        const value = sampleAt(inputs, predictions, x.invert(px + by));
        const distance = Math.hypot(by, y(value) - py);
        if (distance <= shortest) {
          shortest = distance;
          best = id;
        }
      }
    return best;
  };
  let before: { shown?: string | undefined; predictions?: Floats | undefined } = {};
  return {
    marks: [plot, truthLabel, ends.element, errorBar(colours, width), query.element, dot, readout],
    areas: [
      {
        drag: (to, { state: { focus } }) => focus.set.x(queryAt(to.x, x)),
        click(at, { own, look }) {
          const id = nearest(at, 44);
          look({ chosen: id === own.chosen ? undefined : id });
        },
        hover(at, { own, look }) {
          const hovered = at && nearest(at, 24);
          if (hovered !== own.hovered) look({ hovered });
        },
      },
    ],
    moves({ state: { focus, scrub }, own }) {
      const shown = own.hovered ?? own.chosen;
      const selected = drawn.find(({ id }) => id === shown);
      if (shown !== before.shown) {
        plot.classList.toggle("fig-some-chosen", selected !== undefined);
        setAttributes(chosenLine, {
          d: selected && path(selected.predictions),
          stroke: selected && colours.colour(selected.mse),
        });
        ends.choose(shown);
      }
      if (scrub !== undefined && scrub.predictions !== before.predictions)
        setAttributes(scrubbed, { d: path(scrub.predictions) });
      before = { shown, predictions: scrub?.predictions };
      query.move(focus.x);

      const marked = selected ?? scrub;
      const at =
        marked === undefined ? Number.NaN : y(sampleAt(inputs, marked.predictions, focus.x));
      setAttributes(dot, {
        cx: x(focus.x).toFixed(2),
        cy: Number.isFinite(at) ? at.toFixed(2) : 0,
        visibility: at >= top && at <= bottom ? undefined : "hidden",
      });
      const ofMoment = marked !== undefined && "epoch" in marked;
      readout.classList.toggle("fig-readout-scrub", ofMoment);
      const name = ofMoment ? `epoch ${count(marked.epoch)}` : epochs(marked?.epochs);
      readout.textContent = marked === undefined ? "" : `${name} · MSE ${magnitude(marked.mse)}`;
    },
  };
}

/**
 * The y domain: the targets with a tenth of their span around them, extended to the curves that stay within half a span
 * of the targets; one that blew up leaves the plot rather than flattening the others.
 */
function predictionDomain(
  targets: Floats,
  curves: readonly Pick<ConvergenceCurve, "predictions">[],
): [number, number] {
  const low = Math.min(...targets);
  const high = Math.max(...targets);
  const span = high - low || 1;
  let bottom = low - span / 10;
  let top = high + span / 10;
  for (const { predictions } of curves) {
    const least = Math.min(...predictions);
    const most = Math.max(...predictions);
    // Neither is a number where one prediction is not.
    if (!(least >= low - span / 2 && most <= high + span / 2)) continue;
    bottom = Math.min(bottom, least);
    top = Math.max(top, most);
  }
  return [bottom, top];
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
