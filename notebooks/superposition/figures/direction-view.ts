import { disc } from "../../../src/drawing/disc";
import { dodge } from "../../../src/drawing/dodge";
import { signed } from "../../../src/drawing/format";
import { heading } from "../../../src/drawing/heading";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Area, Box } from "../../../src/figure/drawing";
import type { Point } from "../../../src/inputs/pointer";
import { extremes } from "../mathematics/geometry";
import { projected } from "../mathematics/projection";
import { rowOf } from "../mathematics/weights";
import { type Seen, seenTitle, turn } from "./directions-seen";
import type { GeometryState } from "./geometry-texts";

/** The directions of the features as points, seen along three dimensions. */
export interface DirectionView {
  readonly element: SVGGElement;
  readonly area: Area<GeometryState, Seen>;
  show(state: GeometryState, seen: Seen): void;
}

/** Depths that are told apart, from the farthest to the nearest. */
const layers = 5;
/** The most neurons whose axes are all named. */
const namedAxes = 16;

export function directionView(box: Box): DirectionView {
  const radius = Math.min(box.width, box.height) / 2 - 14;
  const centre = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const head = heading(box.left, box.top - 12);
  const spokes = svg("path", { class: "fig-rule-quiet" });
  const names = svg("g", { class: "fig-axis" });
  const discs = Array.from({ length: layers }, (_, layer) =>
    // The farthest ones still keep 3:1.
    svg("path", { class: "fig-live-dot", "fill-opacity": 0.7 + (0.3 * layer) / (layers - 1) }),
  );
  const pinned = marker(box, centre, "fig-rug-guide", undefined, "fig-query-label");
  const opposite = marker(box, centre, "fig-curve-without", "fig-bar-negative");
  const nearest = marker(box, centre, "fig-model-curve", "fig-live-dot");
  const own = marker(box, centre, "fig-probe-line", "fig-pinned-dot", "fig-query-label");
  const markers = [pinned, opposite, nearest, own];
  /** Where the features are. */
  let points: readonly Point[] = [];

  const pointAt = (right: number, up: number): Point => ({
    x: centre.x + radius * right,
    y: centre.y - radius * up,
  });
  const closest = (to: Point, within: number): number | undefined => {
    const distances = points.map(({ x, y }) => Math.hypot(x - to.x, y - to.y));
    const shortest = Math.min(...distances.filter((distance) => distance < within));
    return shortest < within ? distances.indexOf(shortest) : undefined;
  };
  const drawPoints = (places: Float64Array): void => {
    const paths = discs.map(() => "");
    points.forEach(({ x, y }, feature) => {
      const depth = (places[3 * feature + 2] + 1) / 2;
      if (!Number.isFinite(x + y + depth)) return;
      const layer = Math.min(layers - 1, Math.max(0, Math.floor(depth * layers)));
      paths[layer] += disc(x, y, 1.8 + 2.4 * depth);
    });
    for (const [layer, each] of discs.entries()) setAttributes(each, { d: paths[layer] });
  };
  const drawAxes = (tips: readonly Point[], pinned: number | null): void => {
    setAttributes(spokes, { d: tips.map((tip) => spoke(centre, tip)).join("") });
    const named = tips.length > namedAxes ? [] : [...tips.entries()];
    names.replaceChildren(
      ...named
        .filter(([k]) => k !== pinned)
        .map(([k, { x, y }]) =>
          svg(
            "text",
            {
              class: "fig-halo",
              x: (centre.x + 1.07 * (x - centre.x)).toFixed(1),
              y: (centre.y + 1.07 * (y - centre.y)).toFixed(1),
              dy: "0.35em",
              "text-anchor": "middle",
            },
            String(k),
          ),
        ),
    );
  };
  const drawMarkers = (
    { cosines, focus: { feature, neuron } }: GeometryState,
    tips: readonly Point[],
  ): void => {
    const row = rowOf(cosines, feature);
    const { near = -1, far = -1 } = extremes(row, feature);
    const seen = [
      { marker: own, at: points[feature], text: () => `feature ${feature}` },
      {
        marker: nearest,
        at: points[near],
        text: () => `nearest: ${near}, ${signed(row[near], 2)}`,
      },
      { marker: opposite, at: points[far], text: () => `opposite: ${far}, ${signed(row[far], 2)}` },
      { marker: pinned, at: tips[neuron ?? -1], text: () => `neuron ${neuron}` },
    ].filter(({ at }) => at !== undefined && Number.isFinite(at.x + at.y));
    const heights = dodge(
      seen.map(({ at }) => at.y),
      15,
      [box.top + 6, box.top + box.height - 6],
    );
    for (const each of markers) each.hide();
    for (const [i, { marker, at, text }] of seen.entries()) marker.show(at, heights[i], text());
  };

  return {
    element: svg(
      "g",
      {},
      svg("circle", {
        class: "fig-rule-quiet",
        fill: "none",
        cx: centre.x,
        cy: centre.y,
        r: radius,
      }),
      spokes,
      ...discs,
      names,
      ...markers.map(({ mark }) => mark),
      ...markers.map(({ label }) => label),
      head.element,
    ),
    area: {
      box,
      cursor: "turn",
      click(at, { state: { focus } }) {
        const feature = closest(at, 22);
        if (feature !== undefined) focus.set.feature(feature);
      },
      drag: ({ by }, view) => turn(view, by.x / radius, -by.y / radius),
      hover(at, { state: { cosines, focus } }) {
        const feature = at && closest(at, 12);
        head.say(
          feature === undefined || feature === focus.feature
            ? undefined
            : `feature ${feature}: cosine ${signed(rowOf(cosines, focus.feature)[feature], 3)} with feature ${focus.feature}`,
        );
      },
    },
    show(state, seen) {
      const { neurons, focus } = state;
      const { frame } = seen;
      const places = projected(state.directions, frame);
      points = Array.from({ length: places.length / 3 }, (_, i) =>
        pointAt(places[3 * i], places[3 * i + 1]),
      );
      const tips = Array.from({ length: neurons }, (_, k) => pointAt(frame[k], frame[neurons + k]));
      head.entitle(seenTitle(state, seen));
      drawPoints(places);
      drawAxes(tips, focus.neuron);
      drawMarkers(state, tips);
    },
  };
}

