import { type ScaleLinear, scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { curvePath } from "../../../src/drawing/curve";
import { finiteText } from "../../../src/drawing/finite-text";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import type { Floats } from "../../../src/network/network";
import type { Key } from "../mathematics/keys";
import type { Focus } from "./focus";

/** The activation of one neuron over all queries, as a small multiple. */
export interface SampleCurve {
  readonly element: SVGGElement;
  readonly x: ScaleLinear<number, number>;
  /** Goes to a query. */
  move(x: number): void;
  /** Shows whether the neuron is pinned or silenced. */
  mark(focus: Pick<Focus, "neuron" | "silenced">): void;
}

export interface SampleCurveOptions {
  readonly neuron: number;
  /** `[N]`, increasing. */
  readonly inputs: Floats;
  /** `[N]` */
  readonly activations: Float32Array;
  /** The least and the largest activation of any neuron: curves that stand together share their scale. */
  readonly extent: readonly [number, number];
  readonly key: Key | undefined;
  readonly box: Box;
  /** Room under the curve, in CSS pixels. */
  readonly foot: number;
  /** Whether numbers stand on its left, and beneath. */
  readonly numbers: { readonly left: boolean; readonly beneath: boolean };
}

export function sampleCurve(options: SampleCurveOptions): SampleCurve {
  const { neuron, inputs, activations, key, box, foot, numbers } = options;
  const least = Math.min(0, options.extent[0]);
  const [first, last] = [inputs[0], inputs[inputs.length - 1]];
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  const x = scaleLinear([first, last], [box.left, right]);
  const y = scaleLinear([least, options.extent[1]], [bottom - foot, box.top + 22]);

  const title = { y: box.top + 13 };
  const value = svg("text", { class: "fig-note", x: right, "text-anchor": "end", ...title });
  const line = svg("line", { class: "fig-probe-line", y1: box.top + 20, y2: y(least) });
  const dot = svg("circle", { class: "fig-probe-handle", r: 3.5 });
  const d = curvePath(
    inputs.length,
    (i) => x(inputs[i]),
    (i) => y(activations[i]),
  );
  const zero = { x1: box.left, x2: right, y1: y(0), y2: y(0) };
  const element = svg(
    "g",
    { class: "fig-sample" },
    svg("line", { class: "fig-rule-quiet", ...zero }),
    ...pivotMark(key, x, y(0)),
    svg("path", { class: "fig-model-curve", d }),
    ...(numbers.left ? [yAxis({ scale: y, at: box.left, ticks: smallTicks(y) })] : []),
    ...(numbers.beneath ? [xAxis({ scale: x, at: bottom, ticks: [first, 0, last] })] : []),
    line,
    dot,
    svg("text", { class: "fig-sample-title", x: box.left, ...title }, `neuron ${neuron}`),
    value,
  );
  return {
    element,
    x,
    move(query) {
      const now = sampleAt(inputs, activations, query);
      const at = x(query).toFixed(2);
      setAttributes(line, { x1: at, x2: at });
      // Of a network that has diverged there is no such place.
      const place = Number.isFinite(now) ? { cy: y(now).toFixed(2) } : { visibility: "hidden" };
      setAttributes(dot, { cx: at, cy: 0, visibility: undefined, ...place });
      value.textContent = finiteText(now, 2);
    },
    mark: ({ neuron: pinned, silenced }) =>
      setAttributes(element, {
        class: `fig-sample${pinned === neuron ? " fig-pinned" : ""}${silenced.includes(neuron) ? " fig-silenced" : ""}`,
      }),
  };
}

/** A triangle on the zero line at the pivot, pointing to where the key matches. */
function pivotMark(
  key: Key | undefined,
  x: ScaleLinear<number, number>,
  zero: number,
): SVGElement[] {
  if (key === undefined || key.facing === 0) return [];
  const [low, high] = x.domain();
  if (!(key.pivot >= low && key.pivot <= high)) return [];
  const d = `M${x(key.pivot).toFixed(1)},${zero - 4}l${6 * key.facing},4l${-6 * key.facing},4z`;
  return [svg("path", { class: "fig-pivot-mark", d })];
}

/** Zero and one round value near the top. */
function smallTicks(y: ScaleLinear<number, number>): number[] {
  return [
    0,
    ...y
      .ticks(3)
      .filter((tick) => tick > 0)
      .slice(-1),
  ];
}
