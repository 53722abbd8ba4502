import { disc } from "../../../src/drawing/disc";
import { dodge } from "../../../src/drawing/dodge";
import { signed } from "../../../src/drawing/format";
import { type Box, heading, type Panel } from "../../../src/drawing/pointer-panels";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { DragPoint } from "../../../src/inputs/drag";
import { projected } from "../mathematics/projection";
import type { FeatureFocus } from "./feature-focus";

/** What the view shows. */
export interface DirectionScene {
  /** `[n, m]` */
  readonly directions: Float64Array;
  /** m */
  readonly neurons: number;
  /** `[n, n]` */
  readonly cosines: Float64Array;
  /** `[3, m]` to the right, up, and towards the reader. */
  readonly frame: Float64Array;
  /** What is seen here, in words. */
  readonly title: string;
  readonly focus: FeatureFocus;
}

/** The directions of the features as points, seen along three dimensions. */
export interface DirectionView extends Panel {
  readonly element: SVGGElement;
  show(scene: DirectionScene): void;
}

export interface DirectionViewOptions {
  readonly box: Box;
  choose(feature: number): void;
  /** Radians by which what is in front goes to the right and up. */
  turn(right: number, up: number): void;
}

/** Depths that are told apart, from the farthest to the nearest. */
const layers = 5;
/** The most neurons whose axes are all named. */
const namedAxes = 16;