/** A line from the centre to a point, a dot there unless it has no class, and words beside it. */
interface Marker {
  readonly mark: SVGGElement;
  readonly label: SVGTextElement;
  hide(): void;
  show(at: Point, labelY: number, text: string): void;
}

function marker(
  { left, width }: Box,
  centre: Point,
  lineClass: string,
  dotClass: string | undefined,
  labelClass = "",
): Marker {
  const line = svg("path", { class: lineClass });
  const circle = svg("circle", { class: dotClass, r: dotClass === undefined ? 0 : 5 });
  const label = svg("text", { class: `fig-halo ${labelClass}`, dy: "0.35em" });
  const mark = svg("g", {}, line, circle);
  return {
    mark,
    label,
    hide() {
      for (const each of [mark, label]) setAttributes(each, { visibility: "hidden" });
    },
    show(at, labelY, text) {
      for (const each of [mark, label]) setAttributes(each, { visibility: undefined });
      setAttributes(line, { d: spoke(centre, at) });
      setAttributes(circle, { cx: at.x.toFixed(1), cy: at.y.toFixed(1) });
      // Outwards, away from the lines, unless the words would leave the panel there.
      const room = 12 + 6 * text.length;
      const rightward = at.x > centre.x ? at.x + room <= left + width : at.x - room < left;
      setAttributes(label, {
        x: (at.x + (rightward ? 10 : -10)).toFixed(1),
        y: labelY.toFixed(1),
        "text-anchor": rightward ? "start" : "end",
      });
      label.textContent = text;
    },
  };
}

function spoke(from: Point, to: Point): string {
  return `M${from.x.toFixed(1)},${from.y.toFixed(1)}L${to.x.toFixed(1)},${to.y.toFixed(1)}`;
}
