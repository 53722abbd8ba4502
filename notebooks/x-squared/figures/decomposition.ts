import { scaleLinear } from "d3-scale";
import { yAxis } from "../../../src/drawing/axis";
import {
  type BarLayout,
  barPaths,
  barThickness,
  barTicks,
  scaleLength,
  slotAt,
} from "../../../src/drawing/bars";
import { count, fixed, magnitude, signed } from "../../../src/drawing/format";
import { formula } from "../../../src/drawing/formula";
import { type NeuronAxis, neuronAxis, rowsInOrder } from "../../../src/drawing/neuron-axis";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type Column, type Numbers, numbers } from "../../../src/figure/columns";
import { type FigureElement, figure, type Size } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import type { Decomposition } from "../../../src/network/decompose";
import { geluMinimum } from "../../../src/network/gelu";
import type { DecompositionExtent } from "../mathematics/extent";
import { type Focus, focusKey, focusKeysHelp, type SetFocus } from "./focus";
import { type QueryRail, queryRail, queryRailHeight } from "./query-rail";
import { type ContributionKind, shownSum } from "./shown-sum";

export type { ContributionKind };

export interface DecompositionState {
  readonly at: Decomposition;
  readonly kind: ContributionKind;
  /** The largest bars anywhere in the domain: the scale does not follow the query. */
  readonly extent: DecompositionExtent;
  readonly focus: Focus;
  readonly domain: readonly [number, number];
}

interface Panel {
  readonly bars: BarLayout;
  readonly decimals: number;
  readonly positive: SVGPathElement;
  readonly negative: SVGPathElement;
  readonly silenced: SVGPathElement;
  readonly pinned: SVGTextElement;
}

/** What is drawn afresh when the network or the width changes, and moved when only the focus does. */
interface Drawing {
  readonly panels: readonly Panel[];
  readonly band: SVGRectElement;
  readonly hover: SVGRectElement;
  readonly axis: NeuronAxis;
  readonly struck: SVGPathElement;
  readonly slot: number;
  readonly foot: number;
}

const marginLeft = 44;
const marginRight = 14;
const titleHeight = 30;
const footHeight = 42;

/** Three rows of bars over the neurons: what fires, what firing is worth, and what each neuron adds. */
export const decompositionFigure = pictureKind<DecompositionState>(({ focus }, invalidation) =>
  decompositionElement(focus.set, invalidation),
);

