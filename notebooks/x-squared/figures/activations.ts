import { type ScaleLinear, scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { colourBar } from "../../../src/drawing/colour-bar";
import { curvePath } from "../../../src/drawing/curve";
import { dodge } from "../../../src/drawing/dodge";
import { finiteRange } from "../../../src/drawing/finite-range";
import { count, fixed } from "../../../src/drawing/format";
import { bandAt, drawHeatmap } from "../../../src/drawing/heatmap";
import { plasma, plasmaRamp } from "../../../src/drawing/plasma";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { draggable } from "../../../src/inputs/drag";
import type { Floats } from "../../../src/network/network";
import type { Key } from "../mathematics/keys";
import { type Focus, focusKey, focusKeysHelp, type SetFocus } from "./focus";
import { probe, queryAt } from "./probe";

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

/** The activations of all neurons over all queries, beside a few neurons' curves. */
export const activationsFigure = pictureKind<ActivationsState>(({ focus }, invalidation) =>
  activationsElement(focus.set, invalidation),
);

function activationsElement(
  set: SetFocus,
  invalidation: Promise<void>,
): FigureElement<ActivationsState> {
  const canvas = document.createElement("canvas");
  canvas.className = "fig-heatmap";
  const root = svgRoot();
  root.classList.add("fig-draggable");
  let latest: ActivationsState;
  let scene: Scene | undefined;
  let pressed: Panel | undefined;
  let measured: Measured | undefined;
  /** The extent of all activations, found once for each network rather than at each move of the query. */
  const extent = (activations: Float32Array): readonly [number, number] => {
    if (measured?.activations !== activations)
      measured = { activations, extent: finiteRange([activations]) };
    return measured.extent;
  };

  // Which panel a drag belongs to is settled where it starts.
  root.addEventListener("pointerdown", (event) => {
    const box = root.getBoundingClientRect();
    pressed = scene?.panelAt(event.clientX - box.left, event.clientY - box.top);
  });
  draggable(
    root,
    ({ x }) => {
      if (pressed !== undefined) set.x(queryAt(x, pressed.x));
    },
    ({ y }) => {
      const neuron = pressed?.neuronAt(y);
      if (neuron !== undefined) set.neuron(neuron === latest.focus.neuron ? null : neuron);
    },
  );
  root.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons !== 0 || scene === undefined) return;
    const box = root.getBoundingClientRect();
    scene.hover(latest, event.clientX - box.left, event.clientY - box.top);
  });
  root.addEventListener("pointerleave", () => scene?.hover(latest, -1, -1));

  return figure<ActivationsState>(
    {
      title: "Activations over all queries",
      keysHelp: focusKeysHelp,
      height: (width) => layoutFor(width).height,
      draw(plot, state, { width, height, resized }) {
        if (root.parentNode !== plot) plot.append(canvas, root);
        if (
          scene === undefined ||
          resized ||
          state.activations !== latest.activations ||
          state.inputs !== latest.inputs ||
          state.keys !== latest.keys ||
          state.orderName !== latest.orderName ||
          !sameList(state.order, latest.order) ||
          !sameList(state.samples, latest.samples)
        ) {
          setAttributes(root, { width, height });
          scene = buildScene(root, canvas, state, extent(state.activations), width);
        }
        latest = state;
        scene.move(state);
      },
      caption: (state) => caption(state, extent(state.activations)),
      describe({ activations, inputs, order, focus }) {
        const at = (neuron: number): string =>
          fixed(sampleAt(inputs, activations, focus.x, neuron * inputs.length), 2);
        return focus.neuron === null
          ? `The query is ${fixed(focus.x, 2)}; ${order.length} neurons, none pinned.`
          : `Neuron ${focus.neuron} at x = ${fixed(focus.x, 2)} has activation ${at(focus.neuron)}${focus.silenced.includes(focus.neuron) ? ", silenced" : ""}.`;
      },
      table: ({ activations, inputs, order, focus }) => ({
        columns: ["Neuron", `Activation at x = ${fixed(focus.x, 2)}`, "Smallest", "Largest"],
        rows: order.map((neuron) => {
          const start = neuron * inputs.length;
          const [low, high] = finiteRange([activations.subarray(start, start + inputs.length)]);
          return [
            neuron,
            fixed(sampleAt(inputs, activations, focus.x, start), 3),
            fixed(low, 3),
            fixed(high, 3),
          ];
        }),
      }),
      data: ({ activations, inputs, order }) => {
        const neurons = order.toSorted((a, b) => a - b);
        return {
          columns: ["x", ...neurons.map((neuron) => `neuron_${neuron}`)],
          rows: Array.from(inputs, (x, i) => [
            x,
            ...neurons.map((neuron) => activations[neuron * inputs.length + i]),
          ]),
        };
      },
      key: (event, { inputs, order }) =>
        focusKey(event, set, {
          domain: [inputs[0], inputs[inputs.length - 1]],
          neurons: order.length,
        }),
    },
    invalidation,
  );
}

