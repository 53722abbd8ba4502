import {
  type NeuronAxis,
  neuronAxis,
  neuronRowAxis,
  rowsInOrder,
} from "../../../src/drawing/neuron-axis";

/** Round features to mark, at most so many if there is more than one. */
export function markedFeatures(features: number, most: number): number[] {
  const step = [1, 2, 5, 10, 20, 50].find((each) => features / each <= most) ?? 100;
  const marks: number[] = [];
  for (let feature = 0; feature < features; feature += step) marks.push(feature);
  return marks;
}

/** A horizontal axis of features under a matrix of so many columns, 40 px high, with the one in focus named. */
export function featureAxis(
  features: number,
  { left, width, at }: { readonly left: number; readonly width: number; readonly at: number },
  label: string,
): NeuronAxis {
  return neuronAxis({
    neurons: features,
    start: left,
    slot: width / features,
    at,
    label,
    marks: markedFeatures(features, width / 40),
  });
}

/** A vertical axis of features beside a matrix of so many rows, with the one in focus named. */
export function featureRowAxis(
  features: number,
  { top, height, at }: { readonly top: number; readonly height: number; readonly at: number },
): NeuronAxis {
  return neuronRowAxis({
    order: rowsInOrder(features),
    top,
    slot: height / features,
    at,
    marks: markedFeatures(features, height / 32),
  });
}
