import { scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { curvePath } from "../../../src/drawing/curve";
import { count, fixed, magnitude } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { numbers } from "../../../src/figure/columns";
import type { Area } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { gelu, geluDerivative, geluMinimum } from "../../../src/network/gelu";
import { type Focus, focusKey, focusKeysHelp } from "./focus";
import { nearestOnRug, rugCounts } from "./gelu-rug";
import { queryRail, queryRailHeight } from "./query-rail";

export interface GeluState {
  /** z = w·x* + b of the first layer at the query, `[d]`. */
  readonly preActivations: Float64Array;
  readonly focus: Focus;
  /** The domain of the query. */
  readonly domain: readonly [number, number];
}

/** The curves are drawn for z in [−limit, limit]. */
const limit = 4;
/** Of a curve over that range. */
const samples = 161;

/** Heights in CSS pixels of the parts of a panel, from the top down. */
const headingHeight = 28;
const rugHeight = 16;
const rugGap = 4;
const axisHeight = 26;
const countsHeight = 20;
const panelGap = 16;
const left = 34;
const right = 10;
/** A rug tick can be hit from this far, in CSS pixels. */
const reach = 22;

function relu(z: number): number {
  return Math.max(0, z);
}

/** Whether the two panels stand one below the other. */
function stacked(width: number): boolean {
  return width < 560;
}

function plotHeight(width: number): number {
  return stacked(width) ? 160 : 200;
}

function panelHeight(width: number): number {
  return (
    headingHeight + plotHeight(width) + rugGap + rugHeight + axisHeight + countsHeight + panelGap
  );
}

/** GELU beside ReLU, and their derivatives, with where the first layer's neurons are on them at the query. */
export const geluFigure = figure<GeluState>({
  title: "GELU beside ReLU",
  height: (width) => panelHeight(width) * (stacked(width) ? 2 : 1) + queryRailHeight,
  depends: ({ domain }) => domain,
  still({ state: { domain } }, { width, height }) {
    const columns = stacked(width) ? 1 : 2;
    const gap = 28;
    const panelWidth = (width - (columns - 1) * gap) / columns;
    const place = (index: number): Place => ({
      x0: columns === 1 ? 0 : index * (panelWidth + gap),
      y0: columns === 1 ? index * panelHeight(width) : 0,
      width: panelWidth,
      plot: plotHeight(width),
    });
    const panels = [activationPanel(place(0)), derivativePanel(place(1))];
    const rail = queryRail({
      left: Math.max(left, 24),
      right: width - 24,
      top: height - queryRailHeight,
      domain,
    });
    return {
      marks: [...panels.map(({ element }) => element), rail.element],
      areas: [...panels.map(({ area }) => area), rail.area],
      moves({ state }) {
        for (const panel of panels) panel.move(state);
        rail.move(state.focus.x);
      },
    };
  },
  caption,
  sentence({ preActivations, focus }) {
    const { below, above, firing } = rugCounts(preActivations, limit);
    const z = focus.neuron === null ? undefined : preActivations[focus.neuron];
    return `At x = ${fixed(focus.x, 2)}, ${firing} of ${preActivations.length} neurons have z above 0; ${below} lie below −${limit} and ${above} above ${limit}.${
      z === undefined
        ? ""
        : ` Pinned: neuron ${focus.neuron}, z = ${fixed(z, 2)}, GELU(z) = ${fixed(gelu(z), 2)}${silenced(focus) ? ", silenced" : ""}.`
    }`;
  },
  columns: ({ preActivations, focus: { x, silenced } }) =>
    numbers(Array.from(preActivations), [
      {
        heading: "Neuron",
        field: "neuron",
        value: (_, index) => index,
        text: (_, index) => (silenced.includes(index) ? `${index} (silenced)` : index),
      },
      { field: "x", value: () => x },
      { heading: `z at x = ${fixed(x, 2)}`, field: "z", value: (z) => z, digits: 3 },
      { heading: "GELU(z)", field: "gelu", value: gelu, digits: 3 },
      { heading: "ReLU(z)", field: "relu", value: relu, digits: 3 },
      { heading: "GELU′(z)", field: "gelu_derivative", value: geluDerivative, digits: 3 },
      { field: "silenced", value: (_, index) => Number(silenced.includes(index)) },
    ]),
  keys: {
    help: focusKeysHelp,
    press: (event, { state: { preActivations, domain, focus } }) =>
      focusKey(event, focus.set, { domain, neurons: preActivations.length }),
  },
});

/** Where a panel lies in the figure, and the height of its plot. */
interface Place {
  readonly x0: number;
  readonly y0: number;
  readonly width: number;
  readonly plot: number;
}

interface Panel {
  readonly element: SVGGElement;
  /** Where a press pins the neuron of the nearest tick. */
  readonly area: Area<GeluState, object>;
  move(state: GeluState): void;
}

function activationPanel(place: Place): Panel {
  return panel(place, {
    title: "activation",
    range: [-0.75, limit],
    ticks: [0, 1, 2, 3, 4],
    value: gelu,
    name: "GELU",
    compared: [[relu, -limit, limit]],
    annotate(x, y) {
      const atX = x(geluMinimum.at);
      const atY = y(geluMinimum.value);
      const labelY = atY - 34;
      return [
        svg("line", { class: "fig-pointer", x1: atX, x2: atX, y1: labelY + 6, y2: atY - 5 }),
        svg("circle", { class: "fig-model-dot", cx: atX, cy: atY, r: 3.5 }),
        svg(
          "text",
          { class: "fig-note fig-halo", x: atX + 16, y: labelY, "text-anchor": "end" },
          place.width < 440
            ? `least ${fixed(geluMinimum.value, 2)}`
            : `least ${fixed(geluMinimum.value, 2)} at z = ${fixed(geluMinimum.at, 2)}`,
        ),
        svg(
          "text",
          { class: "fig-halo", x: x(2.1) - 10, y: y(2.1) - 4, "text-anchor": "end" },
          "ReLU",
        ),
        svg(
          "text",
          { class: "fig-model-number fig-halo", x: x(1.35) + 12, y: y(gelu(1.35)) + 10 },
          "GELU",
        ),
      ];
    },
  });
}

function derivativePanel(place: Place): Panel {
  return panel(place, {
    title: "derivative",
    range: [-0.35, 1.25],
    ticks: [0, 0.5, 1],
    value: geluDerivative,
    name: "GELU′",
    compared: [
      [() => 0, -limit, 0],
      [() => 1, 0, limit],
    ],
    annotate: (x, y) => [
      svg(
        "text",
        { class: "fig-halo", x: x(0) - 8, y: y(1), dy: "0.35em", "text-anchor": "end" },
        "ReLU′",
      ),
      svg(
        "text",
        { class: "fig-model-number fig-halo", x: x(0.28) + 12, y: y(0.6), dy: "0.35em" },
        "GELU′",
      ),
    ],
  });
}

interface PanelOptions {
  readonly title: string;
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  /** The model's function of z and its name. */
  readonly value: (z: number) => number;
  readonly name: string;
  /** What it is compared with: pieces of functions, each from one z to another. */
  readonly compared: readonly (readonly [(z: number) => number, number, number])[];
  /** Names and marks. */
  annotate(x: (z: number) => number, y: (value: number) => number): SVGElement[];
}

function panel({ x0, y0, width, plot }: Place, options: PanelOptions): Panel {
  const top = headingHeight;
  const bottom = top + plot;
  const rugTop = bottom + rugGap;
  const rugBottom = rugTop + rugHeight;
  const x = scaleLinear([-limit, limit], [left, width - right]);
  const y = scaleLinear(options.range, [bottom, top]);
  const path = (value: (z: number) => number, from: number, to: number): string => {
    const at = (i: number): number => from + ((to - from) * i) / (samples - 1);
    return curvePath(
      samples,
      (i) => x(at(i)),
      (i) => y(value(at(i))),
    );
  };

  const rug = {
    silent: svg("path", { class: "fig-rug-silent" }),
    firing: svg("path", { class: "fig-rug-firing" }),
    silenced: svg("path", { class: "fig-rug-silenced" }),
    pinned: svg("path", { class: "fig-rug-pinned" }),
  };
  const guide = svg("line", { class: "fig-rug-guide" });
  const dot = svg("circle", { class: "fig-pinned-dot", r: 5 });
  const readout = svg("text", {
    class: "fig-query-label",
    x: width - right,
    y: 13,
    "text-anchor": "end",
  });
  const countsY = rugBottom + axisHeight + 13;
  const below = svg("text", { class: "fig-note", x: left - 8, y: countsY });
  const above = svg("text", {
    class: "fig-note",
    x: width - right,
    y: countsY,
    "text-anchor": "end",
  });
  const meaning = svg("text", {
    x: (left - 8 + width - right) / 2,
    y: countsY,
    "text-anchor": "middle",
  });
  const element = svg(
    "g",
    { transform: `translate(${x0},${y0})` },
    svg("text", { class: "fig-title", x: 0, y: 13 }, options.title),
    yAxis({ scale: y, at: left, ticks: options.ticks, grid: width - right - left }),
    xAxis({ scale: x, at: rugBottom + 2, ticks: [-4, -2, 0, 2, 4] }),
    svg("line", { class: "fig-rule-quiet", x1: x(0), x2: x(0), y1: top, y2: bottom }),
    guide,
    ...options.compared.map(([value, from, to]) =>
      svg("path", { class: "fig-compared-curve", d: path(value, from, to) }),
    ),
    svg("path", { class: "fig-model-curve", d: path(options.value, -limit, limit) }),
    ...options.annotate(x, y),
    rug.silenced,
    rug.silent,
    rug.firing,
    rug.pinned,
    dot,
    readout,
    below,
    meaning,
    above,
  );

  /** Points out of the rug, at the end beyond which the pinned neuron is. */
  const chevron = (z: number): string => {
    const towards = z < 0 ? -1 : 1;
    return `M${x(towards * limit) + 2 * towards},${rugTop + 2}l${5 * towards},${rugHeight / 2 - 2}l${-5 * towards},${rugHeight / 2 - 2}`;
  };
  return {
    element,
    area: {
      box: {
        left: x0 + left - reach,
        top: y0 + rugTop - 6,
        width: width - left - right + 2 * reach,
        height: 44,
      },
      click(at, { state: { preActivations, focus } }) {
        const within = reach / (x(1) - x(0));
        const index = nearestOnRug(preActivations, x.invert(at.x - x0), within, limit);
        if (index !== undefined) focus.set.neuron(index === focus.neuron ? null : index);
      },
    },
    move({ preActivations, focus }) {
      const ticks = { silent: "", firing: "", silenced: "", pinned: "" };
      preActivations.forEach((z, index) => {
        if (!(Math.abs(z) <= limit)) {
          if (index === focus.neuron) ticks.pinned = chevron(z);
          return;
        }
        const at = x(z).toFixed(1);
        if (index === focus.neuron) ticks.pinned = `M${at},${rugTop - 2}V${rugBottom + 2}`;
        // A silenced neuron keeps a stub.
        else if (focus.silenced.includes(index))
          ticks.silenced += `M${at},${rugBottom - 5}V${rugBottom}`;
        else ticks[z > 0 ? "firing" : "silent"] += `M${at},${rugTop}V${rugBottom}`;
      });
      for (const part of ["silent", "firing", "silenced", "pinned"] as const)
        setAttributes(rug[part], { d: ticks[part] });

      const counts = rugCounts(preActivations, limit);
      below.textContent = `← ${count(counts.below)} below −${limit}`;
      above.textContent = `${count(counts.above)} above ${limit} →`;

      const z = focus.neuron === null ? undefined : preActivations[focus.neuron];
      const shown = z !== undefined && Math.abs(z) <= limit;
      const at = shown ? x(z).toFixed(2) : 0;
      const height = shown ? y(options.value(z)).toFixed(2) : 0;
      const visibility = shown ? undefined : "hidden";
      setAttributes(dot, {
        class: `fig-pinned-dot${silenced(focus) ? " fig-silenced" : ""}`,
        cx: at,
        cy: height,
        visibility,
      });
      setAttributes(guide, { x1: at, x2: at, y1: height, y2: rugTop, visibility });
      readout.textContent =
        z === undefined
          ? ""
          : silenced(focus)
            ? "silenced"
            : `${options.name}(${fixed(z, 2)}) = ${fixed(options.value(z), 2)}`;
      setAttributes(meaning, { class: z === undefined ? "fig-note" : "fig-query-label" });
      meaning.textContent = z === undefined ? "z = w·x + b" : `neuron ${focus.neuron}`;
    },
  };
}

function silenced({ neuron, silenced }: Focus): boolean {
  return neuron !== null && silenced.includes(neuron);
}

function caption({ preActivations, focus }: GeluState): string {
  const neurons = preActivations.length;
  const { below, above, firing } = rugCounts(preActivations, limit);
  const curves = `GELU (blue) is ReLU (dashed) with its corner rounded: a little below 0 before it rises (${fixed(geluMinimum.value, 2)} at z = ${fixed(geluMinimum.at, 2)}), and with a slope that passes 1 (at most ${fixed(geluDerivative(Math.SQRT2), 2)}) before it settles there.`;
  const ticks = `Each tick is one of the ${count(neurons)} first-layer neurons at x = ${fixed(focus.x, 2)}: ${count(firing)} have z > 0 (blue)`;
  // The two functions differ by |z|·Φ(−|z|), which only falls beyond the limit.
  const beyond =
    below + above === 0
      ? `, and none is beyond ±${limit}.`
      : `, and ${count(below + above)} ${below + above === 1 ? "is" : "are"} beyond ±${limit}, where GELU and ReLU differ by less than ${magnitude(relu(limit) - gelu(limit))}.`;
  return `${curves} ${ticks}${beyond}`;
}
