import { scaleLinear } from "d3-scale";
import { yAxis } from "../../../src/drawing/axis";
import { barTicks, scaleLength } from "../../../src/drawing/bars";
import { finiteText } from "../../../src/drawing/finite-text";
import { signed } from "../../../src/drawing/format";
import { formula } from "../../../src/drawing/formula";
import { movingBars } from "../../../src/drawing/moving-bars";
import { rowsInOrder } from "../../../src/drawing/neuron-axis";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import { geluMinimum } from "../../../src/network/gelu";
import type { DecompositionExtent } from "../mathematics/extent";
import type { ContributionKind } from "./shown-sum";

/** What a row of bars is of. */
export interface PanelKind {
  readonly title: string;
  readonly symbol: string;
  /** The largest magnitude that it has room for. */
  readonly extent: number;
  /** Whether it goes no further down than GELU does. */
  readonly activations: boolean;
}

/** The three rows of bars, from the top down. */
export function panelKinds(
  { activation, value, contribution, integrated }: DecompositionExtent,
  kind: ContributionKind,
): readonly [PanelKind, PanelKind, PanelKind] {
  const panel = (title: string, symbol: string, extent: number): PanelKind => ({
    title,
    symbol,
    extent,
    activations: title === "Activation",
  });
  const first = panel("Activation", "a_i", activation);
  return kind === "integrated"
    ? [
        first,
        panel("Value, averaged from 0 to", "a", value),
        panel("Integrated gradient", "a_i·mean ∂f/∂a_i", integrated),
      ]
    : [first, panel("Value", "∂f/∂a_i", value), panel("Contribution", "a_i·∂f/∂a_i", contribution)];
}

/** A row of bars over the neurons, under its heading. */
export interface DecompositionPanel {
  readonly element: SVGGElement;
  show(values: Float64Array, silenced: readonly number[]): void;
  /** Writes the number of a neuron over the bars, or of none. @param passing it is only looked at */
  name(neuron: number | null, values: Float64Array, passing: boolean): void;
}

/** @param box of the bars; the heading stands over it */
export function decompositionPanel(
  { title, symbol, extent, activations }: PanelKind,
  { left, top, width, height }: Box,
  neurons: number,
): DecompositionPanel {
  const most = scaleLength(extent);
  const least = activations ? geluMinimum.value : -most;
  const scale = scaleLinear([least, most], [top + height, top]);
  const zero = Math.round(scale(0)) + 0.5;
  // Four digits of the largest.
  const decimals = Math.max(0, 3 - Math.floor(Math.log10(most)));
  const bars = movingBars({
    direction: "up",
    order: rowsInOrder(neurons),
    start: left,
    slot: width / neurons,
    zero,
    unit: Math.abs(scale(1) - scale(0)),
    most: activations ? height : height / 2,
  });
  const heading = { y: top - 9 };
  const named = svg("text", { x: left + width, "text-anchor": "end", ...heading });
  return {
    element: svg(
      "g",
      {},
      yAxis({ scale, at: left, ticks: barTicks(least, most), grid: width }),
      svg("line", { class: "fig-rule", x1: left, x2: left + width, y1: zero, y2: zero }),
      ...bars.elements,
      svg(
        "text",
        { x: left, ...heading },
        svg("tspan", { class: "fig-title" }, `${title} `),
        formula(symbol),
      ),
      named,
    ),
    show: bars.show,
    name(neuron, values, passing) {
      named.textContent =
        neuron === null
          ? ""
          : activations
            ? `neuron ${neuron}: ${finiteText(values[neuron], decimals)}`
            : signedText(values[neuron], decimals);
      setAttributes(named, { class: `fig-query-label${passing ? " fig-hovered" : ""}` });
    },
  };
}

function signedText(value: number, decimals: number): string {
  return Number.isFinite(value) ? signed(value, decimals) : finiteText(value);
}
