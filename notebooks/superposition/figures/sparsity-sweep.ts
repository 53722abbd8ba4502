import { magnitude } from "../../../src/drawing/format";
import { lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { boxOf, twoPanels } from "../../../src/drawing/two-plots";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { chance } from "./compared";
import { featureKey, featureKeysHelp } from "./feature-focus";
import {
  naiveSweep,
  type SparsitySweepState,
  sweepCaption,
  sweepNumbers,
} from "./sparsity-sweep-texts";
import { nearestPoint, sweepPanel } from "./sweep-panel";

interface Own {
  /** The p that the reader has gone to; before that the one of the training. */
  readonly chosen: number | undefined;
}

const layoutFor = (width: number) =>
  twoPanels(width, { top: width < 500 ? 48 : 28, plot: 220, head: 46, foot: 52, axis: 46 });

/**
 * The error over how often the features are active, given that the feature is and over all samples, each beside the
 * naive solution's. The reader drags a probe through p.
 */
export const sparsitySweepFigure = figure<SparsitySweepState, Own>({
  title: "The error as features become denser",
  height: (width) => layoutFor(width).height,
  own: () => ({ chosen: undefined }),
  depends: ({ sweep, other, trainedAt, exponent, otherExponent, neurons }) => [
    sweep,
    other,
    trainedAt,
    exponent,
    otherExponent,
    neurons,
  ],
  still: sparsitySweepScene,
  caption: sweepCaption,
  sentence(state, own) {
    const point = pointOf(state, own);
    const { probabilities, conditional, overall, ofFeatures } = state.sweep;
    const naive = naiveSweep(state);
    const { feature } = state.focus;
    const error = ofFeatures[feature * probabilities.length + point];
    return `At p ${chance(probabilities[point])} the error of an active feature is ${magnitude(conditional[point])}, naive ${magnitude(naive.conditional[point])}, that of feature ${feature} ${magnitude(error)}; over all samples it is ${magnitude(overall[point])}, naive ${magnitude(naive.overall[point])}.`;
  },
  columns: sweepNumbers,
  keys: {
    help: `Page Up and Page Down go through p. ${featureKeysHelp}`,
    press(event, { state, own, look }) {
      if (event.key !== "PageUp" && event.key !== "PageDown")
        return featureKey(event, state.focus.set, state);
      const { probabilities } = state.sweep;
      const point = pointOf(state, own) + (event.key === "PageUp" ? 1 : -1);
      look({ chosen: probabilities[Math.min(probabilities.length - 1, Math.max(0, point))] });
      return true;
    },
  },
});

function pointOf({ sweep, trainedAt }: SparsitySweepState, { chosen }: Own): number {
  return nearestPoint(sweep.probabilities, chosen ?? trainedAt);
}

function sparsitySweepScene(
  { state }: View<SparsitySweepState, Own>,
  { width }: Size,
): Scene<SparsitySweepState, Own> {
  const { exponent, other, otherExponent } = state;
  const places = layoutFor(width).panels;
  const panels = (["conditional", "overall"] as const).map((which, i) =>
    sweepPanel(which, state, places[i]),
  );
  const [{ right, top }] = places;
  const curve = svg("path", { class: "fig-probe-line", fill: "none" });
  const name = svg("text", {
    class: "fig-query-label",
    x: right,
    y: top - 10,
    "text-anchor": "end",
  });
  return {
    marks: [
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
      curve,
      name,
      ...panels.map(({ element }) => element),
    ],
    areas: places.map((place, i) => ({
      box: boxOf({ ...place, top: place.top - 20, bottom: place.bottom + 20 }),
      drag: (at, { look }) => look({ chosen: panels[i].probabilityAt(at.x) }),
    })),
    moves({ state, own }) {
      const { sweep, focus } = state;
      const points = sweep.probabilities.length;
      const start = focus.feature * points;
      const errors = sweep.ofFeatures.subarray(start, start + points);
      setAttributes(curve, { d: panels[0].path(errors) });
      name.textContent = `feature ${focus.feature}`;
      for (const panel of panels) panel.move(pointOf(state, own));
    },
  };
}
