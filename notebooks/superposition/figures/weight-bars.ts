import { type BarLayout, barPaths, barThickness, slotAt } from "../../../src/drawing/bars";
import { signed } from "../../../src/drawing/format";
import {
  markedNeurons,
  type NeuronAxis,
  neuronAxis,
  rowsInOrder,
} from "../../../src/drawing/neuron-axis";
import { heading, type Panel } from "../../../src/drawing/pointer-panels";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { SuperpositionWeights } from "../mathematics/weights";
import type { SetFeatureFocus } from "./feature-focus";
import type { weightIn } from "./weight-between";

/** Height of the bars in CSS pixels. */
export const barsHeight = 72;

export interface WeightBars extends Panel {
  readonly element: SVGGElement;
  move(feature: number, neuron: number | null): void;
}

/** One feature's weights over the neurons. */
export function weightBars(
  weights: SuperpositionWeights,
  value: typeof weightIn,
  most: number,
  set: SetFeatureFocus,
  place: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly name: string;
  },
): WeightBars {
  const { neurons } = weights;
  // Few neurons have narrow bars rather than blocks.
  const slot = Math.min(32, place.width / neurons);
  const box = { left: place.left, top: place.top, width: slot * neurons, height: barsHeight };
  const layout: BarLayout = {
    direction: "up",
    order: rowsInOrder(neurons),
    start: box.left,
    slot,
    zero: Math.round(box.top + box.height / 2) + 0.5,
    unit: box.height / 2 / most,
    most: box.height / 2,
  };
  const band = svg("rect", { class: "fig-neuron-band", y: box.top, height: box.height });
  const positive = svg("path", { class: "fig-bar-positive" });
  const negative = svg("path", { class: "fig-bar-negative" });
  const title = heading(box.left, box.top - 10, "");
  const axis: NeuronAxis = neuronAxis({
    neurons,
    start: box.left,
    slot,
    at: box.top + box.height,
    marks: markedNeurons(neurons, box.width / 24),
  });
  let shown = { feature: 0, neuron: null as number | null };
  const neuronAt = (x: number): number => slotAt(x, box.left, slot, neurons);
  const name = (neuron: number | null): string =>
    neuron === null
      ? `feature ${shown.feature}: ${place.name}`
      : `${place.name}, neuron ${neuron}: ${signed(value(weights, neuron, shown.feature), 3)}`;
  return {
    box,
    element: svg(
      "g",
      {},
      band,
      svg("line", {
        class: "fig-rule",
        x1: box.left,
        x2: box.left + box.width,
        y1: layout.zero,
        y2: layout.zero,
      }),
      positive,
      negative,
      title.element,
      axis.element,
    ),
    click({ x }) {
      const neuron = neuronAt(x);
      set.neuron(neuron === set.current().neuron ? null : neuron);
    },
    drag: ({ x }) => set.neuron(neuronAt(x)),
    hover: (at) => title.say(name(at === undefined ? shown.neuron : neuronAt(at.x))),
    move(feature, neuron) {
      shown = { feature, neuron };
      const values = rowsInOrder(neurons).map((each) => value(weights, each, feature));
      const paths = barPaths(values, [], layout);
      setAttributes(positive, { d: paths.positive });
      setAttributes(negative, { d: paths.negative });
      const thickness = Math.max(3, barThickness(slot) + 3);
      setAttributes(band, {
        x: neuron === null ? undefined : box.left + (neuron + 0.5) * slot - thickness / 2,
        width: neuron === null ? 0 : thickness,
      });
      axis.pin(neuron);
      title.say(name(neuron));
    },
  };
}
