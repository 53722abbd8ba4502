import { type BarLayout, barPaths, slotAt } from "../../../src/drawing/bars";
import { signed } from "../../../src/drawing/format";
import { rowsInOrder } from "../../../src/drawing/neuron-axis";
import { type Box, heading, type Panel } from "../../../src/drawing/pointer-panels";
import { setAttributes, svg } from "../../../src/drawing/svg";

/** A row of bars, one a feature, in the columns of the matrix above it. */
export interface FeatureStrip extends Panel {
  readonly element: SVGGElement;
  /** @param values `[n]` @param feature the one in focus, whose bar is marked */
  show(values: ArrayLike<number>, feature: number, title: string): void;
}

export interface FeatureStripOptions {
  readonly features: number;
  /** The size that fills half of the height. */
  readonly most: number;
  /** The bars; the title stands above. */
  readonly box: Box;
  choose(feature: number): void;
}

export function featureStrip({ features, most, box, choose }: FeatureStripOptions): FeatureStrip {
  const slot = box.width / features;
  const layout: BarLayout = {
    direction: "up",
    order: rowsInOrder(features),
    start: box.left,
    slot,
    zero: Math.round(box.top + box.height / 2) + 0.5,
    unit: box.height / 2 / most,
    most: box.height / 2,
  };
  const band = svg("rect", { class: "fig-neuron-band", y: box.top, height: box.height });
  const positive = svg("path", { class: "fig-bar-positive" });
  const negative = svg("path", { class: "fig-bar-negative" });
  const head = heading(box.left, box.top - 6, "");
  let shown: { readonly values: ArrayLike<number>; readonly title: string } | undefined;
  const at = ({ x }: { x: number }): number => slotAt(x, box.left, slot, features);
  return {
    box,
    element: svg(
      "g",
      {},
      band,
      svg("line", {
        class: "fig-rule",
        x1: box.left,
        x2: box.left + box.width,
        y1: layout.zero,
        y2: layout.zero,
      }),
      positive,
      negative,
      head.element,
    ),
    click: (point) => choose(at(point)),
    drag: (point) => choose(at(point)),
    hover(point) {
      if (shown === undefined) return;
      const { values, title } = shown;
      head.say(
        point === undefined ? title : `feature ${at(point)}: ${signed(values[at(point)], 3)}`,
      );
    },
    show(values, feature, title) {
      shown = { values, title };
      const paths = barPaths(values, [], layout);
      setAttributes(positive, { d: paths.positive });
      setAttributes(negative, { d: paths.negative });
      const thickness = Math.max(4, slot);
      setAttributes(band, {
        x: (box.left + (feature + 0.5) * slot - thickness / 2).toFixed(1),
        width: thickness.toFixed(1),
      });
      head.say(title);
    },
  };
}
