import { type ScaleLogarithmic, scaleLinear, scaleLog } from "d3-scale";
import { draggable } from "../../inputs/drag";
import { nearestIndex } from "../../nearest-index";
import { crossings } from "../../network/superposition/sparsity-sweep";
import { type AxisScale, powersOfTen, xAxis, yAxis } from "../axis";
import { curvePath } from "../curve";
import { finiteRange } from "../finite-range";
import { magnitude, powerOfTen } from "../format";
import { type FigureElement, figure, type Size } from "../frame";
import { lossDomain } from "../loss-figure";
import { setAttributes, svg, svgRoot } from "../svg";
import { chance } from "./compared";
import { featureKey, featureKeysHelp, type SetFeatureFocus } from "./feature-focus";
import { legend, lineMark, otherDashes } from "./legend";
import { type Panel, twoPanels } from "./panels";
import {
  naiveSweep,
  type SparsitySweepState,
  sweepCaption,
  sweepData,
  sweepTable,
} from "./sparsity-sweep-texts";

export type { SparsitySweepState };

/** One of the two errors over p. */
interface Curve {
  readonly panel: Panel;
  readonly x: ScaleLogarithmic<number, number>;
  readonly y: AxisScale;
  readonly values: Float64Array;
  readonly naive: Float64Array;
  readonly probe: SVGLineElement;
  readonly dot: SVGCircleElement;
  readonly readout: SVGTextElement;
}

/** The curve of the feature in focus and its name. */
interface FeatureCurve {
  readonly path: SVGPathElement;
  readonly name: SVGTextElement;
}

const layoutFor = (width: number) =>
  twoPanels(width, { top: width < 500 ? 48 : 28, plot: 220, head: 46, foot: 52, axis: 46 });

/**
 * The error over how often the features are active, given that the feature is and over all samples, each beside the
 * naive solution's. The reader drags a probe through p.
 */