function decompositionElement(
  set: SetFocus,
  invalidation: Promise<void>,
): FigureElement<DecompositionState> {
  let drawing: Drawing | undefined;
  let rail: QueryRail | undefined;
  let drawn: { extent: DecompositionExtent; kind: ContributionKind; neurons: number } | undefined;
  let last: DecompositionState;
  let hovered: number | null = null;
  const marks = svg("g");

  /** What the reader holds stays in place while the network changes under it. */
  const build = (plot: HTMLElement, { width, height }: Size): void => {
    const root = svgRoot(width, height);
    plot.replaceChildren(root);
    const right = width - marginRight;
    const reach = svg("rect", {
      class: "fig-clickable",
      x: marginLeft,
      y: queryRailHeight,
      width: right - marginLeft,
      height: height - queryRailHeight,
      fill: "transparent",
    });
    const neuronAt = (event: MouseEvent): number => {
      const neurons = last.at.activations.length;
      const { left, width } = reach.getBoundingClientRect();
      return slotAt(event.clientX - left, 0, width / neurons, neurons);
    };
    reach.addEventListener("click", (event) => {
      const neuron = neuronAt(event);
      set.neuron(neuron === last.focus.neuron ? null : neuron);
    });
    reach.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") showHover(neuronAt(event));
    });
    reach.addEventListener("pointerleave", () => showHover(null));
    rail = queryRail({ left: marginLeft, right, domain: last.domain }, set);
    root.append(marks, reach, rail.element);
  };

  const drawMarks = ({ width, height }: Size): void => {
    const { at, extent, kind } = last;
    const neurons = at.activations.length;
    drawn = { extent, kind, neurons };
    const right = width - marginRight;
    const slot = (right - marginLeft) / neurons;
    const top = queryRailHeight;
    const foot = height - footHeight;

    const band = svg("rect", { class: "fig-neuron-band", y: top, height: foot - top });
    const hover = svg("rect", { class: "fig-neuron-hover", y: top, height: foot - top });
    marks.replaceChildren(hover, band);

    const room = foot - top - 3 * titleHeight;
    // The activations' panel has one side; the other two have two.
    const heights = [0.22 * room, 0.31 * room, 0.47 * room];
    let y = top;
    const panels = panelKinds(extent, kind).map(({ title, symbol, low, high, decimals }, i) => {
      const panelTop = Math.round(y + titleHeight);
      const panelBottom = Math.round(y + titleHeight + heights[i]);
      y = y + titleHeight + heights[i];
      const scale = scaleLinear([low, high], [panelBottom, panelTop]);
      const zero = Math.round(scale(0)) + 0.5;
      const heading = svg(
        "text",
        { x: marginLeft, y: panelTop - 9 },
        svg("tspan", { class: "fig-title" }, `${title} `),
        formula(symbol),
      );
      const pinned = svg("text", {
        class: "fig-query-label",
        x: right,
        y: panelTop - 9,
        "text-anchor": "end",
      });
      const positive = svg("path", { class: "fig-bar-positive" });
      const negative = svg("path", { class: "fig-bar-negative" });
      const silenced = svg("path", { class: "fig-bar-silenced" });
      marks.append(
        yAxis({
          scale,
          at: marginLeft,
          ticks: barTicks(low, high),
          grid: right - marginLeft,
        }),
        svg("line", { class: "fig-rule", x1: marginLeft, x2: right, y1: zero, y2: zero }),
        positive,
        negative,
        silenced,
        heading,
        pinned,
      );
      const unit = Math.abs(scale(1) - scale(0));
      const order = rowsInOrder(neurons);
      const bars: BarLayout = {
        direction: "up",
        order,
        start: marginLeft,
        slot,
        zero,
        unit,
        most: (panelBottom - panelTop) * (low < geluMinimum.value ? 0.5 : 1),
      };
      return { bars, decimals, positive, negative, silenced, pinned };
    });

    const struck = svg("path", { class: "fig-struck" });
    const axis = neuronAxis({ neurons, start: marginLeft, slot, at: foot });
    marks.append(axis.element, struck);
    drawing = { panels, band, hover, axis, struck, slot, foot };
  };

  const showHover = (neuron: number | null): void => {
    if (neuron === hovered) return;
    hovered = neuron;
    if (drawing !== undefined) move(drawing);
  };

  const move = (to: Drawing): void => {
    const { at, focus, kind } = last;
    rail?.move(at.x);
    const values = barValues(at, kind);
    const neurons = at.activations.length;
    const pinned = focus.neuron !== null && focus.neuron < neurons ? focus.neuron : null;
    const passing = hovered !== null && hovered < neurons && hovered !== pinned ? hovered : null;
    const named = passing ?? pinned;
    to.panels.forEach((panel, i) => {
      const paths = barPaths(values[i], focus.silenced, panel.bars);
      panel.positive.setAttribute("d", paths.positive);
      panel.negative.setAttribute("d", paths.negative);
      panel.silenced.setAttribute("d", paths.silenced);
      panel.pinned.textContent =
        named === null
          ? ""
          : i === 0
            ? `neuron ${named}: ${fixed(values[i][named], panel.decimals)}`
            : signed(values[i][named], panel.decimals);
      panel.pinned.classList.toggle("fig-hovered", passing !== null);
    });
    placeBand(to.band, to, pinned);
    placeBand(to.hover, to, passing);
    to.axis.pin(pinned);
    to.struck.setAttribute("d", strikes(focus.silenced, to));
  };

  return figure<DecompositionState>(
    {
      title: "A prediction, taken apart by neuron",
      keysHelp: focusKeysHelp,
      height: (width) => (width < 600 ? 560 : 640),
      draw(plot, state, size) {
        last = state;
        if (size.resized) build(plot, size);
        if (
          size.resized ||
          drawn?.extent !== state.extent ||
          drawn.kind !== state.kind ||
          drawn.neurons !== state.at.activations.length
        )
          drawMarks(size);
        if (drawing !== undefined) move(drawing);
      },
      caption: decompositionCaption,
      describe: describeDecomposition,
      table: (state) => neuronNumbers(state).table()!,
      data: (state) => neuronNumbers(state).data(),
      key: (event, state) =>
        focusKey(event, set, {
          domain: state.domain,
          neurons: state.at.activations.length,
        }),
    },
    invalidation,
  );
}

