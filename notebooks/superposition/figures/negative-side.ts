import { type ScaleLinear, scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { type BarRow, barRowHeight, barRows } from "../../../src/drawing/bar-rows";
import { finiteRange } from "../../../src/drawing/finite-range";
import { magnitude, superscript } from "../../../src/drawing/format";
import { hoverable } from "../../../src/drawing/hoverable";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { twoPanels } from "../../../src/drawing/two-plots";
import { type FigureElement, figure, type Size } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { type DragPoint, draggable } from "../../../src/inputs/drag";
import { decimal } from "./compared";
import { featureKey, featureKeysHelp, type SetFeatureFocus } from "./feature-focus";
import { type NegativeSideState, negativeSideCaption } from "./negative-side-texts";

interface Scene {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly dot: SVGCircleElement;
  readonly readout: SVGTextElement;
  /** The left upper corner of the plot. */
  readonly corner: DragPoint;
}

const pairGap = 30;
const groupHeight = 2 * barRowHeight + pairGap;
const head = 54;
const axisRoom = 52;
const layoutFor = (width: number) =>
  twoPanels(width, {
    top: 0,
    plot: 3 * groupHeight - pairGap - 16,
    head,
    foot: 50,
    axis: axisRoom,
  });

/** The answers at −1 beside the gains, and what they and their source do to the error. */
export const negativeSideFigure = pictureKind<NegativeSideState>(({ focus }, invalidation) =>
  negativeSideElement(focus.set, invalidation),
);

function negativeSideElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<NegativeSideState> {
  let latest: NegativeSideState;
  let drawn: NegativeSideState | undefined;
  let scene: Scene | undefined;
  let hovered: number | undefined;
  const root = svgRoot();
  const marks = svg("g");
  // What the reader holds stays in place while the network changes under it.
  const hit = svg("rect", { class: "fig-hit fig-clickable" });
  draggable(hit, (point) => {
    if (scene !== undefined) set.feature(nearest(latest, scene, point));
  });
  hoverable(hit, (point) => {
    if (scene === undefined) return;
    hovered = point && nearest(latest, scene, point);
    move(scene);
  });
  root.append(marks, hit);

  const build = ({ width, height }: Size): void => {
    const { up, down } = latest;
    const [{ left, right, top, bottom }, panel] = layoutFor(width).panels;
    const x = scaleLinear(roomAround(finiteRange([up])), [left, right]);
    const y = scaleLinear(roomAround(finiteRange([down, [0]])), [bottom, top]);
    scene = {
      x,
      y,
      dot: svg("circle", { class: "fig-pinned-dot", r: 6 }),
      readout: svg("text", { x: left, y: top - 12 }),
      corner: { x: left, y: top },
    };
    setAttributes(root, { width, height });
    setAttributes(hit, { x: left, y: top, width: right - left, height: bottom - top });
    marks.replaceChildren(
      svg("text", { class: "fig-title", x: 0, y: top - 34 }, "The answer at x = −1"),
      yAxis({ scale: y, at: left, grid: right - left }),
      xAxis({ scale: x, at: bottom, label: "gain: the answer at x = 1" }),
      svg("line", { class: "fig-rule", x1: left, x2: right, y1: y(0), y2: y(0) }),
      ...Array.from(up, (gain, i) =>
        Number.isFinite(gain) && Number.isFinite(down[i])
          ? svg("circle", {
              class: "fig-model-dot",
              cx: x(gain).toFixed(1),
              cy: y(down[i]).toFixed(1),
              r: 4,
            })
          : svg("g"),
      ),
      scene.dot,
      scene.readout,
      ...experiments(latest).map(({ title, rows }, i) => {
        const start = panel.top - head + i * groupHeight + 20;
        // Bars have no axis: they begin where the headings do.
        const edges = { left: panel.left - axisRoom, right: panel.right };
        return svg(
          "g",
          {},
          svg("text", { class: "fig-title", x: edges.left, y: start }, title),
          barRows(rows, { ...edges, top: start + 8 }),
        );
      }),
    );
  };

  const move = ({ x, y, dot, readout }: Scene): void => {
    const { up, down, focus } = latest;
    const [gain, answer] = [up[focus.feature], down[focus.feature]];
    const seen = Number.isFinite(gain) && Number.isFinite(answer);
    setAttributes(dot, {
      cx: seen ? x(gain).toFixed(1) : 0,
      cy: seen ? y(answer).toFixed(1) : 0,
      visibility: seen ? undefined : "hidden",
    });
    const named = hovered ?? focus.feature;
    setAttributes(readout, { class: hovered === undefined ? "fig-query-label" : "fig-note" });
    readout.textContent = `feature ${named}: ${decimal(down[named], 3)} at −1, ${decimal(up[named], 3)} at 1`;
  };

  return figure<NegativeSideState>(
    {
      title: "Why the small answer at x\u00a0<\u00a00?",
      keysHelp: featureKeysHelp,
      height: (width) => layoutFor(width).height,
      draw(plot, state, size) {
        latest = state;
        if (root.parentNode !== plot) plot.append(root);
        if (
          size.resized ||
          drawn?.up !== state.up ||
          drawn.down !== state.down ||
          drawn.side !== state.side ||
          drawn.source !== state.source
        ) {
          drawn = state;
          hovered = undefined;
          build(size);
        }
        if (scene !== undefined) move(scene);
      },
      caption: negativeSideCaption,
      describe: ({ up, down, focus }) =>
        `Feature ${focus.feature} is answered with ${decimal(down[focus.feature], 3)} at −1 and with ${decimal(up[focus.feature], 3)} at 1.`,
      table: (state) => ({
        columns: ["What", "As it is", "Without"],
        rows: experiments(state).map(({ title, rows: [as, without] }) => [
          title,
          as.text,
          without.text,
        ]),
      }),
      data: ({ up, down }) => ({
        columns: ["feature", "answer_at_1", "answer_at_minus_1"],
        rows: Array.from(up, (gain, i) => [i, gain, down[i]]),
      }),
      key: (event, { up, neurons }) => featureKey(event, set, { features: up.length, neurons }),
    },
    invalidation,
  );
}

/** What was measured with the answers or their source, and without. */
function experiments({ side, source, exponent }: NegativeSideState): {
  readonly title: string;
  readonly rows: readonly [BarRow, BarRow];
}[] {
  const pair = (
    name: string,
    value: number,
    without: string,
    valueWithout: number,
    write: (value: number) => string,
  ): readonly [BarRow, BarRow] => [
    { name, value: Math.abs(value), text: write(value), of: "network" },
    { name: without, value: Math.abs(valueWithout), text: write(valueWithout), of: "other" },
  ];
  const cut = "without outputs where the weight is negative";
  return [
    {
      title: `Mean |error|${superscript(exponent)} where the feature is negative`,
      rows: pair(
        "with the answer",
        side.withAnswer,
        "spared the answer",
        side.withoutAnswer,
        magnitude,
      ),
    },
    {
      title: "Mean interference where the feature is not active",
      rows: pair("as it is", source.interference, cut, source.interferenceWithout, (value) =>
        decimal(value, 4),
      ),
    },
    {
      title: `Loss, the mean |error|${superscript(exponent)} of all`,
      rows: pair("as it is", source.loss, cut, source.lossWithout, magnitude),
    },
  ];
}

/** Room at both ends of a range. */
function roomAround([low, high]: readonly [number, number]): [number, number] {
  const room = 0.06 * (high - low);
  return [low - room, high + room];
}

/** The feature whose mark is nearest to a place on the plot. */
function nearest(
  { up, down }: NegativeSideState,
  { x, y, corner }: Scene,
  point: DragPoint,
): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < up.length; ++i) {
    const distance = Math.hypot(x(up[i]) - corner.x - point.x, y(down[i]) - corner.y - point.y);
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}