export function sparsitySweepFigure(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<SparsitySweepState> {
  let latest: SparsitySweepState;
  let curves: readonly Curve[] = [];
  let focused: FeatureCurve | undefined;
  let drawn: SparsitySweepState | undefined;
  /** The point that the reader has gone to; before that the one of the training. */
  let chosen: number | undefined;

  const pointOf = ({ sweep, trainedAt }: SparsitySweepState): number =>
    Math.min(sweep.probabilities.length - 1, chosen ?? nearestLog(sweep.probabilities, trainedAt));
  const choose = (point: number): void => {
    chosen = Math.min(latest.sweep.probabilities.length - 1, Math.max(0, point));
    element.update(latest);
  };

  const build = (plot: HTMLElement, size: Size): void => {
    const { sweep, other, trainedAt } = latest;
    const { panels } = layoutFor(size.width);
    const naive = naiveSweep(latest);
    const root = svgRoot(size.width, size.height);
    const names = ["conditional", "overall"] as const;
    const ownCurve = svg("path", { class: "fig-probe-line", fill: "none" });
    const ownName = svg("text", {
      class: "fig-query-label",
      x: panels[0].right,
      y: panels[0].top - 10,
      "text-anchor": "end",
    });
    focused = { path: ownCurve, name: ownName };
    curves = names.map((name, i) => {
      const panel = panels[i];
      const { left, right, bottom } = panel;
      const lines = [sweep[name], naive[name], ...(other === null ? [] : [other[name]])];
      if (name === "conditional") lines.push(sweep.ofFeatures);
      const { probabilities } = sweep;
      const x = scaleLog(
        [probabilities[0], probabilities[probabilities.length - 1]],
        [left, right],
      ).clamp(true);
      const y = name === "overall" ? logScale(lines, panel) : linearScale(lines, panel);
      const path = (values: Float64Array): string =>
        curvePath(
          values.length,
          (at) => x(probabilities[at]),
          (at) => (name === "overall" && values[at] <= 0 ? Number.NaN : y(values[at])),
        );
      const curve: Curve = {
        panel,
        x,
        y,
        values: sweep[name],
        naive: naive[name],
        probe: svg("line", { class: "fig-probe-line", y1: panel.top, y2: bottom }),
        dot: svg("circle", { class: "fig-model-dot", r: 4.5 }),
        readout: svg("text", { class: "fig-query-label", x: left, y: panel.top - 10 }),
      };
      const reference = (values: Float64Array, dashes?: string): SVGPathElement =>
        svg("path", {
          class: "fig-rule",
          d: path(values),
          fill: "none",
          "stroke-dasharray": dashes,
        });
      root.append(
        svg("text", { class: "fig-title", x: left, y: panel.top - 30 }, headings[name]),
        name === "overall"
          ? yAxis({
              scale: y,
              at: left,
              ticks: powersOfTen(y.domain(), 5),
              format: powerOfTen,
              grid: right - left,
            })
          : yAxis({ scale: y, at: left, grid: right - left }),
        xAxis({
          scale: x,
          at: bottom,
          ticks: probabilityTicks(x),
          format: String,
          label: "p, how often a feature is active",
        }),
        reference(naive[name]),
        ...(other === null ? [] : [reference(other[name], otherDashes)]),
        ...(name === "conditional" ? [ownCurve] : []),
        svg("path", { class: "fig-model-curve", d: path(sweep[name]) }),
        ...trainedMark(curve, trainedAt),
        ...crossingMarks(curve, probabilities),
        curve.probe,
        curve.dot,
        curve.readout,
        reach(curve, (at) => choose(nearestLog(probabilities, at))),
      );
      return curve;
    });
    root.append(ownName);
    root.prepend(
      legend(
        [
          { mark: lineMark("fig-model-curve"), text: `this network (L${latest.exponent})` },
          ...(other === null
            ? []
            : [
                {
                  mark: lineMark("fig-rule", otherDashes),
                  text: `trained with L${latest.otherExponent}`,
                },
              ]),
          { mark: lineMark(), text: "naive solution" },
        ],
        { left: 0, right: size.width, top: 0 },
      ),
    );
    plot.replaceChildren(root);
  };

  const move = (): void => {
    const point = pointOf(latest);
    const { probabilities, ofFeatures } = latest.sweep;
    const p = probabilities[point];
    const [{ x, y }] = curves;
    const { feature } = latest.focus;
    const row = feature * probabilities.length;
    focused?.path.setAttribute(
      "d",
      curvePath(
        probabilities.length,
        (i) => x(probabilities[i]),
        (i) => y(ofFeatures[row + i]),
      ),
    );
    if (focused !== undefined) focused.name.textContent = `feature ${feature}`;
    for (const { x, y, values, naive, probe, dot, readout } of curves) {
      const at = x(p).toFixed(1);
      setAttributes(probe, { x1: at, x2: at });
      const height = y(values[point]);
      const known = Number.isFinite(height);
      setAttributes(dot, {
        cx: at,
        cy: known ? height.toFixed(1) : 0,
        visibility: known ? undefined : "hidden",
      });
      readout.textContent = `p = ${chance(p)}: ${magnitude(values[point])}, naive ${magnitude(naive[point])}`;
    }
  };

  const element = figure<SparsitySweepState>(
    {
      title: "The error as features become denser",
      keysHelp: `Page Up and Page Down go through p. ${featureKeysHelp}`,
      height: (width) => layoutFor(width).height,
      draw(plot, state, size) {
        latest = state;
        if (size.resized || !sameDrawing(drawn, state)) {
          drawn = state;
          build(plot, size);
        }
        move();
      },
      caption: sweepCaption,
      describe(state) {
        const point = pointOf(state);
        const { conditional, overall } = state.sweep;
        const naive = naiveSweep(state);
        const { feature } = state.focus;
        const own = state.sweep.ofFeatures[feature * state.sweep.probabilities.length + point];
        return `At p ${chance(state.sweep.probabilities[point])} the error of an active feature is ${magnitude(conditional[point])}, naive ${magnitude(naive.conditional[point])}, that of feature ${feature} ${magnitude(own)}; over all samples it is ${magnitude(overall[point])}, naive ${magnitude(naive.overall[point])}.`;
      },
      table: sweepTable,
      data: sweepData,
      key(event, state) {
        switch (event.key) {
          case "PageUp":
            choose(pointOf(state) + 1);
            return true;
          case "PageDown":
            choose(pointOf(state) - 1);
            return true;
          default:
            return featureKey(event, set, state);
        }
      },
    },
    invalidation,
  );
  return element;
}

const headings = {
  conditional: "Squared error given that the feature is active",
  overall: "Squared error over all samples",
};

function sameDrawing(a: SparsitySweepState | undefined, b: SparsitySweepState): boolean {
  return (
    a?.sweep === b.sweep &&
    a.other === b.other &&
    a.trainedAt === b.trainedAt &&
    a.exponent === b.exponent &&
    a.otherExponent === b.otherExponent &&
    a.neurons === b.neurons
  );
}

/** The point nearest to a p on a logarithmic axis. */
function nearestLog(probabilities: Float64Array, p: number): number {
  return nearestIndex(Array.from(probabilities, Math.log), Math.log(p));
}

function linearScale(lines: readonly Float64Array[], { top, bottom }: Panel): AxisScale {
  return scaleLinear([0, 1.08 * Math.max(1e-9, finiteRange(lines)[1])], [bottom, top]);
}

function logScale(lines: readonly Float64Array[], { top, bottom }: Panel): AxisScale {
  const [low, high] = lossDomain(Float32Array.from(lines.flatMap((line) => [...line])));
  return scaleLog([low, high], [bottom, top]).clamp(true);
}

/** Round numbers: all that fit. */
function probabilityTicks(x: AxisScale): number[] {
  const [low, high] = x.domain();
  const [left, right] = x.range();
  const each = (Math.log10(high / low) * 3 * 40 < right - left ? [1, 2, 5] : [1]) as number[];
  return [0.001, 0.01, 0.1, 1]
    .flatMap((decade) => each.map((step) => Number((decade * step).toPrecision(1))))
    .filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

/** Where the network was trained, if the axis has it. */
function trainedMark({ x, panel: { top, bottom } }: Curve, trainedAt: number): SVGElement[] {
  const [low, high] = x.domain();
  if (trainedAt < low * 0.999 || trainedAt > high * 1.001) return [];
  const at = x(trainedAt);
  const [left, right] = x.range();
  const leftward = at > (left + right) / 2;
  return [
    svg("line", {
      class: "fig-rule",
      x1: at,
      x2: at,
      y1: top,
      y2: bottom,
      "stroke-dasharray": "2 3",
    }),
    svg(
      "text",
      {
        class: "fig-note fig-halo",
        x: at + (leftward ? -6 : 6),
        y: bottom - 8,
        "text-anchor": leftward ? "end" : "start",
      },
      "trained here",
    ),
  ];
}

/** A ring where the network's curve crosses that of the naive solution. */
function crossingMarks({ x, y, values, naive }: Curve, probabilities: Float64Array): SVGElement[] {
  const [left, right] = x.range();
  return crossings(probabilities, values, naive).flatMap((p) => {
    const point = nearestLog(probabilities, p);
    const [cx, cy] = [x(p), y(naive[point])];
    const leftward = cx > (left + right) / 2;
    return [
      svg("circle", { class: "fig-rule", fill: "none", cx, cy, r: 6 }),
      svg(
        "text",
        {
          class: "fig-halo",
          x: cx + (leftward ? -10 : 10),
          y: cy - 10,
          "text-anchor": leftward ? "end" : "start",
        },
        `p ≈ ${chance(p)}`,
      ),
    ];
  });
}

/** What answers to a drag over a panel. */
function reach({ panel, x }: Curve, moved: (p: number) => void): SVGRectElement {
  const { left, right, top, bottom } = panel;
  const area = svg("rect", {
    class: "fig-hit fig-draggable",
    x: left,
    y: top - 20,
    width: right - left,
    height: bottom - top + 40,
  });
  draggable(area, (point) => moved(x.invert(left + point.x)));
  return area;
}
