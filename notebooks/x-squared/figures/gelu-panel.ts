import { chart, type DrawPlot, plotFrame } from "../../../src/drawing/chart";
import { finiteText } from "../../../src/drawing/finite-text";
import { count, fixed } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Area } from "../../../src/figure/drawing";
import type { Focus } from "./focus";
import { nearestOnRug, rugCounts } from "./gelu-rug";

/** What a panel shows beside its curves. */
export interface NeuronsAt {
  /** z = w·x* + b of the first layer at the query, `[d]`. */
  readonly preActivations: Float64Array;
  readonly focus: Focus;
}

/** A plot of a function of z in [−limit, limit], with where the neurons are on it. */
export interface GeluPanel {
  readonly element: SVGGElement;
  /** Where a press pins the neuron of the nearest tick. */
  readonly area: Area<NeuronsAt, object>;
  move(state: NeuronsAt): void;
}

export interface GeluPanelOptions {
  readonly title: string;
  /** The model's function of z and its name. */
  readonly value: (z: number) => number;
  readonly name: string;
  /** Names and marks. */
  annotate(x: (z: number) => number, y: (value: number) => number, width: number): SVGElement[];
}

export const limit = 4;

/** Heights in CSS pixels of the parts of a panel, from the top down. */
const headingHeight = 28;
const rugHeight = 16;
const rugGap = 4;
const axisHeight = 26;
const countsHeight = 20;
/** Room that a plot keeps for the ticks between its curves and its z axis, in CSS pixels. */
export const rugRoom = rugGap + rugHeight + 2;
/** From the panel's edges to the ends of the z axis. */
export const left = 34;
const rightMargin = 10;
/** A rug tick can be hit from this far, in CSS pixels. */
const reach = 22;

/** Height of a panel, in CSS pixels, whose curves have a height of `plot`. */
export function panelHeight(plot: number): number {
  return headingHeight + plot + rugGap + rugHeight + axisHeight + countsHeight;
}

/**
 * @param draw its plot, which keeps `rugRoom` under its curves
 * @param place its left upper corner, its width and the height of its curves, in CSS pixels of the figure
 */
export function geluPanel(
  draw: DrawPlot,
  { x0, y0, width, plot }: { x0: number; y0: number; width: number; plot: number },
  options: GeluPanelOptions,
): GeluPanel {
  const right = width - rightMargin;
  const top = headingHeight;
  const rugTop = top + plot + rugGap;
  const rugBottom = rugTop + rugHeight;
  const margin = { top, right: rightMargin, bottom: axisHeight - 2 + countsHeight, left };
  const {
    element: curves,
    x,
    y,
  } = chart(draw(plotFrame({ width, height: panelHeight(plot) }, margin)));

  const rug = {
    silenced: svg("path", { class: "fig-rug-silenced" }),
    silent: svg("path", { class: "fig-rug-silent" }),
    firing: svg("path", { class: "fig-rug-firing" }),
    pinned: svg("path", { class: "fig-rug-pinned" }),
  };
  const guide = svg("line", { class: "fig-rug-guide" });
  const dot = svg("circle", { class: "fig-pinned-dot", r: 5 });
  const readout = svg("text", { class: "fig-query-label", x: right, y: 13, "text-anchor": "end" });
  const countsY = rugBottom + axisHeight + 13;
  const below = svg("text", { class: "fig-note", x: left - 8, y: countsY });
  const above = svg("text", { class: "fig-note", x: right, y: countsY, "text-anchor": "end" });
  const middle = (left - 8 + right) / 2;
  const meaning = svg("text", { x: middle, y: countsY, "text-anchor": "middle" });
  const element = svg(
    "g",
    { transform: `translate(${x0},${y0})` },
    svg("text", { class: "fig-title", x: 0, y: 13 }, options.title),
    curves,
    guide,
    ...options.annotate(x, y, width),
    ...Object.values(rug),
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
        width: right - left + 2 * reach,
        height: 44,
      },
      click(at, { state: { preActivations, focus } }) {
        const within = reach / (x(1) - x(0));
        const index = nearestOnRug(preActivations, x.invert(at.x - x0), within, limit);
        if (index !== undefined) focus.set.neuron(index === focus.neuron ? null : index);
      },
    },
    move({ preActivations, focus: { neuron, silenced } }) {
      const ticks = { silent: "", firing: "", silenced: "", pinned: "" };
      preActivations.forEach((z, index) => {
        if (!(Math.abs(z) <= limit)) {
          if (index === neuron) ticks.pinned = chevron(z);
          return;
        }
        const at = x(z).toFixed(1);
        if (index === neuron) ticks.pinned = `M${at},${rugTop - 2}V${rugBottom + 2}`;
        // A silenced neuron keeps a stub.
        else if (silenced.includes(index)) ticks.silenced += `M${at},${rugBottom - 5}V${rugBottom}`;
        else ticks[z > 0 ? "firing" : "silent"] += `M${at},${rugTop}V${rugBottom}`;
      });
      for (const part of ["silent", "firing", "silenced", "pinned"] as const)
        setAttributes(rug[part], { d: ticks[part] });

      const counts = rugCounts(preActivations, limit);
      below.textContent = `← ${count(counts.below)} below −${limit}`;
      above.textContent = `${count(counts.above)} above ${limit} →`;

      const z = neuron === null ? undefined : preActivations[neuron];
      const isSilenced = neuron !== null && silenced.includes(neuron);
      const shown = z !== undefined && Math.abs(z) <= limit;
      const at = shown ? x(z).toFixed(2) : 0;
      const height = shown ? y(options.value(z)).toFixed(2) : 0;
      const visibility = shown ? undefined : "hidden";
      setAttributes(dot, {
        class: `fig-pinned-dot${isSilenced ? " fig-silenced" : ""}`,
        cx: at,
        cy: height,
        visibility,
      });
      setAttributes(guide, { x1: at, x2: at, y1: height, y2: rugTop, visibility });
      readout.textContent =
        z === undefined
          ? ""
          : isSilenced
            ? "silenced"
            : Number.isFinite(z)
              ? `${options.name}(${fixed(z, 2)}) = ${fixed(options.value(z), 2)}`
              : finiteText(z);
      setAttributes(meaning, { class: z === undefined ? "fig-note" : "fig-query-label" });
      meaning.textContent = z === undefined ? "z = w·x + b" : `neuron ${neuron}`;
    },
  };
}
