import { magnitude } from "../../../src/drawing/format";
import { lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { twoPanels } from "../../../src/drawing/two-plots";
import { type FigureElement, figure, type Size } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { draggable } from "../../../src/inputs/drag";
import { chance } from "./compared";
import { featureKey, featureKeysHelp, type SetFeatureFocus } from "./feature-focus";
import {
  naiveSweep,
  type SparsitySweepState,
  sweepCaption,
  sweepData,
  sweepTable,
} from "./sparsity-sweep-texts";
import { nearestPoint, type SweepPanel, sweepPanel } from "./sweep-panel";

export type { SparsitySweepState };

/** What is drawn afresh when the network or the width changes, and moved when only the focus or the probe does. */
interface Drawing {
  readonly panels: readonly SweepPanel[];
  /** The curve of the feature in focus and its name. */
  readonly own: SVGPathElement;
  readonly name: SVGTextElement;
}

const layoutFor = (width: number) =>
  twoPanels(width, { top: width < 500 ? 48 : 28, plot: 220, head: 46, foot: 52, axis: 46 });

/**
 * The error over how often the features are active, given that the feature is and over all samples, each beside the
 * naive solution's. The reader drags a probe through p.
 */
export const sparsitySweepFigure = pictureKind<SparsitySweepState>(({ focus }, invalidation) =>
  sparsitySweepElement(focus.set, invalidation),
);

function sparsitySweepElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<SparsitySweepState> {
  let latest: SparsitySweepState;
  let drawing: Drawing | undefined;
  let drawn: SparsitySweepState | undefined;
  /** The p that the reader has gone to; before that the one of the training. */
  let chosen: number | undefined;
  const root = svgRoot();
  const marks = svg("g");
  // What the reader holds stays in place while the network changes under it.
  const hits = [0, 1].map((i) => {
    const hit = svg("rect", { class: "fig-hit fig-draggable" });
    draggable(hit, ({ x }) => {
      const p = drawing?.panels[i].probabilityAt(x + Number(hit.getAttribute("x")));
      if (p !== undefined) choose(nearestPoint(latest.sweep.probabilities, p));
    });
    return hit;
  });
  root.append(marks, ...hits);

  const pointOf = ({ sweep, trainedAt }: SparsitySweepState): number =>
    nearestPoint(sweep.probabilities, chosen ?? trainedAt);
  const choose = (point: number): void => {
    const { probabilities } = latest.sweep;
    chosen = probabilities[Math.min(probabilities.length - 1, Math.max(0, point))];
    element.update(latest);
  };

  const build = ({ width, height }: Size): void => {
    const { exponent, other, otherExponent } = latest;
    const places = layoutFor(width).panels;
    const panels = (["conditional", "overall"] as const).map((which, i) =>
      sweepPanel(which, latest, places[i]),
    );
    const [{ right, top }] = places;
    const own = svg("path", { class: "fig-probe-line", fill: "none" });
    const name = svg("text", {
      class: "fig-query-label",
      x: right,
      y: top - 10,
      "text-anchor": "end",
    });
    setAttributes(root, { width, height });
    marks.replaceChildren(
      markLegend(
        [
          lineEntry(`this network (L${exponent})`, "fig-model-curve"),
          ...(other === null
            ? []
            : [lineEntry(`trained with L${otherExponent}`, "fig-other-curve")]),
          lineEntry("naive solution", "fig-reference-curve"),
        ],
        0,
        width,
      ),
      own,
      name,
      ...panels.map(({ element }) => element),
    );
    for (const [i, { left, right, top, bottom }] of places.entries())
      setAttributes(hits[i], {
        x: left,
        y: top - 20,
        width: right - left,
        height: bottom - top + 40,
      });
    drawing = { panels, own, name };
  };

  const move = ({ panels, own, name }: Drawing): void => {
    const { sweep, focus } = latest;
    const points = sweep.probabilities.length;
    const start = focus.feature * points;
    own.setAttribute("d", panels[0].path(sweep.ofFeatures.subarray(start, start + points)));
    name.textContent = `feature ${focus.feature}`;
    const point = pointOf(latest);
    for (const panel of panels) panel.move(point);
  };

  const element = figure<SparsitySweepState>(
    {
      title: "The error as features become denser",
      keysHelp: `Page Up and Page Down go through p. ${featureKeysHelp}`,
      height: (width) => layoutFor(width).height,
      draw(plot, state, size) {
        latest = state;
        if (root.parentNode !== plot) plot.append(root);
        if (size.resized || !sameDrawing(drawn, state)) {
          drawn = state;
          build(size);
        }
        if (drawing !== undefined) move(drawing);
      },
      caption: sweepCaption,
      describe(state) {
        const point = pointOf(state);
        const { probabilities, conditional, overall, ofFeatures } = state.sweep;
        const naive = naiveSweep(state);
        const { feature } = state.focus;
        const own = ofFeatures[feature * probabilities.length + point];
        return `At p ${chance(probabilities[point])} the error of an active feature is ${magnitude(conditional[point])}, naive ${magnitude(naive.conditional[point])}, that of feature ${feature} ${magnitude(own)}; over all samples it is ${magnitude(overall[point])}, naive ${magnitude(naive.overall[point])}.`;
      },
      table: sweepTable,
      data: sweepData,
      key(event, state) {
        if (event.key !== "PageUp" && event.key !== "PageDown")
          return featureKey(event, set, state);
        choose(pointOf(state) + (event.key === "PageUp" ? 1 : -1));
        return true;
      },
    },
    invalidation,
  );
  return element;
}

function sameDrawing(a: SparsitySweepState | undefined, b: SparsitySweepState): boolean {
  return (
    a?.sweep === b.sweep &&
    a.other === b.other &&
    a.trainedAt === b.trainedAt &&
    a.exponent === b.exponent &&
    a.otherExponent === b.otherExponent &&
    a.neurons === b.neurons
  );
}
