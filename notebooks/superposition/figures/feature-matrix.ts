import { matrixPanel } from "../../../src/drawing/matrix-panel";
import { signedBar } from "../../../src/drawing/signed-bar";
import { svg } from "../../../src/drawing/svg";
import type { FeaturePart, Focused } from "./feature-area";
import { featureAxis, featureRowAxis } from "./feature-axis";

/** Where the heatmap stands, in CSS pixels, under its title and its colours, and the margin at the right of its figure. */
export const matrixMargin = { top: 64, left: 40, right: 14 };

/** How wide a heatmap is in a figure, and the column for what goes with it: at its right from 640 px, else beneath. */
export function matrixLayout(width: number) {
  const { left, right } = matrixMargin;
  const beside = width >= 640;
  const side = beside ? Math.min(420, Math.round(width * 0.48) - left) : width - left - right;
  const start = beside ? left + side + 76 : left;
  return { beside, side, column: { left: start, width: width - right - start } };
}

export interface FeatureMatrixOptions {
  /** `[n, n]` */
  readonly matrix: Float64Array;
  /** The full colours stand for this and for its negative. */
  readonly most: number;
  /** Of the heatmap, in CSS pixels. */
  readonly side: number;
  /** What an entry is. */
  readonly label: string;
  readonly title: string;
  /** What the entry under the pointer is. */
  words(row: number, column: number, entry: number): string;
}

/** A square matrix of features as a heatmap between its axes, any feature of which can be looked at and pressed. */
export function featureMatrix(
  canvas: HTMLCanvasElement,
  { matrix, most, side, label, title, words }: FeatureMatrixOptions,
): FeaturePart {
  const { left, top } = matrixMargin;
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
