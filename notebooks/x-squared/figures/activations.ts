import { scaleLinear } from "d3-scale";
import { xAxis } from "../../../src/drawing/axis";
import { colourBar } from "../../../src/drawing/colour-bar";
import { dodge } from "../../../src/drawing/dodge";
import { finiteRange } from "../../../src/drawing/finite-range";
import { count, fixed } from "../../../src/drawing/format";
import { bandAt, drawHeatmap, placeHeatmap } from "../../../src/drawing/heatmap";
import { plasma, plasmaRamp } from "../../../src/drawing/plasma";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { fileColumn, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import {
  type Area,
  contains,
  type Ground,
  type Scene,
  type View,
} from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { whenChanged } from "../../../src/figure/when-changed";
import type { Point } from "../../../src/inputs/pointer";
import type { Floats } from "../../../src/network/network";
import type { Key } from "../mathematics/keys";
import { type Focus, focusKey, focusKeysHelp } from "./focus";
import { focusArea, probe } from "./probe";
import { type SampleCurve, sampleCurve } from "./sample-curve";

export interface ActivationsState {
  /** `[d, N]` GELU(w·x + b) of the first layer, row-major. */
  readonly activations: Float32Array;
  /** `[N]`, increasing. */
  readonly inputs: Floats;
  /** The neurons in the order of the rows, top first. */
  readonly order: readonly number[];
  /** What the rows are sorted by: "index", "pivot", "value". */
  readonly orderName: string;
  readonly focus: Focus;
  /** The keys, to mark the pivots on the sample curves. */
  readonly keys?: readonly Key[];
  /** The neurons whose curves stand beside the heatmap: eight, or fewer. */
  readonly samples: readonly number[];
}

const top = 64;
const bottomMargin = 46;
const left = 40;
const columnGap = 40;

interface Own {
  /** Where the pointer is, unless it is over a curve. */
  readonly pointer: Point | undefined;
}

/** The activations of all neurons over all queries, beside a few neurons' curves. */
export const activationsFigure = figure<ActivationsState, Own>({
  title: "Activations over all queries",
  height: (width) => layoutFor(width).height,
  own: () => ({ pointer: undefined }),
  canvases: 1,
  depends: ({ activations, inputs, keys, order, orderName, samples }) => [
    activations,
    inputs,
    keys,
    order,
    orderName,
    ...samples,
  ],
  still: activationsScene,
  caption,
  sentence(state) {
    const { x, neuron, silenced } = state.focus;
    return neuron === null
      ? `The query is ${fixed(x, 2)}; ${state.order.length} neurons, none pinned.`
      : `Neuron ${neuron} at x = ${fixed(x, 2)} has activation ${fixed(activationAt(state, neuron, x), 2)}${silenced.includes(neuron) ? ", silenced" : ""}.`;
  },
  columns(state) {
    const { activations, inputs, order, focus } = state;
    const extentOf = (neuron: number): [number, number] =>
      finiteRange([activations.subarray(neuron * inputs.length, (neuron + 1) * inputs.length)]);
    return summedUp(
      numbers(order, [
        tableColumn("Neuron", (neuron) => neuron),
        tableColumn(
          `Activation at x = ${fixed(focus.x, 2)}`,
          (neuron) => activationAt(state, neuron, focus.x),
          3,
        ),
        tableColumn("Smallest", (neuron) => extentOf(neuron)[0], 3),
        tableColumn("Largest", (neuron) => extentOf(neuron)[1], 3),
      ]),
      numbers(Array.from(inputs), [
        fileColumn("x", (x) => x),
        ...order
          .toSorted((a, b) => a - b)
          .map((neuron) =>
            fileColumn(
              `neuron_${neuron}`,
              (_: number, i: number) => activations[neuron * inputs.length + i],
            ),
          ),
      ]),
    );
  },
  keys: {
    help: focusKeysHelp,
    press: (event, { state: { inputs, order, focus } }) =>
      focusKey(event, focus.set, { domain: domainOf(inputs), neurons: order.length }),
  },
});

function domainOf(inputs: Floats): [number, number] {
  return [inputs[0], inputs[inputs.length - 1]];
}

/** The activation of a neuron at a query, between the inputs too. */
function activationAt(
  { activations, inputs }: ActivationsState,
  neuron: number,
  x: number,
): number {
  return sampleAt(inputs, activations, x, neuron * inputs.length);
}

/** The heatmap's right and bottom ends, and where the curves are: beside it from 640 px, else beneath. */
function layoutFor(width: number) {
  if (width >= 640) {
    const bottom = top + 384;
    const right = Math.round(width * 0.58);
    const curves = { left: right + 52, right: width - 12, top: top - 20, bottom };
    return { height: bottom + bottomMargin, right, bottom, curves };
  }
  const bottom = top + 256;
  const right = width - 12;
  const curves = { left, right, top: bottom + bottomMargin + 18, bottom: bottom + 400 };
  return { height: curves.bottom + 26, right, bottom, curves };
}

/** The neurons' curves, in two columns. */
function sampleCurves(
  { activations, inputs, keys, samples }: ActivationsState,
  room: ReturnType<typeof layoutFor>["curves"],
  extent: readonly [number, number],
): { curves: SampleCurve[]; areas: Area<ActivationsState, Own>[] } {
  const rows = Math.ceil(samples.length / 2);
  const width = (room.right - room.left - columnGap) / 2;
  const height = Math.min((room.bottom - room.top) / Math.max(1, rows), 130);
  const boxes = samples.map((_, i) => ({
    left: room.left + (i % 2) * (width + columnGap),
    top: room.top + Math.floor(i / 2) * height,
    width,
    height,
  }));
  const curves = samples.map((neuron, i) =>
    sampleCurve({
      neuron,
      inputs,
      activations: activations.subarray(neuron * inputs.length, (neuron + 1) * inputs.length),
      extent,
      key: keys?.[neuron],
      box: boxes[i],
      foot: Math.floor(i / 2) === rows - 1 ? 0 : 16,
      numbers: { left: i % 2 === 0, beneath: i >= samples.length - 2 },
    }),
  );
  const areas = curves.map(({ x }, i) => ({
    ...focusArea<ActivationsState, Own>(x, () => samples[i]),
    box: { ...boxes[i], left: boxes[i].left - columnGap / 2, width: width + columnGap },
  }));
  return { curves, areas };
}

function activationsScene(
  { state }: View<ActivationsState, Own>,
  { width, canvases: [canvas] }: Ground,
): Scene<ActivationsState, Own> {
  const { activations, inputs, order, orderName, samples } = state;
  const { right, bottom, curves: room } = layoutFor(width);
  const rowHeight = (bottom - top) / Math.max(1, order.length);
  const x = scaleLinear(domainOf(inputs), [left, right]);
  const domain = finiteRange([activations]);

  drawHeatmap(canvas, {
    values: activations,
    columns: inputs.length,
    order,
    domain,
    ramp: plasmaRamp(),
  });
  const heatmap = { left, top, width: right - left, height: bottom - top };
  placeHeatmap(canvas, heatmap);

  const rowOf = new Map(order.map((neuron, row) => [neuron, row]));
  const middleOf = (neuron: number): number => top + ((rowOf.get(neuron) ?? 0) + 0.5) * rowHeight;
  const neuronAt = ({ y }: Point): number => order[bandAt(y - top, bottom - top, order.length)];
  const heading = svg("text", { class: "fig-axis-label", x: 0, y: top - 12 });
  const silencedRows = svg("g", { class: "fig-silenced-rows" });
  const pinnedRow = svg("g", { class: "fig-pinned-row" });
  const rowLabels = svg("g", { class: "fig-axis" });
  const query = probe({ scale: x, top, bottom, ground: "plot", labelled: true });
  const { curves, areas } = sampleCurves(state, room, domain);
  const markRows = whenChanged((pinned: number | null, silenced: readonly number[]) => {
    rowLabels.replaceChildren(...namedRows(samples, pinned, middleOf, bottom));
    silencedRows.replaceChildren(
      ...silenced
        .filter((neuron) => rowOf.has(neuron))
        .flatMap((neuron) => struckRow(middleOf(neuron), rowHeight, right)),
    );
    pinnedRow.replaceChildren(
      ...(pinned === null || !rowOf.has(pinned)
        ? []
        : frameRow(middleOf(pinned), rowHeight, right)),
    );
    for (const curve of curves) curve.mark({ neuron: pinned, silenced });
  });

  return {
    marks: [
      heading,
      activationBar(domain, right),
      xAxis({ scale: x, at: bottom }),
      silencedRows,
      pinnedRow,
      rowLabels,
      query.element,
      ...curves.map(({ element }) => element),
    ],
    areas: [
      ...areas,
      { ...focusArea(x, neuronAt), hover: (pointer, { look }) => look({ pointer }) },
    ],
    moves({ state: now, own: { pointer } }) {
      const { focus } = now;
      heading.textContent =
        pointer === undefined || !contains(heatmap, pointer)
          ? `neurons by ${orderName}`
          : reading(now, neuronAt(pointer), x.invert(pointer.x));
      query.move(focus.x);
      markRows(focus.neuron, focus.silenced);
      for (const curve of curves) curve.move(focus.x);
    },
  };
}

function reading(state: ActivationsState, neuron: number, x: number): string {
  return `neuron ${neuron} at ${fixed(x, 1)}: ${fixed(activationAt(state, neuron, x), 2)}`;
}

/** Names the rows of the sample neurons and of the pinned one. */
function namedRows(
  samples: readonly number[],
  pinned: number | null,
  middleOf: (neuron: number) => number,
  bottom: number,
): SVGElement[] {
  const named = pinned === null || samples.includes(pinned) ? samples : [...samples, pinned];
  const rows = named.map(middleOf);
  const places = dodge(rows, 14, [top + 4, bottom - 4]);
  return named.flatMap((neuron, i) => [
    svg("path", {
      class: "fig-tick fig-row-leader",
      d: `M${left - 2},${rows[i].toFixed(1)}L${left - 9},${places[i].toFixed(1)}`,
    }),
    svg(
      "text",
      {
        class: neuron === pinned ? "fig-pinned-label" : undefined,
        x: left - 12,
        y: places[i].toFixed(1),
        dy: "0.35em",
        "text-anchor": "end",
      },
      String(neuron),
    ),
  ]);
}

/** A silenced row: dimmed and struck through. */
function struckRow(middle: number, rowHeight: number, right: number): SVGElement[] {
  const height = Math.max(2, rowHeight);
  const box = { x: left, y: middle - height / 2, width: right - left, height };
  return [
    svg("rect", { class: "fig-row-shade", ...box }),
    svg("line", { class: "fig-row-strike", x1: left, x2: right, y1: middle, y2: middle }),
  ];
}

/** A frame around the pinned row, cased so that it shows on every colour. */
function frameRow(middle: number, rowHeight: number, right: number): SVGElement[] {
  const height = Math.max(2, rowHeight) + 4;
  const box = { x: left - 2, y: middle - height / 2, width: right - left + 4, height, rx: 1 };
  return [
    svg("rect", { class: "fig-row-frame-casing", ...box }),
    svg("rect", { class: "fig-row-frame", ...box }),
  ];
}

function activationBar(domain: readonly [number, number], right: number): SVGGElement {
  const length = Math.min(220, right - left - 110);
  const scale = scaleLinear(domain, [0, length]);
  const bar = colourBar({
    scale,
    width: length,
    colour: (value) => plasma((value - domain[0]) / (domain[1] - domain[0])),
    ticks: scale.ticks(4),
    label: `activation, from ${fixed(domain[0], 2)} to ${fixed(domain[1], 1)}`,
  });
  setAttributes(bar, { transform: `translate(${right - length},0)` });
  return bar;
}

function caption(state: ActivationsState): string {
  const { activations, order, orderName, focus } = state;
  const finite = activations.filter(Number.isFinite);
  if (finite.length === 0) return "The activations are not finite: the network has diverged.";
  const [low, high] = finite.reduce(
    ([least, most], each) => [Math.min(least, each), Math.max(most, each)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const positive = order.filter((neuron) => activationAt(state, neuron, focus.x) > 0).length;
  const negative =
    low < 0
      ? ` GELU dips below zero, to ${fixed(low, 2)} here; the darkest colour is that value, not zero.`
      : "";
  return `Each row is a neuron (by ${orderName}), each column a query; the brightest activation is ${fixed(high, 1)}. At x\u00a0=\u00a0${fixed(focus.x, 2)}, ${count(positive)} of ${count(order.length)} activations are above zero.${negative}`;
}
