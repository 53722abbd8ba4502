import { type Attributes, setAttributes, svg } from "./svg";

/** A place in CSS pixels; where one of the two is not finite, nothing is drawn. */
type Place = readonly [x: number, y: number];

/** Dots of one look. */
export function dots(places: readonly Place[], look: Attributes): SVGCircleElement[] {
  return places
    .filter((place) => place.every(Number.isFinite))
    .map(([x, y]) => svg("circle", { ...look, cx: x.toFixed(1), cy: y.toFixed(1) }));
}

/** Moves a dot. */
export function placeDot(dot: SVGCircleElement, [x, y]: Place): void {
  const seen = Number.isFinite(x) && Number.isFinite(y);
  setAttributes(dot, {
    cx: seen ? x.toFixed(1) : 0,
    cy: seen ? y.toFixed(1) : 0,
    visibility: seen ? undefined : "hidden",
  });
}
