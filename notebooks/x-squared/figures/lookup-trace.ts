import { scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { barTicks, scaleLength, slotAt } from "../../../src/drawing/bars";
import { curvePath } from "../../../src/drawing/curve";
import { finiteRange, withRoom } from "../../../src/drawing/finite-range";
import { fixed } from "../../../src/drawing/format";
import { drawHeatmap, placeHeatmap } from "../../../src/drawing/heatmap";
import { movingBars } from "../../../src/drawing/moving-bars";
import { neuronRowAxis, rowsInOrder } from "../../../src/drawing/neuron-axis";
import { plasmaRamp } from "../../../src/drawing/plasma";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { numbers, summedUp } from "../../../src/figure/columns";
import type { Area, Ground, Scene, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import type { Point } from "../../../src/inputs/pointer";
import {
  activeNeurons,
  type Decomposition,
  firstOrder,
  type TakenApart,
} from "../../../src/network/decompose";
import { focusKey, focusKeysHelp, pinOrRelease } from "./focus";
import { lookupAnimation, type Swept } from "./lookup-animation";
import { frameMilliseconds, sweepPictures, sweepQuery } from "./lookup-sweep";
import { type Box, boxOf, type TraceLayout, traceHeight, traceLayout } from "./lookup-trace-layout";
import { traceTexts } from "./lookup-trace-texts";
import { barValues, type DecompositionState, neuronColumns, partName } from "./neuron-parts";
import { type Probe, type ProbeOptions, probe, queryAt } from "./probe";
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
  /** The network's answer to another query; on its way to yet another one, in less time where that is dear. */
  takeApart(x: number, onItsWay?: boolean): TakenApart;
}

/** The answer to the sweep's query. */
interface SweptLookup extends Swept {
  readonly at: Decomposition;
  /** What took it apart. */
  readonly by: LookupTraceState["takeApart"];
}

interface Own {
  /** Ends the sweep: the reader's query is shown. */
  readonly stop: () => void;
  /** What is shown instead of the reader's query while a sweep is under way. */
  readonly sweep: SweptLookup | undefined;
  /** How far the bars were pressed from where the query would be on an axis of theirs, in CSS pixels. */
  readonly held: number;
}

type TraceView = View<LookupTraceState, Own>;

/** The lookup in one picture: the query meets the keys, each neuron adds its part, the parts make the prediction. */
export const lookupTraceFigure = figure<LookupTraceState, Own>({
  title: "One lookup, from query to prediction",
  height: traceHeight,
  own: () => ({ stop: () => {}, sweep: undefined, held: 0 }),
  canvases: 1,
  depends: ({ activations, inputs, order, predictions, targets, extent, kind, domain }) => [
    activations,
    inputs,
    order,
    predictions,
    targets,
    extent,
    kind,
    ...domain,
  ],
  still: traceScene,
  caption: traceCaption,
  sentence({ at: readers }, { sweep }) {
    if (sweep?.moving) return `The sweep is under way; your query stays at ${fixed(readers.x, 2)}.`;
    const at = sweep?.at ?? readers;
    return `At x ${fixed(at.x, 2)}, ${activeNeurons(at)} of ${at.activations.length} neurons answer and the prediction is ${fixed(at.prediction, 2)}.`;
  },
  // While the sweep is under way they stay with the reader's query, and say so: they name it.
  columns(readers, { sweep }) {
    const state = sweep?.moving === false ? { ...readers, at: sweep.at } : readers;
    const parts = neuronColumns(state);
    const shown = ["Neuron", "Activation", partName(state.kind)];
    return summedUp(
      numbers(
        state.order,
        parts.filter(({ heading }) => heading !== undefined && shown.includes(heading)),
      ),
      numbers(rowsInOrder(state.at.activations.length), parts),
    );
  },
  keys: {
    help: focusKeysHelp,
    press(event, { state: { at, domain, focus }, own: { stop, sweep } }) {
      if (event.key === "Escape" && sweep !== undefined) {
        stop();
        return true;
      }
      const handled = focusKey(event, focus.set, { domain, neurons: at.activations.length });
      if (handled && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) stop();
      return handled;
    },
  },
  parts({ plot, view, invalidation }) {
    const { look } = view();
    const show = (swept: Swept | undefined): void => {
      if (swept === undefined) {
        look({ sweep: undefined });
        return;
      }
      const { takeApart: by } = view().state;
      look({ sweep: { ...swept, at: firstOrder(by(swept.x, swept.moving)), by } });
    };
    const query = (): number => view().state.focus.set.current().x;
    const { transport, follow, stop } = lookupAnimation(plot, { query, show }, invalidation);
    look({ stop });
    const update = ({ state: { domain, takeApart }, own: { sweep } }: TraceView): void => {
      follow(domain);
      // The network has changed under it.
      if (sweep !== undefined && sweep.by !== takeApart && view().own.sweep === sweep) show(sweep);
    };
    return [{ element: transport, update }];
  },
  motion: {
    name: "the sweep",
    interval: frameMilliseconds,
    frames: sweepPictures,
    at(state, picture) {
      const at = firstOrder(state.takeApart(sweepQuery(picture, state.domain)));
      return { ...state, at, focus: { ...state.focus, x: at.x } };
    },
  },
});

function traceScene(
  { state }: TraceView,
  { width, canvases: [canvas] }: Ground,
): Scene<LookupTraceState, Own> {
  const { activations, inputs, order, predictions, targets, extent, kind, domain } = state;
  const layout = traceLayout(width);
  const { heat, bars, curve, stacked } = layout;
  const slot = (heat.bottom - heat.top) / order.length;
  const heatX = scaleLinear(domain, [heat.left, heat.right]);
  const curveX = scaleLinear(domain, [curve.left, curve.right]);
  const y = scaleLinear(withRoom(finiteRange([targets, predictions])), [
    curve.bottom,
    curve.top + 6,
  ]);
  const curveOf = (values: ArrayLike<number>): string =>
    curvePath(
      inputs.length,
      (i) => curveX(inputs[i]),
      (i) => y(values[i]),
    );
  const most = scaleLength(kind === "integrated" ? extent.integrated : extent.contribution);
  const barX = scaleLinear([-most, most], [bars.left, bars.right]);
  const zero = Math.round(barX(0)) + 0.5;

  drawHeatmap(canvas, {
    values: activations,
    columns: inputs.length,
    order,
    // As in the figure of the activations, so that a colour means one value.
    domain: finiteRange([activations]),
    ramp: plasmaRamp(),
  });
  placeHeatmap(canvas, boxOf(heat));

  const length = (bars.right - bars.left) / 2;
  const moving = movingBars({
    direction: "right",
    order,
    start: heat.top,
    slot,
    zero,
    unit: length / most,
    most: length,
  });
  const rows = neuronRowAxis({ order, top: heat.top, slot, at: heat.left });
  const pinned = svg("path", { class: "fig-pinned-row" });
  const struck = svg("path", { class: "fig-struck-row" });
  const texts = traceTexts(layout, kind);
  const probesOf = (kind: Pick<ProbeOptions, "sweeps">): Probe[] => [
    // Stacked, one line runs through both.
    probe({
      scale: curveX,
      top: stacked ? heat.bottom : curve.top,
      bottom: curve.bottom,
      ground: "paper",
      labelled: true,
      ...kind,
    }),
    probe({
      scale: heatX,
      top: heat.top,
      bottom: heat.bottom,
      ground: "plot",
      labelled: !stacked,
      ...kind,
    }),
  ];
  const probes = probesOf({});
  const sweepProbes = probesOf({ sweeps: true });
  const dot = svg("circle", { class: "fig-model-dot", r: 5.5 });

  return {
    marks: [
      xAxis({ scale: heatX, at: heat.bottom, ...(stacked ? { ticks: [] } : {}) }),
      xAxis({
        scale: barX,
        at: bars.bottom,
        ticks: stacked ? barTicks(-most, most) : barX.ticks(5),
        grid: bars.bottom - bars.top,
      }),
      svg("line", { class: "fig-rule", x1: zero, x2: zero, y1: bars.top, y2: bars.bottom }),
      xAxis({ scale: curveX, at: curve.bottom }),
      yAxis({ scale: y, at: curve.left, grid: curve.right - curve.left }),
      svg("path", { class: "fig-model-curve", d: curveOf(predictions) }),
      svg("path", { class: "fig-curve-true", d: curveOf(targets) }),
      ...moving.elements,
      pinned,
      rows.element,
      struck,
      ...texts.elements,
      ...[...probes, ...sweepProbes].map(({ element }) => element),
      dot,
    ],
    areas: traceAreas(state, layout),
    moves({ state: { at: readers, kind, focus, inputs, targets }, own: { sweep } }) {
      const at = sweep?.at ?? readers;
      for (const each of probes) each.move(readers.x, sweep === undefined);
      for (const { element, move } of sweepProbes) {
        setAttributes(element, { visibility: sweep === undefined ? "hidden" : undefined });
        move(at.x);
      }
      setAttributes(dot, { cx: curveX(at.x), cy: y(at.prediction) });
      moving.show(barValues(at, kind)[2], focus.silenced);
      const rowOf = (neuron: number): number => order.indexOf(neuron);
      const middle = (neuron: number): number => heat.top + (rowOf(neuron) + 0.5) * slot;
      rows.pin(focus.neuron);
      setAttributes(pinned, {
        d:
          focus.neuron === null || rowOf(focus.neuron) === -1
            ? undefined
            : frames([heat, bars], middle(focus.neuron), slot),
      });
      setAttributes(struck, {
        d: focus.silenced
          .filter((neuron) => rowOf(neuron) !== -1)
          .map((neuron) => `M${heat.left} ${middle(neuron)}H${heat.right}`)
          .join(""),
      });
      texts.show(at, kind, sampleAt(inputs, targets, at.x));
    },
  };
}

/** Frames around a row, at least as high as a line of it can be seen. */
function frames(panels: readonly Box[], middle: number, slot: number): string {
  const half = Math.max(2, slot / 2 + 0.5);
  return panels
    .map(({ left, right }) => `M${left} ${middle - half}H${right}v${2 * half}H${left}z`)
    .join("");
}

/** A drag in any panel moves the query, and a click in the heatmap and the bars is about a row. */
function traceAreas(
  { domain, order }: LookupTraceState,
  { heat, bars, curve }: TraceLayout,
): Area<LookupTraceState, Own>[] {
  const [heatX, barsX, curveX] = [heat, bars, curve].map(({ left, right }) =>
    scaleLinear(domain, [left, right]),
  );
  // The handles stand a little under the panels.
  const reach = (panel: Box) => boxOf({ ...panel, bottom: panel.bottom + 20 });
  const moveTo = (pixels: number, scale: typeof heatX, { state, own }: TraceView): void => {
    own.stop();
    state.focus.set.x(queryAt(pixels, scale));
  };
  /** A touch of the line that sweeps ends the sweep, and where it was is the reader's query. */
  const take = ({ state: { at, focus }, own: { stop, sweep } }: TraceView): void => {
    stop();
    if (sweep !== undefined && sweep.x !== at.x) focus.set.x(sweep.x);
  };
  const shownX = ({ state, own }: TraceView): number => own.sweep?.x ?? state.at.x;
  const click = ({ y }: Point, { state: { focus } }: TraceView): void => {
    const slot = (heat.bottom - heat.top) / order.length;
    pinOrRelease(focus, order[slotAt(y, heat.top, slot, order.length)]);
  };
  return [
    {
      box: reach(heat),
      click,
      // A press on the line holds it, even before it moves; one elsewhere is about a row.
      press(at, view) {
        if (Math.abs(at.x - heatX(shownX(view))) < 22) take(view);
      },
      drag: (at, view) => moveTo(at.x, heatX, view),
    },
    {
      box: reach(bars),
      cursor: "click",
      click,
      // They have no query axis: the probe goes as far as the pointer does.
      press: (at, view) => view.look({ held: barsX(shownX(view)) - at.x }),
      drag: (at, view) => moveTo(at.x + view.own.held, barsX, view),
    },
    { box: reach(curve), drag: (at, view) => moveTo(at.x, curveX, view) },
  ];
}

function traceCaption({ at: readers, kind, focus }: LookupTraceState, { sweep }: Own): string {
  const at = sweep?.at ?? readers;
  const all = at.activations.length;
  const back = `Escape gives back your x* = ${fixed(readers.x, 2)}.`;
  const struck = struckText(focus.silenced.length);
  if (sweep?.moving)
    return `A query of the figure’s own sweeps the domain: it meets all ${all} keys (the brighter a row under the line, the stronger that neuron answers), each neuron adds its bar on the same row, and what the bars come to draws the curve. Take the line, and it is yours. ${back}${struck}`;
  const { sum, rest, restName, prediction } = shownSum(at, kind);
  const parts = kind === "integrated" ? "integrated gradients" : "contributions";
  const active = activeNeurons(at);
  const query =
    sweep === undefined
      ? `The query x* = ${fixed(at.x, 2)}`
      : `The sweep rests at x = ${fixed(at.x, 2)}. That query`;
  return `${query} meets all ${all} keys (the brighter a row under the line, the stronger that neuron answers; ${active} ${active === 1 ? "is" : "are"} active), each neuron adds its bar on the same row, and the ${parts} sum to ${sum}: with the ${restName} ${rest}, f̂ = ${prediction}. ${sweep === undefined ? "Drag the line in any panel." : back}${struck}`;
}

function struckText(silenced: number): string {
  if (silenced === 0) return "";
  return silenced === 1
    ? " The struck row is the silenced neuron; its bar is hollow, and the sums are of the whole network."
    : " Struck rows are the silenced neurons; their bars are hollow, and the sums are of the whole network.";
}
