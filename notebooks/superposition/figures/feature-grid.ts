/** A near-square grid of features, row by row, within a square of the page. */
export interface FeatureGrid {
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell, in CSS pixels. */
  readonly cell: number;
}

/** The grid with the largest cells in which all features have one. @param side of the square, in CSS pixels */
export function featureGrid(features: number, side: number): FeatureGrid {
  const columns = Math.ceil(Math.sqrt(features));
  return { columns, rows: Math.ceil(features / columns), cell: side / columns };
}

/** The left upper corner of a feature's cell. */
export function cellOf(
  { columns, cell }: FeatureGrid,
  feature: number,
): { readonly x: number; readonly y: number } {
  return { x: (feature % columns) * cell, y: Math.floor(feature / columns) * cell };
}

/** The feature whose cell a point is in, or the nearest one. */
export function featureAt(
  { columns, rows, cell }: FeatureGrid,
  features: number,
  x: number,
  y: number,
): number {
  const within = (place: number, places: number): number =>
    Math.min(places - 1, Math.max(0, Math.floor(place / cell)));
  return Math.min(features - 1, within(y, rows) * columns + within(x, columns));
}