export function directionView({ box, choose, turn }: DirectionViewOptions): DirectionView {
  const radius = Math.min(box.width, box.height) / 2 - 14;
  const centre = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const head = heading(box.left, box.top - 12, "");
  const spokes = svg("path", { class: "fig-rule-quiet" });
  const names = svg("g", { class: "fig-axis" });
  const points = Array.from({ length: layers }, (_, layer) =>
    // The farthest ones still keep 3:1.
    svg("path", { class: "fig-live-dot", "fill-opacity": 0.7 + (0.3 * layer) / (layers - 1) }),
  );
  const pinned = marker(box, centre, "fig-rug-guide", undefined, "fig-query-label");
  const opposite = marker(box, centre, "fig-curve-without", "fig-bar-negative");
  const nearest = marker(box, centre, "fig-model-curve", "fig-live-dot");
  const own = marker(box, centre, "fig-probe-line", "fig-pinned-dot", "fig-query-label");
  const markers = [pinned, opposite, nearest, own];
  let scene: DirectionScene | undefined;
  let places: Float64Array = new Float64Array();

  const at = (feature: number): DragPoint => ({
    x: centre.x + radius * places[3 * feature],
    y: centre.y - radius * places[3 * feature + 1],
  });
  const closest = (to: DragPoint, within: number): number | undefined => {
    let best: number | undefined;
    let shortest = within;
    for (let feature = 0; 3 * feature < places.length; ++feature) {
      const { x, y } = at(feature);
      const distance = Math.hypot(x - to.x, y - to.y);
      if (distance < shortest) {
        shortest = distance;
        best = feature;
      }
    }
    return best;
  };
  const drawPoints = (): void => {
    const paths = points.map(() => "");
    for (let feature = 0; 3 * feature < places.length; ++feature) {
      const { x, y } = at(feature);
      const depth = (places[3 * feature + 2] + 1) / 2;
      if (!Number.isFinite(x + y + depth)) continue;
      const layer = Math.min(layers - 1, Math.max(0, Math.floor(depth * layers)));
      paths[layer] += disc(x, y, 1.8 + 2.4 * depth);
    }
    points.forEach((path, layer) => {
      setAttributes(path, { d: paths[layer] });
    });
  };
  const tip = ({ frame, neurons }: DirectionScene, k: number): DragPoint => ({
    x: centre.x + radius * frame[k],
    y: centre.y - radius * frame[neurons + k],
  });
  const drawAxes = (now: DirectionScene): void => {
    const { neurons, focus } = now;
    let all = "";
    const labels: SVGTextElement[] = [];
    for (let k = 0; k < neurons; ++k) {
      const { x, y } = tip(now, k);
      all += spoke(centre, { x, y });
      if (neurons > namedAxes || k === focus.neuron) continue;
      labels.push(
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
      );
    }
    setAttributes(spokes, { d: all });
    names.replaceChildren(...labels);
  };
  const drawMarkers = (now: DirectionScene): void => {
    const { feature, neuron } = now.focus;
    const features = places.length / 3;
    const row = now.cosines.subarray(feature * features, (feature + 1) * features);
    const { near, far } = extremes(row, feature);
    const towards = (marker: Marker, of: number | undefined, text: string) => ({
      marker,
      at: of === undefined ? undefined : at(of),
      text,
    });
    const marked = [
      towards(own, feature, `feature ${feature}`),
      towards(nearest, near, `nearest: ${near}, ${signed(row[near ?? 0], 2)}`),
      towards(opposite, far, `opposite: ${far}, ${signed(row[far ?? 0], 2)}`),
      {
        marker: pinned,
        at: neuron === null ? undefined : tip(now, neuron),
        text: `neuron ${neuron}`,
      },
    ];
    for (const { marker } of marked) marker.hide();
    const seen = marked.flatMap(({ marker, at, text }) =>
      at !== undefined && Number.isFinite(at.x + at.y) ? [{ marker, at, text }] : [],
    );
    const heights = dodge(
      seen.map(({ at }) => at.y),
      15,
      [box.top + 6, box.top + box.height - 6],
    );
    seen.forEach(({ marker, at, text }, i) => {
      marker.show(at, heights[i], text);
    });
  };

  return {
    box,
    element: svg(
      "g",
      {},
      svg("rect", {
        class: "fig-turnable",
        x: box.left,
        y: box.top,
        width: box.width,
        height: box.height,
        fill: "transparent",
      }),
      svg("circle", {
        class: "fig-rule-quiet",
        fill: "none",
        cx: centre.x,
        cy: centre.y,
        r: radius,
      }),
      spokes,
      ...points,
      names,
      ...markers.map(({ mark }) => mark),
      ...markers.map(({ label }) => label),
      head.element,
    ),
    click(point) {
      const feature = closest(point, 22);
      if (feature !== undefined) choose(feature);
    },
    drag: (_, by) => turn(by.x / radius, -by.y / radius),
    hover(point) {
      const feature = point && closest(point, 12);
      if (scene === undefined) return;
      const { cosines, focus, title } = scene;
      head.say(
        feature === undefined || feature === focus.feature
          ? title
          : `feature ${feature}: cosine ${signed(cosines[focus.feature * (places.length / 3) + feature], 3)} with feature ${focus.feature}`,
      );
    },
    show(next) {
      scene = next;
      places = projected(next.directions, next.frame);
      head.say(next.title);
      drawPoints();
      drawAxes(next);
      drawMarkers(next);
    },
  };
}

/** The features whose directions lie nearest to a feature's and most opposite to it, if there are any others. */
export function extremes(
  cosines: ArrayLike<number>,
  feature: number,
): { readonly near: number | undefined; readonly far: number | undefined } {
  let near: number | undefined;
  let far: number | undefined;
  for (let i = 0; i < cosines.length; ++i) {
    if (i === feature || !Number.isFinite(cosines[i])) continue;
    if (near === undefined || cosines[i] > cosines[near]) near = i;
    if (far === undefined || cosines[i] < cosines[far]) far = i;
  }
  return { near, far: far === near ? undefined : far };
}

/** A line from the centre to a point, a dot there unless it has no class, and words beside it. */
interface Marker {
  readonly mark: SVGGElement;
  readonly label: SVGTextElement;
  hide(): void;
  show(at: DragPoint, labelY: number, text: string): void;
}

function marker(
  { left, width }: Box,
  centre: DragPoint,
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

function spoke(from: DragPoint, to: DragPoint): string {
  return `M${from.x.toFixed(1)},${from.y.toFixed(1)}L${to.x.toFixed(1)},${to.y.toFixed(1)}`;
}
