import { scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { curvePath } from "../../../src/drawing/curve";
import { finiteRange } from "../../../src/drawing/finite-range";
import { count, fixed, magnitude } from "../../../src/drawing/format";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { draggable } from "../../../src/inputs/drag";
import type { Floats } from "../../../src/network/network";
import type { Line } from "../mathematics/linear-fit";
import { type Focus, focusKey, type SetFocus } from "./focus";
import { isLevel, lineAt, sparseIndices, worstError } from "./line-error";
import { probe, queryAt } from "./probe";

export interface TargetState {
  /** `[N]`, increasing. */
  readonly inputs: Floats;
  /** `[N]`, x² at the inputs. */
  readonly targets: Floats;
  /** The line of least squares through them. */
  readonly line: Line;
  readonly focus: Focus;
  readonly domain: readonly [number, number];
}

const top = 26;
const bottomMargin = 46;
const left = 40;
const rightMargin = 10;
/** From the probe to the error's label, in CSS pixels. */
const labelGap = 12;
/** The sample of points drawn as dots. */
const dotsAtMost = 40;

/** The target function and the straight line that comes closest to it, with the line's error at the query. */
export const targetFigure = pictureKind<TargetState>(({ focus }, invalidation) =>
  targetElement(focus.set, invalidation),
);

function targetElement(set: SetFocus, invalidation: Promise<void>): FigureElement<TargetState> {
  const root = svgRoot();
  root.classList.add("fig-draggable");
  let drawn: TargetState | undefined;
  let scene: Scene | undefined;
  const moved = ({ x }: { readonly x: number }): void => {
    if (scene !== undefined) set.x(scene.queryAt(x));
  };
  // A press moves the query only when it ends, so that a finger that scrolls past does not.
  draggable(root, moved, moved);

  return figure<TargetState>(
    {
      title: "The target and the best line",
      keysHelp:
        "Left and right arrows move the query, with Shift by whole steps; Home and End go to the ends.",
      height: (width) => (width < 500 ? 320 : 380),
      draw(plot, state, { width, height, resized }) {
        if (root.parentNode !== plot) plot.append(root);
        if (
          scene === undefined ||
          resized ||
          state.inputs !== drawn?.inputs ||
          state.targets !== drawn.targets ||
          state.line !== drawn.line ||
          state.domain[0] !== drawn.domain[0] ||
          state.domain[1] !== drawn.domain[1]
        ) {
          setAttributes(root, { width, height });
          scene = buildScene(root, state, width, height);
        }
        drawn = state;
        scene.move(state);
      },
      caption,
      describe: (state) => `${atQuery(state)}.`,
      table: ({ inputs, targets, line }) => ({
        columns: ["x", "x²", "Line", "Line − x²"],
        rows: sparseIndices(inputs.length, 25).map((i) => [
          fixed(inputs[i], 2),
          fixed(targets[i], 2),
          fixed(lineAt(line, inputs[i]), 2),
          fixed(lineAt(line, inputs[i]) - targets[i], 2),
        ]),
      }),
      data: ({ inputs, targets, line }) => ({
        columns: ["x", "target", "line", "line_minus_target"],
        rows: Array.from(inputs, (x, i) => [
          x,
          targets[i],
          lineAt(line, x),
          lineAt(line, x) - targets[i],
        ]),
      }),
      key(event, { domain }) {
        // The neurons have no part here yet.
        if (!["ArrowLeft", "ArrowRight", "Home", "End", "Escape"].includes(event.key)) return false;
        return focusKey(event, set, { domain, neurons: 0 });
      },
    },
    invalidation,
  );
}

interface Scene {
  queryAt(x: number): number;
  move(state: TargetState): void;
}

function buildScene(
  root: SVGSVGElement,
  { inputs, targets, line, domain }: TargetState,
  width: number,
  height: number,
): Scene {
  const bottom = height - bottomMargin;
  const right = width - rightMargin;
  const x = scaleLinear(domain, [left, right]);
  const ends = domain.map((each) => lineAt(line, each));
  const [low, high] = finiteRange([targets, ends]);
  const pad = (high - low) * 0.06;
  const y = scaleLinear([low - pad, high + pad], [bottom, top]);
  const ticks = y.ticks(6);

  const truth = curvePath(
    inputs.length,
    (i) => x(inputs[i]),
    (i) => y(targets[i]),
  );
  const dots = sparseIndices(inputs.length, dotsAtMost).map((i) =>
    svg("circle", {
      class: "fig-data-dot",
      cx: x(inputs[i]).toFixed(2),
      cy: y(targets[i]).toFixed(2),
      r: 2.6,
    }),
  );

  // Both names stand outside the parabola, where the error's label never comes.
  const middle = (low + high) / 2;
  const named = lastAbove(inputs.length >> 1, targets, low + (middle - low) * 0.22);
  const truthName = svg(
    "text",
    {
      class: "fig-halo",
      x: x(inputs[named]) - 10,
      y: y(targets[named]),
      dy: "0.9em",
      "text-anchor": "end",
    },
    "true x²",
  );
  const lineName = svg(
    "text",
    { class: "fig-model-number fig-halo", x: left + 4, y: y(lineAt(line, domain[0])) + 16 },
    width < 340 ? "line" : width < 500 ? "best line" : "best straight line",
  );

  const bar = svg("line", { class: "fig-error-bar" });
  const onLine = svg("circle", { class: "fig-error-end fig-error-end-model", r: 4.5 });
  const onCurve = svg("circle", { class: "fig-error-end", r: 4.5 });
  const label = svg("text", { class: "fig-query-label fig-halo", dy: "0.35em" });
  const query = probe({ scale: x, top, bottom, ground: "paper", labelled: true });
  root.replaceChildren(
    svg("rect", { class: "fig-hit", width, height }),
    yAxis({ scale: y, at: left, ticks, label: "f(x)", grid: right - left }),
    xAxis({ scale: x, at: bottom }),
    // Under the curve, so that their rims do not break it.
    truthName,
    lineName,
    svg("path", { class: "fig-target-curve", d: truth }),
    ...dots,
    svg("line", {
      class: "fig-best-line",
      x1: left,
      y1: y(ends[0]),
      x2: right,
      y2: y(ends[1]),
    }),
    query.element,
    bar,
    onLine,
    onCurve,
    label,
  );

  const centre = (left + right) / 2;
  return {
    queryAt: (pixels) => queryAt(pixels, x),
    move(state) {
      const { target, height: lineHeight, error } = errorAt(state);
      const at = x(state.focus.x);
      const curveY = y(target);
      const lineY = y(lineHeight);
      query.move(state.focus.x);
      setAttributes(onLine, { cx: at.toFixed(2), cy: lineY.toFixed(2) });
      setAttributes(onCurve, { cx: at.toFixed(2), cy: curveY.toFixed(2) });
      setAttributes(bar, {
        x1: at.toFixed(2),
        x2: at.toFixed(2),
        y1: lineY.toFixed(2),
        y2: curveY.toFixed(2),
      });
      // The label stands on the inner side of the probe, within the parabola.
      const inward = at > centre ? -1 : 1;
      setAttributes(label, {
        x: (at + inward * labelGap).toFixed(2),
        // Over the line beside the curve, under the line beside the line: there is room in both cases.
        y: (curveY < lineY ? Math.min(curveY, lineY - 14) : lineY + 14).toFixed(2),
        "text-anchor": inward < 0 ? "end" : "start",
      });
      label.textContent = `off by ${fixed(Math.abs(error), 1)}`;
    },
  };
}

/** The last sample up to an index whose target is at least a value. */
function lastAbove(index: number, targets: Floats, value: number): number {
  let i = index;
  while (i > 0 && targets[i] < value) --i;
  return i;
}

function errorAt({ inputs, targets, line, focus }: TargetState): {
  readonly target: number;
  readonly height: number;
  readonly error: number;
} {
  const target = sampleAt(inputs, targets, focus.x);
  const height = lineAt(line, focus.x);
  return { target, height, error: height - target };
}

function atQuery(state: TargetState): string {
  const { target, height, error } = errorAt(state);
  const off = Math.abs(error);
  const verdict =
    Number(off.toFixed(2)) === 0
      ? "which is right"
      : `${fixed(off, 2)} too ${error > 0 ? "high" : "low"}`;
  return `At x = ${fixed(state.focus.x, 2)} the line says ${fixed(height, 2)} where x² is ${fixed(target, 2)}: ${verdict}`;
}

function caption(state: TargetState): string {
  const { inputs, targets, line } = state;
  const worst = worstError(inputs, targets, line);
  const shape = isLevel(inputs, targets, line)
    ? `it is level, at the mean of the targets, ${fixed(line.intercept, 2)}, so it says the same whatever x is`
    : `its slope is ${magnitudeSigned(line.slope)} and at x = 0 it is ${fixed(line.intercept, 2)} high`;
  return `The curve is ${count(inputs.length)} points of x², ${count(sparseIndices(inputs.length, dotsAtMost).length)} of them drawn as dots. The dashed line is the best that one linear layer can do: ${shape}. Its mean squared error is ${magnitude(line.meanSquaredError)}. ${atQuery(state)}; at worst it is off by ${fixed(Math.abs(worst.error), 1)}.`;
}

function magnitudeSigned(value: number): string {
  return `${value < 0 ? "−" : ""}${magnitude(Math.abs(value))}`;
}
