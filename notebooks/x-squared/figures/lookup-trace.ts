import { type ScaleLinear, scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { type BarLayout, barPaths, barTicks, scaleLength, slotAt } from "../../../src/drawing/bars";
import { curvePath } from "../../../src/drawing/curve";
import { finiteRange, withRoom } from "../../../src/drawing/finite-range";
import { fixed } from "../../../src/drawing/format";
import { drawHeatmap } from "../../../src/drawing/heatmap";
import { type NeuronAxis, neuronRowAxis } from "../../../src/drawing/neuron-axis";
import { plasmaRamp } from "../../../src/drawing/plasma";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import {
  type FigureElement,
  type FigureOptions,
  figure,
  type Size,
} from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { draggable } from "../../../src/inputs/drag";
import type { Decomposition } from "../../../src/network/decompose";
import { barValues, type DecompositionState, decompositionData } from "./decomposition";
import { focusKey, focusKeysHelp, type SetFocus } from "./focus";
import { lookupAnimation } from "./lookup-animation";
import { frameMilliseconds, sweepPictures, sweepQuery } from "./lookup-sweep";
import { type Box, type TraceLayout, traceHeight, traceLayout } from "./lookup-trace-layout";
import { type TraceTexts, traceTexts } from "./lookup-trace-texts";
import { type Probe, probe, queryAt } from "./probe";
import { shownSum } from "./shown-sum";

export interface LookupTraceState extends DecompositionState {
  /** GELU(w·x + b), `[d, N]`, row-major. */
  readonly activations: Float32Array;
  /** `[N]`, increasing. */
  readonly inputs: ArrayLike<number>;
  /** The true function at the inputs, `[N]`. */
  readonly targets: ArrayLike<number>;
  /** The network at the inputs, `[N]`. */
  readonly predictions: ArrayLike<number>;
  /** The neurons in the order of the rows, top first. */
  readonly order: readonly number[];
  /** The network's answer to another query. */
  takeApart(x: number): Decomposition;
}

interface Drawing {
  readonly layout: TraceLayout;
  readonly curveX: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly bars: BarLayout;
  readonly paths: readonly [SVGPathElement, SVGPathElement, SVGPathElement];
  readonly pinned: SVGPathElement;
  readonly rows: NeuronAxis;
  readonly struck: SVGPathElement;
}

/** What is drawn, to know when it must be drawn afresh. */
type Source = Pick<
  LookupTraceState,
  "activations" | "order" | "predictions" | "targets" | "extent" | "kind"
>;

/** Draws lookups into one plot. @param stop the reader took what moves by itself */
function lookupTraceDrawing(
  set: SetFocus,
  stop: () => void,
): FigureOptions<LookupTraceState>["draw"] {
  let last: LookupTraceState;
  let drawn: Source | undefined;
  let drawing: Drawing | undefined;
  let probes: readonly Probe[] = [];
  let texts: TraceTexts | undefined;
  const marks = svg("g");
  const dot = svg("circle", { class: "fig-model-dot", r: 5.5 });
  const canvas = document.createElement("canvas");
  canvas.className = "fig-heatmap";

  /** The reader moved the probe: the animation leaves it to her. */
  const touch = (x: number): void => {
    stop();
    set.x(x);
  };

  /** What the reader holds stays in place while the network changes under it. */
  const build = (plot: HTMLElement, { width, height }: Size): void => {
    const layout = traceLayout(width);
    const { heat, bars, curve } = layout;
    const root = svgRoot(width, height);
    plot.replaceChildren(canvas, root);
    Object.assign(canvas.style, {
      left: `${heat.left}px`,
      top: `${heat.top}px`,
      width: `${heat.right - heat.left}px`,
      height: `${heat.bottom - heat.top}px`,
    });
    // Stacked, one line runs through both.
    probes = [
      probe({
        scale: scaleLinear(last.domain, [curve.left, curve.right]),
        top: layout.stacked ? heat.bottom : curve.top,
        bottom: curve.bottom,
        ground: "paper",
        labelled: true,
      }),
      probe({
        scale: scaleLinear(last.domain, [heat.left, heat.right]),
        top: heat.top,
        bottom: heat.bottom,
        ground: "plot",
        labelled: !layout.stacked,
      }),
    ];
    texts = traceTexts(layout);

    const overHeat = reachOf(heat, "fig-draggable");
    const overBars = reachOf(bars, "fig-clickable");
    const overCurve = reachOf(curve, "fig-draggable");
    const pinAt = ({ y }: { y: number }): void => {
      const { order } = last;
      const row = slotAt(y, 0, (heat.bottom - heat.top) / order.length, order.length);
      set.neuron(order[row] === last.focus.neuron ? null : order[row]);
    };
    const queryIn = (box: Box, x: number): number =>
      queryAt(x, scaleLinear(last.domain, [0, box.right - box.left]));
    draggable(overHeat, ({ x }) => touch(queryIn(heat, x)), pinAt);
    // A press on the line holds it, even before it moves; one elsewhere is about a row.
    overHeat.addEventListener("pointerdown", (event) => {
      const pressed = event.clientX - overHeat.getBoundingClientRect().left;
      const line = scaleLinear(last.domain, [0, heat.right - heat.left])(last.at.x);
      if (Math.abs(pressed - line) < 22) stop();
    });
    draggable(overCurve, ({ x }) => touch(queryIn(curve, x)));
    // The bars have no query axis: the probe goes as far as the pointer does.
    let from = { pointer: 0, query: 0 };
    overBars.addEventListener("pointerdown", (event) => {
      from = {
        pointer: queryIn(bars, event.clientX - overBars.getBoundingClientRect().left),
        query: last.at.x,
      };
    });
    draggable(
      overBars,
      ({ x }) => {
        const [low, high] = last.domain;
        const to = from.query + queryIn(bars, x) - from.pointer;
        touch(Math.min(high, Math.max(low, Math.round(to * 100) / 100)));
      },
      pinAt,
    );
    root.append(
      marks,
      ...texts.elements,
      ...probes.map((each) => each.element),
      dot,
      overHeat,
      overBars,
      overCurve,
    );
  };

  const drawMarks = ({ width }: Size): void => {
    const { activations, inputs, order, predictions, targets, extent, kind, domain } = last;
    drawn = { activations, order, predictions, targets, extent, kind };
    const layout = traceLayout(width);
    const { heat, bars, curve, stacked } = layout;
    const rows = order.length;
    const slot = (heat.bottom - heat.top) / rows;

    drawHeatmap(canvas, {
      values: activations,
      columns: inputs.length,
      order,
      // As in the figure of the activations, so that a colour means one value.
      domain: finiteRange([activations]),
      ramp: plasmaRamp(),
    });

    const x = scaleLinear(domain, [heat.left, heat.right]);
    const curveX = scaleLinear(domain, [curve.left, curve.right]);
    const y = scaleLinear(withRoom(finiteRange([targets, predictions])), [
      curve.bottom,
      curve.top + 6,
    ]);
    const part = last.kind === "integrated" ? extent.integrated : extent.contribution;
    const most = scaleLength(part);
    const barX = scaleLinear([-most, most], [bars.left, bars.right]);
    const zero = Math.round(barX(0)) + 0.5;
    const round = stacked ? barTicks(-most, most) : barX.ticks(5);

    const paths = ["positive", "negative", "silenced"].map((kind) =>
      svg("path", { class: `fig-bar-${kind}` }),
    ) as unknown as [SVGPathElement, SVGPathElement, SVGPathElement];
    const pinned = svg("path", { class: "fig-pinned-row" });
    const rowAxis = neuronRowAxis({ order, top: heat.top, slot, at: heat.left });
    const struck = svg("path", { class: "fig-struck-row" });
    marks.replaceChildren(
      xAxis({ scale: x, at: heat.bottom, ...(stacked ? { ticks: [] } : {}) }),
      xAxis({
        scale: barX,
        at: bars.bottom,
        ticks: round,
        grid: bars.bottom - bars.top,
      }),
      svg("line", { class: "fig-rule", x1: zero, x2: zero, y1: bars.top, y2: bars.bottom }),
      xAxis({ scale: curveX, at: curve.bottom }),
      yAxis({ scale: y, at: curve.left, grid: curve.right - curve.left }),
      svg("path", {
        class: "fig-model-curve",
        d: curvePath(
          inputs.length,
          (i) => curveX(inputs[i]),
          (i) => y(predictions[i]),
        ),
      }),
      svg("path", {
        class: "fig-curve-true",
        d: curvePath(
          inputs.length,
          (i) => curveX(inputs[i]),
          (i) => y(targets[i]),
        ),
      }),
      ...paths,
      pinned,
      rowAxis.element,
      struck,
    );
    drawing = {
      layout,
      curveX,
      y,
      bars: {
        direction: "right",
        order,
        start: heat.top,
        slot,
        zero,
        unit: (bars.right - bars.left) / (2 * most),
        most: (bars.right - bars.left) / 2,
      },
      paths,
      pinned,
      rows: rowAxis,
      struck,
    };
  };

  const move = ({ layout, curveX, y, bars, ...to }: Drawing): void => {
    const { at, kind, focus, order, inputs, targets } = last;
    for (const each of probes) each.move(at.x);
    setAttributes(dot, { cx: curveX(at.x), cy: y(at.prediction) });

    const paths = barPaths(barValues(at, kind)[2], focus.silenced, bars);
    to.paths[0].setAttribute("d", paths.positive);
    to.paths[1].setAttribute("d", paths.negative);
    to.paths[2].setAttribute("d", paths.silenced);

    const middle = (row: number): number => bars.start + (row + 0.5) * bars.slot;
    to.rows.pin(focus.neuron);
    const row = focus.neuron === null ? -1 : order.indexOf(focus.neuron);
    if (row === -1) {
      to.pinned.removeAttribute("d");
    } else {
      // A frame around the row, at least as high as a line of it can be seen.
      const half = Math.max(2, bars.slot / 2 + 0.5);
      const { heat, bars: box } = layout;
      const top = middle(row) - half;
      to.pinned.setAttribute(
        "d",
        `M${heat.left} ${top}H${heat.right}v${2 * half}H${heat.left}zM${box.left} ${top}H${box.right}v${2 * half}H${box.left}z`,
      );
    }
    to.struck.setAttribute(
      "d",
      focus.silenced
        .map((neuron) => order.indexOf(neuron))
        .filter((silencedRow) => silencedRow !== -1)
        .map((silencedRow) => `M${layout.heat.left} ${middle(silencedRow)}H${layout.heat.right}`)
        .join(""),
    );
    texts?.show(at, kind, sampleAt(inputs, targets, at.x));
  };

  return (plot, state, size) => {
    last = state;
    if (size.resized) build(plot, size);
    if (size.resized || changed(drawn, state)) drawMarks(size);
    if (drawing !== undefined) move(drawing);
  };
}

/** The lookup in one picture: the query meets the keys, each neuron adds its part, the parts make the prediction. */
export const lookupTraceFigure = pictureKind<LookupTraceState>(({ focus }, invalidation) =>
  lookupTraceElement(focus.set, invalidation),
);

function lookupTraceElement(
  set: SetFocus,
  invalidation: Promise<void>,
): FigureElement<LookupTraceState> {
  const element = figure<LookupTraceState>(
    {
      title: "One lookup, from query to prediction",
      keysHelp: focusKeysHelp,
      height: traceHeight,
      draw: lookupTraceDrawing(set, () => animation.stop()),
      caption: traceCaption,
      describe: ({ at }) =>
        `At x ${fixed(at.x, 2)}, ${at.activeNeurons} of ${at.activations.length} neurons answer and the prediction is ${fixed(at.prediction, 2)}.`,
      table: ({ at, kind, order }) => {
        const parts = barValues(at, kind)[2];
        return {
          columns: [
            "Neuron",
            "Activation",
            kind === "integrated" ? "Integrated gradient" : "Contribution",
          ],
          rows: order.map((neuron) => [
            neuron,
            fixed(at.activations[neuron], 4),
            fixed(parts[neuron], 4),
          ]),
        };
      },
      data: ({ at, focus }) => decompositionData(at, focus),
      motion: {
        name: "the sweep",
        interval: frameMilliseconds,
        frames: sweepPictures,
        at(state, picture) {
          const at = state.takeApart(sweepQuery(picture, state.domain));
          return { ...state, at, focus: { ...state.focus, x: at.x } };
        },
        drawing: () => lookupTraceDrawing(set, () => {}),
      },
      key: (event, state) => {
        const handled = focusKey(event, set, {
          domain: state.domain,
          neurons: state.at.activations.length,
        });
        if (handled && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key))
          animation.stop();
        return handled;
      },
    },
    invalidation,
  );
  const animation = lookupAnimation(element.querySelector(".figure-plot")!, set, invalidation);
  element.querySelector(".figure-plot")!.after(animation.transport);
  const update = element.update;
  element.update = (state) => {
    animation.follow(state.domain);
    update(state);
  };
  return element;
}

