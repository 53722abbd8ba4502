import { barStrip } from "../../../src/drawing/bar-strip";
import { barThickness } from "../../../src/drawing/bars";
import { signed } from "../../../src/drawing/format";
import { heading } from "../../../src/drawing/heading";
import { markedNeurons, neuronAxis, rowsInOrder } from "../../../src/drawing/neuron-axis";
import { svg } from "../../../src/drawing/svg";
import type { SuperpositionWeights } from "../mathematics/weights";
import type { FeatureArea } from "./feature-area";
import type { FeatureFocus } from "./feature-focus";
import type { weightIn } from "./weight-between";

/** Height of the bars in CSS pixels. */
export const barsHeight = 72;

export interface WeightBars {
  readonly element: SVGGElement;
  readonly area: FeatureArea;
  show(focus: FeatureFocus): void;
}

/** The weights of the feature in focus over the neurons. */
export function weightBars(
  weights: SuperpositionWeights,
  value: typeof weightIn,
  most: number,
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
  const bars = barStrip({ box, slots: neurons, most, band: Math.max(3, barThickness(slot) + 3) });
  const head = heading(box.left, box.top - 10);
  const axis = neuronAxis({
    neurons,
    start: box.left,
    slot,
    at: box.top + box.height,
    marks: markedNeurons(neurons, box.width / 24),
  });
  const words = (neuron: number, feature: number): string =>
    `${place.name}, neuron ${neuron}: ${signed(value(weights, neuron, feature), 3)}`;
  return {
    element: svg("g", {}, bars.element, head.element, axis.element),
    area: {
      box,
      cursor: "click",
      click(at, { state: { focus } }) {
        const neuron = bars.slotAt(at);
        focus.set.neuron(neuron === focus.set.current().neuron ? null : neuron);
      },
      drag: (at, { state: { focus } }) => focus.set.neuron(bars.slotAt(at)),
      hover: (at, { state: { focus } }) => head.say(at && words(bars.slotAt(at), focus.feature)),
    },
    show({ feature, neuron }) {
      const values = rowsInOrder(neurons).map((each) => value(weights, each, feature));
      bars.show(values, neuron);
      axis.pin(neuron);
      head.entitle(neuron === null ? `feature ${feature}: ${place.name}` : words(neuron, feature));
    },
  };
}
