import { matrixPanel } from "../../../src/drawing/matrix-panel";
import { signedBar } from "../../../src/drawing/signed-bar";
import { svg } from "../../../src/drawing/svg";
import type { FeatureArea, Focused } from "./feature-area";
import { featureAxis, featureRowAxis } from "./feature-axis";

/** A square matrix of features as a heatmap between its axes, any feature of which can be looked at and pressed. */
export interface FeatureMatrix {
  readonly element: SVGGElement;
  readonly area: FeatureArea;
  /** Marks a feature's row and its column. */
  mark(feature: number): void;
}

export interface FeatureMatrixOptions {
  /** `[n, n]` */
  readonly matrix: Float64Array;
  /** The full colours stand for this and for its negative. */
  readonly most: number;
  /** Of the heatmap, in CSS pixels: its title stands above it, its colours at the top of the figure. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** What an entry is. */
  readonly label: string;
  readonly title: string;
  /** What the entry under the pointer is. */
  words(row: number, column: number, entry: number): string;
}

export function featureMatrix(
  canvas: HTMLCanvasElement,
  { matrix, most, left, top, side, label, title, words }: FeatureMatrixOptions,
): FeatureMatrix {
  const features = Math.sqrt(matrix.length);
  const value = (row: number, column: number): number => matrix[row * features + column];
  const panel = matrixPanel<Focused>(canvas, {
    rows: features,
    columns: features,
    value,
    most,
    box: { left, top, width: side, height: side },
    title,
    words: (row, column) => words(row, column, value(row, column)),
    choose: (_, column, { state: { focus } }) => focus.set.feature(column),
  });
  const columns = featureAxis(features, { left, width: side, at: top + side }, "feature");
  const rows = featureRowAxis(features, { top, height: side, at: left });
  return {
    element: svg(
      "g",
      {},
      signedBar(most, left + side, label),
      panel.element,
      columns.element,
      rows.element,
    ),
    area: panel.area,
    mark(feature) {
      panel.cross(feature, feature);
      columns.pin(feature);
      rows.pin(feature);
    },
  };
}
