import type { DrawPlot } from "../../../src/drawing/chart";
import { finiteText } from "../../../src/drawing/finite-text";
import { count, fixed, magnitude } from "../../../src/drawing/format";
import { svg } from "../../../src/drawing/svg";
import { column, fileColumn, numbers } from "../../../src/figure/columns";
import { figure } from "../../../src/figure/figure";
import { gelu, geluDerivative, geluMinimum } from "../../../src/network/gelu";
import { focusKey, focusKeysHelp } from "./focus";
import {
  type GeluPanelOptions,
  geluPanel,
  left,
  limit,
  type NeuronsAt,
  panelHeight,
} from "./gelu-panel";
import { rugCounts } from "./gelu-rug";
import { queryRail, queryRailHeight } from "./query-rail";

export interface GeluState extends NeuronsAt {
  /** GELU and its derivative over z. */
  readonly plots: { readonly activation: DrawPlot; readonly derivative: DrawPlot };
  /** The domain of the query. */
  readonly domain: readonly [number, number];
}

/** Between the panels, side by side and one below the other, in CSS pixels. */
const columnGap = 28;
const rowGap = 16;

function relu(z: number): number {
  return Math.max(0, z);
}

/** The panels' places: side by side, or one below the other where there is less room; in rows of one height. */
function layout(width: number) {
  const columns = width < 560 ? 1 : 2;
  const plot = columns === 1 ? 160 : 200;
  const row = panelHeight(plot) + rowGap;
  const column = (width + columnGap) / columns;
  const place = (index: number) => ({
    x0: (index % columns) * column,
    y0: Math.floor(index / columns) * row,
    width: column - columnGap,
    plot,
  });
  return { places: [place(0), place(1)], bottom: (row * 2) / columns };
}

/** GELU beside ReLU, and their derivatives, with where the first layer's neurons are on them at the query. */
export const geluFigure = figure<GeluState>({
  title: "GELU beside ReLU",
  height: (width) => layout(width).bottom + queryRailHeight,
  depends: ({ plots, domain }) => [plots.activation, plots.derivative, ...domain],
  still({ state: { plots, domain } }, { width }) {
    const { places, bottom } = layout(width);
    const panels = [
      geluPanel(plots.activation, places[0], activation),
      geluPanel(plots.derivative, places[1], derivative),
    ];
    const rail = queryRail({ left, right: width - 24, top: bottom, domain });
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
        : ` Pinned: neuron ${focus.neuron}, z = ${finiteText(z, 2)}, GELU(z) = ${finiteText(gelu(z), 2)}${focus.silenced.includes(focus.neuron!) ? ", silenced" : ""}.`
    }`;
  },
  columns: ({ preActivations, focus: { x, silenced } }) =>
    numbers(Array.from(preActivations), [
      column(
        "Neuron",
        "neuron",
        (_, index) => index,
        (_, index) => (silenced.includes(index) ? `${index} (silenced)` : index),
      ),
      fileColumn("x", () => x),
      column(`z at x = ${fixed(x, 2)}`, "z", (z) => z, 3),
      column("GELU(z)", "gelu", gelu, 3),
      column("ReLU(z)", "relu", relu, 3),
      column("GELU′(z)", "gelu_derivative", geluDerivative, 3),
      fileColumn("silenced", (_, index) => Number(silenced.includes(index))),
    ]),
  keys: {
    help: focusKeysHelp,
    press: (event, { state: { preActivations, domain, focus } }) =>
      focusKey(event, focus.set, { domain, neurons: preActivations.length }),
  },
});

const activation: GeluPanelOptions = {
  title: "activation",
  value: gelu,
  name: "GELU",
  annotate(x, y, width) {
    const atX = x(geluMinimum.at);
    const atY = y(geluMinimum.value);
    const labelY = atY - 34;
    const least = `least ${fixed(geluMinimum.value, 2)}`;
    return [
      svg("line", { class: "fig-pointer", x1: atX, x2: atX, y1: labelY + 6, y2: atY - 5 }),
      svg("circle", { class: "fig-model-dot", cx: atX, cy: atY, r: 3.5 }),
      svg(
        "text",
        { class: "fig-note fig-halo", x: atX + 16, y: labelY, "text-anchor": "end" },
        width < 440 ? least : `${least} at z = ${fixed(geluMinimum.at, 2)}`,
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
};

const derivative: GeluPanelOptions = {
  title: "derivative",
  value: geluDerivative,
  name: "GELU′",
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
};

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