/** The neurons' parts of one kind to be read, and of both kinds to be computed with; a row is a neuron. */
export function neuronColumns({ at, kind, focus }: DecompositionState): readonly Column<number>[] {
  const integrated = kind === "integrated";
  const part = (of: ContributionKind, field: string, values: Float64Array): Column<number> => ({
    ...(of === kind && { heading: partName(of) }),
    field,
    value: (i) => values[i],
    digits: 4,
  });
  const [, values] = barValues(at, kind);
  return [
    { heading: "Neuron", field: "neuron", value: (i) => i },
    { field: "x", value: () => at.x },
    { heading: "w·x + b", field: "pre_activation", value: (i) => at.preActivations[i], digits: 4 },
    { heading: "Activation", field: "activation", value: (i) => at.activations[i], digits: 4 },
    {
      heading: integrated ? "Mean value on the path" : "Value ∂f/∂a",
      value: (i) => values[i],
      digits: 4,
    },
    { field: "value", value: (i) => at.values[i] },
    part("first-order", "contribution", at.contributions),
    part("integrated", "integrated_gradient", at.integrated),
    {
      heading: "State",
      value: (i) =>
        focus.silenced.includes(i) ? "silenced" : at.preActivations[i] > 0 ? "active" : "",
    },
    { field: "silenced", value: (i) => Number(focus.silenced.includes(i)) },
  ];
}

function neuronNumbers(state: DecompositionState): Numbers {
  return numbers(rowsInOrder(state.at.activations.length), neuronColumns(state));
}

/** What a neuron's part is called. */
export function partName(kind: ContributionKind): string {
  return kind === "integrated" ? "Integrated gradient" : "Contribution";
}

/** The three rows of bars: activations, values, and their products. */
export function barValues(at: Decomposition, kind: ContributionKind): readonly Float64Array[] {
  if (kind === "first-order") return [at.activations, at.values, at.contributions];
  // The value that, times the activation, gives the integrated gradient: ∂f/∂aᵢ averaged over the path.
  const mean = at.integrated.map((part, i) =>
    at.activations[i] === 0 ? 0 : part / at.activations[i],
  );
  return [at.activations, mean, at.integrated];
}

function panelKinds(extent: DecompositionExtent, kind: ContributionKind) {
  const part = kind === "integrated" ? extent.integrated : extent.contribution;
  const first = {
    title: "Activation",
    symbol: "a_i",
    low: geluMinimum.value,
    high: scaleLength(extent.activation),
    decimals: decimalsOf(extent.activation),
  };
  const value = {
    low: -scaleLength(extent.value),
    high: scaleLength(extent.value),
    decimals: decimalsOf(extent.value),
  };
  const product = { low: -scaleLength(part), high: scaleLength(part), decimals: decimalsOf(part) };
  return kind === "integrated"
    ? [
        first,
        { title: "Value, averaged from 0 to", symbol: "a", ...value },
        { title: "Integrated gradient", symbol: "a_i·mean ∂f/∂a_i", ...product },
      ]
    : [
        first,
        { title: "Value", symbol: "∂f/∂a_i", ...value },
        { title: "Contribution", symbol: "a_i·∂f/∂a_i", ...product },
      ];
}