interface Measured {
  readonly activations: Float32Array;
  readonly extent: readonly [number, number];
}

interface Layout {
  readonly height: number;
  /** The heatmap's right and bottom ends; it begins at `left` and `top`. */
  readonly right: number;
  readonly bottom: number;
  /** Where the sample curves are. */
  readonly samples: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

/** Side by side from 640 px, else the samples beneath. */
function layoutFor(width: number): Layout {
  if (width >= 640) {
    const height = top + 384 + bottomMargin;
    const right = Math.round(width * 0.58);
    const bottom = height - bottomMargin;
    return {
      height,
      right,
      bottom,
      samples: { left: right + 52, right: width - 12, top: top - 20, bottom },
    };
  }
  const bottom = top + 256;
  const samplesTop = bottom + bottomMargin + 18;
  const samplesBottom = samplesTop + 4 * 84;
  return {
    height: samplesBottom + 26,
    right: width - 12,
    bottom,
    samples: { left, right: width - 12, top: samplesTop, bottom: samplesBottom },
  };
}

/** A part of the figure with an x axis of its own. */
interface Panel {
  readonly x: ScaleLinear<number, number>;
  /** The neuron drawn at a height. */
  neuronAt(y: number): number | undefined;
}

interface Scene {
  panelAt(x: number, y: number): Panel;
  hover(state: ActivationsState, x: number, y: number): void;
  move(state: ActivationsState): void;
}

function buildScene(
  root: SVGSVGElement,
  canvas: HTMLCanvasElement,
  state: ActivationsState,
  domain: readonly [number, number],
  width: number,
): Scene {
  const { activations, inputs, order, orderName, samples } = state;
  const layout = layoutFor(width);
  const { right, bottom } = layout;
  const rowHeight = (bottom - top) / Math.max(1, order.length);
  const x = scaleLinear([inputs[0], inputs[inputs.length - 1]], [left, right]);

  drawHeatmap(canvas, {
    values: activations,
    columns: inputs.length,
    order,
    domain,
    ramp: plasmaRamp(),
  });
  Object.assign(canvas.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${right - left}px`,
    height: `${bottom - top}px`,
  });

  const rowOf = new Map(order.map((neuron, row) => [neuron, row]));
  const middleOf = (neuron: number): number => top + ((rowOf.get(neuron) ?? 0) + 0.5) * rowHeight;
  const heading = svg("text", { class: "fig-axis-label", x: 0, y: top - 12 });
  const sortedBy = `neurons by ${orderName}`;
  heading.textContent = sortedBy;
  const silenced = svg("g", { class: "fig-silenced-rows" });
  const pinned = svg("g", { class: "fig-pinned-row" });
  const rowLabels = svg("g", { class: "fig-axis" });
  const query = probe({ scale: x, top, bottom, ground: "plot", labelled: true });
  const small = samples.map((neuron, i) => sampleCurve(state, neuron, i, layout, domain));

  root.replaceChildren(
    svg("rect", { class: "fig-hit", width, height: layout.height }),
    heading,
    activationBar(domain, right),
    xAxis({ scale: x, at: bottom }),
    silenced,
    pinned,
    rowLabels,
    query.element,
    ...small.map(({ element }) => element),
  );

  const heatmap: Panel = {
    x,
    neuronAt: (y) => order[bandAt(y - top, bottom - top, order.length)],
  };
  let before: Focus | undefined;
  return {
    panelAt(px, py) {
      const inSamples = px >= layout.samples.left - 20 && py >= layout.samples.top - 10;
      return (inSamples ? small.find(({ contains }) => contains(px, py)) : undefined) ?? heatmap;
    },
    hover(now, px, py) {
      const inside = px >= left && px <= right && py >= top && py <= bottom;
      const neuron = inside ? heatmap.neuronAt(py) : undefined;
      heading.textContent =
        neuron === undefined
          ? sortedBy
          : `neuron ${neuron} at ${fixed(x.invert(px), 1)}: ${fixed(sampleAt(now.inputs, now.activations, x.invert(px), neuron * now.inputs.length), 2)}`;
    },
    move(now) {
      const { focus } = now;
      query.move(focus.x);
      if (before?.neuron !== focus.neuron || before.silenced !== focus.silenced) {
        labelRows(rowLabels, samples, focus.neuron, middleOf, [top, bottom]);
        silenced.replaceChildren(
          ...focus.silenced
            .filter((neuron) => rowOf.has(neuron))
            .flatMap((neuron) => struckRow(middleOf(neuron), rowHeight, right)),
        );
        pinned.replaceChildren(
          ...(focus.neuron === null || !rowOf.has(focus.neuron)
            ? []
            : frameRow(middleOf(focus.neuron), rowHeight, right)),
        );
      }
      for (const curve of small) curve.move(now, before);
      before = focus;
    },
  };
}

/** Names the rows of the sample neurons and of the pinned one. */
function labelRows(
  labels: SVGGElement,
  samples: readonly number[],
  pinned: number | null,
  middleOf: (neuron: number) => number,
  [low, high]: readonly [number, number],
): void {
  const named = pinned === null || samples.includes(pinned) ? [...samples] : [...samples, pinned];
  const wanted = named.map(middleOf);
  const places = dodge(wanted, 14, [low + 4, high - 4]);
  labels.replaceChildren(
    ...named.flatMap((neuron, i) => [
      svg("path", {
        class: "fig-tick fig-row-leader",
        d: `M${left - 2},${wanted[i].toFixed(1)}L${left - 9},${places[i].toFixed(1)}`,
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
    ]),
  );
}

/** A silenced row: dimmed and struck through. */
function struckRow(middle: number, rowHeight: number, right: number): SVGElement[] {
  const height = Math.max(2, rowHeight);
  return [
    svg("rect", {
      class: "fig-row-shade",
      x: left,
      y: middle - height / 2,
      width: right - left,
      height,
    }),
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

interface SampleCurve extends Panel {
  readonly element: SVGGElement;
  contains(x: number, y: number): boolean;
  move(state: ActivationsState, before: Focus | undefined): void;
}

/** One small multiple; all share the scale of the heatmap's colours. */
function sampleCurve(
  { activations, inputs, keys, samples }: ActivationsState,
  neuron: number,
  place: number,
  layout: Layout,
  domain: readonly [number, number],
): SampleCurve {
  const area = layout.samples;
  const gap = 40;
  const rows = Math.ceil(samples.length / 2);
  const cellWidth = (area.right - area.left - gap) / 2;
  const cellHeight = Math.min((area.bottom - area.top) / Math.max(1, rows), 130);
  const column = place % 2;
  const row = Math.floor(place / 2);
  const cellLeft = area.left + column * (cellWidth + gap);
  const cellTop = area.top + row * cellHeight;
  const cellBottom = cellTop + cellHeight;
  const x = scaleLinear([inputs[0], inputs[inputs.length - 1]], [cellLeft, cellLeft + cellWidth]);
  const y = scaleLinear(
    [Math.min(0, domain[0]), domain[1]],
    [cellBottom - (row === rows - 1 ? 0 : 16), cellTop + 22],
  );
  const start = neuron * inputs.length;

  const title = svg(
    "text",
    { class: "fig-sample-title", x: cellLeft, y: cellTop + 13 },
    `neuron ${neuron}`,
  );
  const value = svg("text", {
    class: "fig-note",
    x: cellLeft + cellWidth,
    y: cellTop + 13,
    "text-anchor": "end",
  });
  const line = svg("line", {
    class: "fig-probe-line",
    y1: cellTop + 20,
    y2: y(Math.min(0, domain[0])),
  });
  const dot = svg("circle", { class: "fig-probe-handle", r: 3.5 });
  const last = place >= samples.length - 2;
  const element = svg(
    "g",
    { class: "fig-sample" },
    svg("line", {
      class: "fig-rule-quiet",
      x1: cellLeft,
      x2: cellLeft + cellWidth,
      y1: y(0),
      y2: y(0),
    }),
    ...pivotMark(keys?.[neuron], x, y(0)),
    svg("path", {
      class: "fig-model-curve",
      d: curvePath(
        inputs.length,
        (i) => x(inputs[i]),
        (i) => y(activations[start + i]),
      ),
    }),
    ...(column === 0 ? [yAxis({ scale: y, at: cellLeft, ticks: smallTicks(y) })] : []),
    ...(last
      ? [xAxis({ scale: x, at: cellBottom, ticks: [inputs[0], 0, inputs[inputs.length - 1]] })]
      : []),
    line,
    dot,
    title,
    value,
  );
  return {
    x,
    neuronAt: () => neuron,
    element,
    contains: (px, py) =>
      px >= cellLeft - gap / 2 &&
      px <= cellLeft + cellWidth + gap / 2 &&
      py >= cellTop &&
      py <= cellBottom,
    move(state, before) {
      const { focus } = state;
      const now = sampleAt(inputs, activations, focus.x, start);
      const at = x(focus.x).toFixed(2);
      setAttributes(line, { x1: at, x2: at });
      setAttributes(dot, { cx: at, cy: y(now).toFixed(2) });
      value.textContent = fixed(now, 2);
      if (before?.neuron === focus.neuron && before.silenced === focus.silenced) return;
      setAttributes(element, {
        class: `fig-sample${focus.neuron === neuron ? " fig-pinned" : ""}${focus.silenced.includes(neuron) ? " fig-silenced" : ""}`,
      });
    },
  };
}

/** A triangle on the zero line at the pivot, pointing to where the key matches. */
function pivotMark(
  key: Key | undefined,
  x: ScaleLinear<number, number>,
  zero: number,
): SVGElement[] {
  if (key === undefined || key.facing === 0) return [];
  const [low, high] = x.domain();
  if (key.pivot < low || key.pivot > high) return [];
  return [
    svg("path", {
      class: "fig-pivot-mark",
      d: `M${x(key.pivot).toFixed(1)},${zero - 4}l${6 * key.facing},4l${-6 * key.facing},4z`,
    }),
  ];
}

/** Zero and one round value near the top. */
function smallTicks(y: ScaleLinear<number, number>): number[] {
  const ticks = y.ticks(3).filter((tick) => tick > 0);
  return ticks.length > 0 ? [0, ticks[ticks.length - 1]] : [0];
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}

function caption(
  { activations, inputs, order, orderName, focus }: ActivationsState,
  [low, high]: readonly [number, number],
): string {
  const positive = order.filter(
    (neuron) => sampleAt(inputs, activations, focus.x, neuron * inputs.length) > 0,
  ).length;
  const negative =
    low < 0
      ? ` GELU dips below zero, to ${fixed(low, 2)} here; the darkest colour is that value, not zero.`
      : "";
  return `Each row is a neuron (by ${orderName}), each column a query; the brightest activation is ${fixed(high, 1)}. At x\u00a0=\u00a0${fixed(focus.x, 2)}, ${count(positive)} of ${count(order.length)} activations are above zero.${negative}`;
}
