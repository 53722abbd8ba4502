import { scaleLinear } from "d3-scale";
import { significant } from "../../../src/drawing/significant";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { cellOf, type FeatureGrid, featureAt, featureGrid } from "./feature-grid";
import { type HoveringArea, type HoveringView, hoveringArea } from "./hovered-feature";
import { type BothResponses, type OwnResponses, responsePath } from "./own-responses";

/** All features' responses in cells, any of which can be looked at and pressed. */
export interface ResponseGrid {
  readonly element: SVGGElement;
  readonly area: HoveringArea;
  move(view: HoveringView): void;
}

/**
 * @param square of the page that the cells fill from its left edge, in CSS pixels; a line of text stands above it
 * @param domain of the answers, the same in all cells, so that they can be compared
 */
export function responseGrid(
  { top, side }: { readonly top: number; readonly side: number },
  responses: BothResponses,
  domain: readonly [number, number],
): ResponseGrid {
  const { up, down } = responses.own;
  const grid = featureGrid(up.length, side);
  const { rows, cell } = grid;
  const heading = svg("text", { class: "fig-note", y: -8 });
  const frame = svg("rect", { class: "fig-pinned-row", width: cell, height: cell });
  const passing = svg("rect", { class: "fig-neuron-hover", width: cell, height: cell });
  return {
    element: svg(
      "g",
      { transform: `translate(0,${top})` },
      heading,
      ...smallMultiples(responses, grid, domain),
      passing,
      frame,
    ),
    area: hoveringArea(
      { left: 0, top, width: side, height: rows * cell },
      ({ x, y }) => featureAt(grid, up.length, x, y - top),
      "click",
    ),
    move({ state: { focus }, own: { hovered } }) {
      setAttributes(frame, { ...cellOf(grid, focus.feature) });
      if (hovered === undefined || hovered >= up.length) {
        setAttributes(passing, { visibility: "hidden" });
        heading.textContent = "all features, each alone from −1 to 1";
      } else {
        setAttributes(passing, { ...cellOf(grid, hovered), visibility: undefined });
        heading.textContent = `feature ${hovered}: ${significant(up[hovered])} at 1, ${significant(down[hovered])} at −1`;
      }
    },
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
  const corners = Array.from(own.up, (_, i) => cellOf(grid, i));
  const curves = (className: string, { up, down }: OwnResponses): SVGPathElement => {
    const paths = corners.map((corner, i) =>
      responsePath(up[i], down[i], {
        x: (value) => corner.x + across(value),
        y: (answer) => corner.y + height(answer),
      }),
    );
    return svg("path", { class: className, d: paths.join("") });
  };
  const cells = corners.map(
    ({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}h${cell}v${cell}h${-cell}z`,
  );
  return [
    svg("path", { class: "fig-cells", d: cells.join("") }),
    curves("fig-target-curve", { up: own.up.map(() => 1), down: own.down.map(() => 0) }),
    ...(other === undefined ? [] : [curves("fig-other-curve", other)]),
    curves("fig-model-curve", own),
  ];
}