/** Four digits of the largest. */
function decimalsOf(extent: number): number {
  return Math.max(0, 3 - Math.floor(Math.log10(scaleLength(extent))));
}

function placeBand(band: SVGRectElement, { slot }: Drawing, neuron: number | null): void {
  const thickness = Math.max(3, barThickness(slot) + 3);
  setAttributes(band, {
    x: neuron === null ? undefined : marginLeft + (neuron + 0.5) * slot - thickness / 2,
    width: neuron === null ? 0 : thickness,
  });
}

/** A cross under the axis for each silenced neuron, seen even where its bars have no length. */
function strikes(silenced: readonly number[], { slot, foot }: Drawing): string {
  return silenced
    .map((neuron) => {
      const x = marginLeft + (neuron + 0.5) * slot;
      return `M${x - 2.5} ${foot + 1.5}l5 5m0 -5l-5 5`;
    })
    .join("");
}

function decompositionCaption({ at, kind, focus }: DecompositionState): string {
  const total = at.activations.length;
  const parts = kind === "integrated" ? at.integrated : at.contributions;
  const top = topShare(parts, 8);
  const all = kind === "integrated" ? "Σ|integrated gradient|" : "Σ|contribution|";
  const few =
    total > 8
      ? `, and the ${top.most} largest bars make ${fixed(100 * top.share, 0)} % of ${all}`
      : "";
  const silenced =
    focus.silenced.length === 0 ? "" : " Crossed out: the silenced neurons, their bars hollow.";
  return `At x* = ${fixed(at.x, 2)}, ${at.activeNeurons} of ${total} neurons are active${few}. ${sumInWords(at, kind)} The scales are those of the whole domain, so bars can be compared as the handle moves.${silenced}`;
}

/** What the bars make together, and what they miss. */
function sumInWords(at: Decomposition, kind: ContributionKind): string {
  const { sum, rest, prediction } = shownSum(at, kind);
  if (kind === "first-order")
    return `The contributions sum to ${sum} where f̂ is ${prediction}: a first-order view, and the remainder is ${rest}.`;
  const gap = Math.abs(at.baseline + at.integratedSum - at.prediction);
  return gap <= 1e-6 * Math.max(1, Math.abs(at.prediction))
    ? `Integrated gradients are exact: they sum to ${sum}, and with the baseline ${rest}, where no neuron fires, they make f̂ = ${prediction}.`
    : `The integrated gradients sum to ${sum}, the baseline is ${rest} and f̂ is ${prediction}; the quadrature misses ${magnitude(gap)}.`;
}

/** The share of Σ|part| that the largest ones carry. */
export function topShare(parts: ArrayLike<number>, most: number): { most: number; share: number } {
  const sizes = Array.from(parts, Math.abs).sort((a, b) => b - a);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const top = sizes.slice(0, most).reduce((sum, size) => sum + size, 0);
  return { most: Math.min(most, sizes.length), share: all === 0 ? 0 : top / all };
}

function describeDecomposition({ at, kind, focus }: DecompositionState): string {
  const neuron = focus.neuron;
  const pinned =
    neuron === null || neuron >= at.activations.length
      ? ""
      : `, neuron ${neuron} ${focus.silenced.includes(neuron) ? "(silenced) " : ""}adds ${fixed(
          (kind === "integrated" ? at.integrated : at.contributions)[neuron],
          2,
        )}`;
  return `At x ${fixed(at.x, 2)} the prediction is ${fixed(at.prediction, 2)}, ${count(at.activeNeurons)} of ${at.activations.length} neurons are active${pinned}.`;
}
