import { barThickness, slotAt } from "../../../src/drawing/bars";
import { finiteText } from "../../../src/drawing/finite-text";
import { count, fixed, magnitude } from "../../../src/drawing/format";
import { neuronAxis, rowsInOrder } from "../../../src/drawing/neuron-axis";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { numbers } from "../../../src/figure/columns";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import type { Point } from "../../../src/inputs/pointer";
import { activeNeurons, type Decomposition } from "../../../src/network/decompose";
import { sum } from "../../../src/network/sum";
import { decompositionPanel, panelKinds } from "./decomposition-panel";
import { focusKey, focusKeysHelp, pinOrRelease } from "./focus";
import { barValues, type DecompositionState, neuronColumns, topShare } from "./neuron-parts";
import { queryRail, queryRailHeight } from "./query-rail";
import { type ContributionKind, shownSum } from "./shown-sum";

interface Own {
  /** The neuron under the pointer. */
  readonly hovered: number | undefined;
}

const marginLeft = 44;
const marginRight = 14;
const titleHeight = 30;
const footHeight = 42;
/** Shares of the panels: that of the activations has one side, the other two have two. */
const shares = [0.22, 0.31, 0.47];

/** Three rows of bars over the neurons: what fires, what firing is worth, and what each neuron adds. */
export const decompositionFigure = figure<DecompositionState, Own>({
  title: "A prediction, taken apart by neuron",
  height: (width) => (width < 600 ? 560 : 640),
  own: () => ({ hovered: undefined }),
  depends: ({ at, extent, kind, domain }) => [at.activations.length, extent, kind, ...domain],
  still: decompositionScene,
  caption: decompositionCaption,
  sentence: decompositionSentence,
  columns: (state) => numbers(rowsInOrder(state.at.activations.length), neuronColumns(state)),
  keys: {
    help: focusKeysHelp,
    press: (event, { state: { at, domain, focus } }) =>
      focusKey(event, focus.set, { domain, neurons: at.activations.length }),
  },
});

function decompositionScene(
  { state: { at, extent, kind, domain } }: View<DecompositionState, Own>,
  { width, height }: Size,
): Scene<DecompositionState, Own> {
  const neurons = at.activations.length;
  const right = width - marginRight;
  const slot = (right - marginLeft) / neurons;
  const top = queryRailHeight;
  const foot = height - footHeight;
  const room = foot - top - 3 * titleHeight;

  let y = top;
  const panels = panelKinds(extent, kind).map((panel, i) => {
    const from = Math.round(y + titleHeight);
    y += titleHeight + shares[i] * room;
    const box = {
      left: marginLeft,
      top: from,
      width: right - marginLeft,
      height: Math.round(y) - from,
    };
    return decompositionPanel(panel, box, neurons);
  });
  const rail = queryRail({ left: marginLeft, right, domain });
  const hoveredBand = svg("rect", { class: "fig-neuron-hover", y: top, height: foot - top });
  const pinnedBand = svg("rect", { class: "fig-neuron-band", y: top, height: foot - top });
  const axis = neuronAxis({ neurons, start: marginLeft, slot, at: foot });
  const struck = svg("path", { class: "fig-struck" });

  const middle = (neuron: number): number => marginLeft + (neuron + 0.5) * slot;
  const thickness = Math.max(3, barThickness(slot) + 3);
  const placeBand = (band: SVGRectElement, neuron: number | null): void =>
    setAttributes(band, {
      x: neuron === null ? undefined : middle(neuron) - thickness / 2,
      width: neuron === null ? 0 : thickness,
    });
  const neuronAt = ({ x }: Point): number => slotAt(x, marginLeft, slot, neurons);

  return {
    marks: [
      hoveredBand,
      pinnedBand,
      ...panels.map(({ element }) => element),
      axis.element,
      struck,
      rail.element,
    ],
    areas: [
      rail.area,
      {
        box: { left: marginLeft, top, width: right - marginLeft, height: height - top },
        click: (to, { state: { focus } }) => pinOrRelease(focus, neuronAt(to)),
        hover: (to, { look }) => look({ hovered: to && neuronAt(to) }),
      },
    ],
    moves({ state: { at, focus, kind }, own: { hovered = null } }) {
      const known = (neuron: number | null) =>
        neuron !== null && neuron < neurons ? neuron : null;
      const pinned = known(focus.neuron);
      const passing = hovered === pinned ? null : known(hovered);
      const values = barValues(at, kind);
      for (const [i, panel] of panels.entries()) {
        panel.show(values[i], focus.silenced);
        panel.name(passing ?? pinned, values[i], passing !== null);
      }
      rail.move(at.x);
      placeBand(pinnedBand, pinned);
      placeBand(hoveredBand, passing);
      axis.pin(pinned);
      // Seen even where the bars have no length.
      const crosses = focus.silenced.map(
        (neuron) => `M${middle(neuron) - 2.5} ${foot + 1.5}l5 5m0 -5l-5 5`,
      );
      setAttributes(struck, { d: crosses.join("") });
    },
  };
}

function decompositionCaption({ at, kind, focus }: DecompositionState): string {
  const total = at.activations.length;
  if (!Number.isFinite(at.prediction))
    return `The answer to x* = ${fixed(at.x, 2)} is not finite, so there is nothing to take apart: the network has diverged.`;
  const [, , parts] = barValues(at, kind);
  const top = topShare(parts, 8);
  const all = kind === "integrated" ? "Σ|integrated gradient|" : "Σ|contribution|";
  const few =
    total > 8
      ? `, and the ${top.most} largest bars make ${fixed(100 * top.share, 0)} % of ${all}`
      : "";
  const silenced =
    focus.silenced.length === 0 ? "" : " Crossed out: the silenced neurons, their bars hollow.";
  return `At x* = ${fixed(at.x, 2)}, ${activeNeurons(at)} of ${total} neurons are active${few}. ${sumInWords(at, kind)} The scales are those of the whole domain, so bars can be compared as the handle moves.${silenced}`;
}

/** What the bars make together, and what they miss. */
function sumInWords(at: Decomposition, kind: ContributionKind): string {
  const shown = shownSum(at, kind);
  if (kind === "first-order")
    return `The contributions sum to ${shown.sum} where f̂ is ${shown.prediction}: a first-order view, and the remainder is ${shown.rest}.`;
  const gap = Math.abs(at.baseline + sum(at.integrated) - at.prediction);
  return gap <= 1e-6 * Math.max(1, Math.abs(at.prediction))
    ? `Integrated gradients are exact: they sum to ${shown.sum}, and with the baseline ${shown.rest}, where no neuron fires, they make f̂ = ${shown.prediction}.`
    : `The integrated gradients sum to ${shown.sum}, the baseline is ${shown.rest} and f̂ is ${shown.prediction}; the quadrature misses ${magnitude(gap)}.`;
}

function decompositionSentence({ at, kind, focus }: DecompositionState): string {
  const { neuron, silenced } = focus;
  const [, , parts] = barValues(at, kind);
  const pinned =
    neuron === null || neuron >= parts.length
      ? ""
      : `, neuron ${neuron} ${silenced.includes(neuron) ? "(silenced) " : ""}adds ${finiteText(parts[neuron], 2)}`;
  return `At x ${fixed(at.x, 2)} the prediction is ${finiteText(at.prediction, 2)}, ${count(activeNeurons(at))} of ${parts.length} neurons are active${pinned}.`;
}
