import { chart, type DrawPlot, plotFrame } from "../../../src/drawing/chart";
import { finiteRange } from "../../../src/drawing/finite-range";
import { finiteText } from "../../../src/drawing/finite-text";
import { count, fixed, magnitude } from "../../../src/drawing/format";
import { roundBins } from "../../../src/drawing/histogram";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { type Panel, twoPanels } from "../../../src/drawing/two-plots";
import { column, numbers } from "../../../src/figure/columns";
import { figure } from "../../../src/figure/figure";
import type { Network } from "../../../src/network/network";
import { initialBound, shareBeyond } from "../mathematics/weight-moves";
import { type Focus, focusKey } from "./focus";
import { countBins, type Histogram, uniformBox } from "./histogram-bins";
import { queryRail, queryRailHeight } from "./query-rail";

export interface HistogramState {
  /** Draws a histogram. */
  readonly bars: (histogram: Histogram) => DrawPlot;
  readonly network: Network;
  /** Index of the layer. */
  readonly layer: number;
  /** What each layer makes of a query. */
  readonly activationsAt: (x: number) => readonly Float64Array[];
  /** The domain of the query. */
  readonly domain: readonly [number, number];
  readonly focus: Focus;
}

type Layered = Pick<HistogramState, "network" | "layer" | "activationsAt" | "domain">;

/** An activation this near to 0 says little: GELU's dip goes down to −0.17. */
const quiet = 0.2;
/** Queries that tell how large activations become. */
const samples = 41;

const margin = { top: 28, right: 14, bottom: 40, left: 34 };
const layout = (width: number) =>
  twoPanels(width, { top: 0, plot: 230, head: 0, foot: 12, axis: 0 });

/** The weights of a layer and what it makes of the query, as two histograms. */
export const histogramFigure = figure<HistogramState>({
  title: "Weights and activations of a layer",
  height: (width) => layout(width).height + queryRailHeight,
  depends: ({ bars, network, layer, activationsAt, domain }) => [
    bars,
    network,
    layer,
    activationsAt,
    ...domain,
  ],
  still({ state }, { width }) {
    const { panels, height } = layout(width);
    const draw = (histogram: Histogram, { left, right, top, bottom }: Panel): SVGSVGElement => {
      const size = { width: right - left + margin.right, height: bottom - top };
      const { element } = chart(state.bars(histogram)(plotFrame(size, margin)));
      setAttributes(element, { x: left, y: top });
      return element;
    };
    const activations = svg("g");
    const ofActivations = activationHistogram(state);
    const rail = queryRail({
      left: margin.left,
      right: width - 2 * margin.right,
      top: height,
      domain: state.domain,
    });
    let drawnAt: number | undefined;
    return {
      marks: [draw(weightHistogram(state), panels[0]), activations, rail.element],
      areas: [rail.area],
      moves({ state: { focus } }) {
        rail.move(focus.x);
        // Two dozen bars are soon drawn anew.
        if (focus.x !== drawnAt)
          activations.replaceChildren(draw(ofActivations(focus.x), panels[1]));
        drawnAt = focus.x;
      },
    };
  },
  caption,
  sentence(state) {
    const { activations, near, largest } = activationsOf(state);
    return `Layer ${state.layer + 1} at x = ${fixed(state.focus.x, 2)}: ${near} of ${activations.length} activations are within ${quiet} of 0, the largest is ${finiteText(largest, 2)}.`;
  },
  columns(state) {
    const bins = [weightHistogram(state), activationHistogram(state)(state.focus.x)].flatMap(
      ({ bins, value }) => bins.map((bin) => ({ ...bin, value })),
    );
    return numbers(bins, [
      column("Of", "of", ({ value }) => value),
      column(
        "From",
        "from",
        ({ from }) => from,
        (bin) => edgeText(bin.from, bin),
      ),
      column(
        "To",
        "to",
        ({ to }) => to,
        (bin) => edgeText(bin.to, bin),
      ),
      column(
        "Number",
        "number",
        ({ number }) => number,
        ({ number }) => count(number),
      ),
      column(
        "Share",
        "share",
        ({ share }) => share,
        ({ share }) => `${fixed(100 * share, 1)} %`,
      ),
    ]);
  },
  keys: {
    help: "Left and right arrows move the query, with Shift by whole steps; Home and End go to the ends.",
    press: (event, { state: { focus, domain } }) =>
      /^(Arrow(Left|Right)|Home|End)$/.test(event.key) &&
      focusKey(event, focus.set, { domain, neurons: 0 }),
  },
});

function weightHistogram({ network, layer }: Layered): Histogram {
  const of = network.layers[layer];
  const bound = initialBound(of);
  const [low, high] = finiteRange([of.weight, [-bound, bound]]);
  const furthest = Math.max(-low, high);
  // Rice's rule, as far as bars can be told apart.
  const about = Math.min(32, 2 * Math.cbrt(of.weight.length));
  const bins = roundBins([-furthest, furthest], about);
  const counted = countBins(of.weight, bins);
  const uniform = uniformBox(bound, bins);
  return {
    bins: counted,
    uniform: [uniform],
    most: Math.max(uniform.share, ...counted.map(({ share }) => share)),
    value: "weight",
    counted: `% of the ${count(of.weight.length)} weights of layer ${layer + 1}`,
  };
}

/** The histogram of the activations at a query, in bins for all queries. */
function activationHistogram({
  layer,
  activationsAt,
  domain: [low, high],
}: Layered): (x: number) => Histogram {
  const over = Array.from(
    { length: samples },
    (_, i) => activationsAt(low + ((high - low) * i) / (samples - 1))[layer],
  );
  const bins = roundBins(finiteRange(over), 24);
  return (x) => {
    const activations = activationsAt(x)[layer];
    return {
      bins: countBins(activations, bins),
      uniform: [],
      most: 1,
      value: "activation",
      counted: `% of its ${count(activations.length)} activations at x = ${fixed(x, 2)}`,
    };
  };
}

/** The activations at the query, how many of them are near 0, and the largest; NaN if one is. */
function activationsOf({ layer, activationsAt, focus: { x } }: HistogramState) {
  const activations = activationsAt(x)[layer];
  return {
    activations,
    near: activations.filter((activation) => Math.abs(activation) <= quiet).length,
    largest: Math.max(...activations),
  };
}

/** An end of a bin, with the decimals that tell it from the other. */
function edgeText(value: number, { from, to }: { readonly from: number; readonly to: number }) {
  return fixed(value, Math.max(0, Math.ceil(-Math.log10(to - from) - 1e-9)));
}

function caption(state: HistogramState): string {
  const { network, layer, focus } = state;
  const of = network.layers[layer];
  const { activations, near, largest } = activationsOf(state);
  const beyond = shareBeyond(of);
  const spread =
    beyond === 0
      ? "none of them lies beyond it"
      : `${fixed(100 * beyond, beyond < 0.1 ? 1 : 0)} % of them now lie beyond it`;
  return `The ${count(of.weight.length)} weights of layer ${layer + 1} over the box from which they are drawn at first, evenly within ±${magnitude(initialBound(of))} (dashed): ${spread}. Beside them what the layer makes of x = ${fixed(focus.x, 2)}: ${count(near)} of its ${count(activations.length)} activations are within ${quiet} of 0, and the largest is ${finiteText(largest, 2)}.`;
}