/** A transparent rectangle that answers to the pointer over a box and a little under it, where the handle is. */
function reachOf({ left, right, top, bottom }: Box, className: string): SVGRectElement {
  return svg("rect", {
    class: className,
    x: left,
    y: top,
    width: right - left,
    height: bottom - top + 20,
    fill: "transparent",
  });
}

function changed(drawn: Source | undefined, state: LookupTraceState): boolean {
  return (
    drawn?.activations !== state.activations ||
    drawn.order !== state.order ||
    drawn.predictions !== state.predictions ||
    drawn.targets !== state.targets ||
    drawn.extent !== state.extent ||
    drawn.kind !== state.kind
  );
}

function traceCaption({ at, kind, focus }: LookupTraceState): string {
  const all = at.activations.length;
  const { sum, rest, restName, prediction } = shownSum(at, kind);
  const parts = kind === "integrated" ? "integrated gradients" : "contributions";
  const silenced =
    focus.silenced.length === 0
      ? ""
      : " Struck rows are the silenced neurons; their bars are hollow.";
  return `The query x* = ${fixed(at.x, 2)} meets all ${all} keys (the brighter a row under the line, the stronger that neuron answers; ${at.activeNeurons} are active), each neuron adds its bar on the same row, and the ${parts} sum to ${sum}: with the ${restName} ${rest}, f̂ = ${prediction}. Drag the line in any panel.${silenced}`;
}
