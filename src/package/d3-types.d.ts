// What Plot's declarations name of d3's, for those who have not d3's own: they are handed on, never called.

/** Makes curves: d3-shape's `curveLinear` and so on. */
export type CurveFactory = (context: never) => object;
/** Draws a symbol: d3-shape's `symbolCircle` and so on. */
export interface SymbolType {
  draw(context: never, size: number): void;
}
/** GeoJSON. */
export type GeoPermissibleObjects = object;
/** A projection of d3-geo. */
export interface GeoStreamWrapper {
  stream(stream: never): object;
}
/** d3-geo's `geoPath()`. */
export type GeoPath = (object: GeoPermissibleObjects) => string | null;
