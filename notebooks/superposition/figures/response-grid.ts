import { scaleLinear } from "d3-scale";
import { significant } from "../../../src/drawing/significant";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { draggable } from "../../../src/inputs/drag";
import type { SetFeatureFocus } from "./feature-focus";
import { cellOf, type FeatureGrid, featureAt, featureGrid } from "./feature-grid";
import { type BothResponses, type OwnResponses, responsePath } from "./own-responses";

/** The square of the page that the cells fill, in CSS pixels; a line of text stands above it. */
export interface GridSquare {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** All features' responses in cells, any of which can be looked at and pressed. */
export interface ResponseGrid {
  readonly element: SVGGElement;
  /** @param domain of the answers, the same in all cells, so that they can be compared */
  show(responses: BothResponses, domain: readonly [number, number]): void;
  /** Takes the feature in focus. */
  move(feature: number): void;
}

/** What the reader holds stays in place while the responses change under it. */
export function responseGrid({ left, top, side }: GridSquare, set: SetFeatureFocus): ResponseGrid {
  const heading = svg("text", { class: "fig-note", y: -8 });
  const curves = svg("g");
  const frame = svg("rect", { class: "fig-pinned-row" });
  const passing = svg("rect", { class: "fig-neuron-hover" });
  const reach = svg("rect", { class: "fig-hit fig-clickable", width: side });
  const element = svg(
    "g",
    { transform: `translate(${left},${top})` },
    heading,
    curves,
    passing,
    frame,
    reach,
  );
  let grid = featureGrid(1, side);
  let own: OwnResponses = { up: new Float64Array(0), down: new Float64Array(0) };
  let hovered: number | undefined;

  const place = (rect: SVGRectElement, feature: number): void =>
    setAttributes(rect, { ...cellOf(grid, feature), width: grid.cell, height: grid.cell });
  const at = (x: number, y: number): number => featureAt(grid, own.up.length, x, y);
  const name = (feature: number | undefined): void => {
    hovered = feature;
    setAttributes(passing, { visibility: feature === undefined ? "hidden" : undefined });
    if (feature !== undefined) place(passing, feature);
    heading.textContent =
      feature === undefined
        ? "all features, each alone from −1 to 1"
        : `feature ${feature}: ${significant(own.up[feature])} at 1, ${significant(own.down[feature])} at −1`;
  };
  draggable(reach, ({ x, y }) => set.feature(at(x, y)));
  reach.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons !== 0) return;
    const box = reach.getBoundingClientRect();
    name(at(event.clientX - box.left, event.clientY - box.top));
  });
  reach.addEventListener("pointerleave", () => name(undefined));
  return {
    element,
    show(responses, domain) {
      own = responses.own;
      const features = own.up.length;
      grid = featureGrid(features, side);
      setAttributes(reach, { height: grid.rows * grid.cell });
      curves.replaceChildren(...smallMultiples(responses, grid, domain));
      name(hovered === undefined || hovered >= features ? undefined : hovered);
    },
    move: (feature) => place(frame, feature),
  };
}

/** The responses in their cells, a path for each network rather than one for each feature. */
function smallMultiples(
  { own, other }: BothResponses,
  grid: FeatureGrid,
  domain: readonly [number, number],
): SVGElement[] {
  const { cell } = grid;
  const inset = Math.min(6, 0.1 * cell);
  const across = scaleLinear([-1, 1], [inset, cell - inset]);
  const height = scaleLinear(domain, [cell - inset, inset]);
  const curves = (className: string, up: End, down: End): SVGPathElement => {
    const paths = Array.from(own.up, (_, i) => {
      const corner = cellOf(grid, i);
      return responsePath(up(i), down(i), {
        x: (value) => corner.x + across(value),
        y: (answer) => corner.y + height(answer),
      });
    });
    return svg("path", { class: className, d: paths.join("") });
  };
  const ends = (className: string, { up, down }: OwnResponses): SVGPathElement =>
    curves(
      className,
      (i) => up[i],
      (i) => down[i],
    );
  const cells = Array.from(own.up, (_, i) => {
    const { x, y } = cellOf(grid, i);
    return `M${x.toFixed(1)} ${y.toFixed(1)}h${cell}v${cell}h${-cell}z`;
  });
  return [
    svg("path", { class: "fig-cells", d: cells.join("") }),
    curves(
      "fig-target-curve",
      () => 1,
      () => 0,
    ),
    ...(other === undefined ? [] : [ends("fig-other-curve", other)]),
    ends("fig-model-curve", own),
  ];
}

/** The answer to a feature at one end. */
type End = (feature: number) => number;
