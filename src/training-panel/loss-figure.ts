import type { ScaleOptions } from "@observablehq/plot";
import { powersOfTen } from "../drawing/axis";
import { chart, type DrawPlot, plotFrame } from "../drawing/chart";
import { count, magnitude, powerOfTen } from "../drawing/format";
import { setAttributes, svg } from "../drawing/svg";
import { column, numbers } from "../figure/columns";
import type { Scene, Size, View } from "../figure/drawing";
import { figure } from "../figure/figure";
import type { Point } from "../inputs/pointer";
import { type StepWord, stepWords } from "../run/step-words";

/** What a training makes small. */
export interface LossMeasure {
  /** In words: "mean squared error". */
  readonly name: string;
  /** Where there is little room: "MSE". */
  readonly short: string;
  /** As a program would name it: "mean_squared_error". */
  readonly column: string;
}

export const meanSquaredErrorMeasure: LossMeasure = {
  name: "mean squared error",
  short: "MSE",
  column: "mean_squared_error",
};

/** The loss of one model while it trains or after. */
export interface LossState {
  /** What a step is to the reader. */
  readonly word: StepWord;
  readonly set: SetStep;
  readonly measure: LossMeasure;
  /** The curve and its axes. */
  readonly plot: DrawPlot;
  /** `[steps so far]` The loss before step 0, 1, … */
  readonly losses: Float32Array;
  /** Steps that the training has, or will have. */
  readonly total: number;
  /** The training step that the page shows. */
  readonly step: number;
  /** The loss of the weights at `step`, where it is known better than from `losses` (which end before the last step). */
  readonly stepLoss?: number | undefined;
  /** True while the model trains. */
  readonly live?: boolean;
  /** True for a model that was opened from a file, of whose training nothing is known. */
  readonly opened?: boolean;
}

/** How the figure asks for another training step. The page has weights at some steps only and answers with the nearest. */
export interface SetStep {
  /** To this step, or the nearest that there is. */
  to(step: number): void;
  /** By so many of the steps that there are. */
  by(snapshots: number): void;
}

const margin = { top: 30, right: 16, bottom: 46, left: 56 };

/** The loss over the steps of a training on a log scale, with a handle at the one that the page shows. */
export const lossFigure = figure<LossState>({
  title: ({ word }) => `Loss over the ${stepWords(word, 2)}`,
  height: (width) => (width < 500 ? 240 : 280),
  depends: ({ plot, live, opened }) => [plot, live, opened],
  still: lossScene,
  caption: lossCaption,
  sentence: (state) =>
    state.opened
      ? `A network from a file, without its training${spokenLoss(state)}.`
      : `${capitalised(state.word)} ${count(state.step)} of ${count(state.total)}${spokenLoss(state)}.`,
  columns: ({ losses, measure, word }) =>
    numbers(
      Array.from(losses, (_, step) => step),
      [
        column(capitalised(word), word, (step) => step),
        column(
          capitalised(measure.name),
          measure.column,
          (step) => losses[step],
          (step) => magnitude(losses[step]),
        ),
      ],
      tableSteps(losses.length),
    ),
  keys: {
    help: "Left and right arrows move through the training; Home and End go to its ends.",
    press({ key }, { state: { set, total } }) {
      const move = {
        ArrowLeft: () => set.by(-1),
        ArrowRight: () => set.by(1),
        Home: () => set.to(0),
        End: () => set.to(total),
      }[key];
      move?.();
      return move !== undefined;
    },
  },
});

function capitalised(word: string): string {
  return `${word[0].toUpperCase()}${word.slice(1)}`;
}

function lossScene(
  { state }: View<LossState, object>,
  { width, height }: Size,
): Scene<LossState, object> {
  const { word, measure, losses, total, live, opened } = state;
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  const { element: plot, x, y } = chart(state.plot(plotFrame({ width, height }, margin)));
  // Of a moment more may be known than the curve shows.
  y.clamp(true);
  const last = losses.length - 1;

  const shown = svg("text", {
    class: "fig-step-label",
    x: right,
    y: margin.top - 14,
    "text-anchor": "end",
  });
  const line = svg("line", { class: "fig-probe-line", y1: margin.top, y2: bottom });
  const dot = svg("circle", { class: "fig-model-dot", r: 4.5 });
  const handle = svg("circle", { class: "fig-probe-handle", cy: bottom, r: 6 });
  const end =
    live && last >= 0 && losses[last] > 0
      ? [svg("circle", { class: "fig-live-dot", cx: x(last), cy: y(losses[last]), r: 3.5 })]
      : [];
  const go = ({ x: to }: Point, { state: { set } }: View<LossState, object>): void =>
    set.to(Math.min(total, Math.max(0, Math.round(x.invert(to)))));

  return {
    // Of a network from a file no step is known.
    marks: [plot, ...end, ...(opened ? [] : [line, handle, dot, shown])],
    areas: [{ drag: go, click: go }],
    moves({ state: now }) {
      const at = x(now.step).toFixed(2);
      setAttributes(line, { x1: at, x2: at });
      setAttributes(handle, { cx: at });
      const loss = lossAt(now);
      const known = loss !== undefined && loss > 0 && Number.isFinite(loss);
      setAttributes(dot, {
        cx: at,
        cy: known ? y(loss).toFixed(2) : 0,
        visibility: known ? undefined : "hidden",
      });
      shown.textContent = `${word} ${count(now.step)}${known ? ` · ${measure.short} ${magnitude(loss)}` : ""}`;
    },
  };
}

/**
 * The scale of a plot of losses: logarithmic, in decades.
 * @param others losses that have room in it as well: with those of a run like this one it stays as it is while this one trains
 */
export function lossScale(losses: Float32Array, ...others: readonly Float32Array[]): ScaleOptions {
  const domain = lossDomain(losses, ...others);
  return {
    type: "log",
    domain,
    grid: true,
    // Keeps the curve above the handle on the axis.
    insetBottom: 14,
    ticks: powersOfTen(domain, 7),
    tickFormat: powerOfTen,
  };
}

/** The decades that hold all positive finite losses: at least one, so that a flat curve does not fill the plot with noise. */
export function lossDomain(...curves: readonly Float32Array[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const losses of curves)
    for (const loss of losses) {
      if (!Number.isFinite(loss) || loss <= 0) continue;
      if (loss < low) low = loss;
      if (loss > high) high = loss;
    }
  if (high === 0) return [1, 1000];
  const bottom = Math.floor(Math.log10(low));
  return [10 ** bottom, 10 ** Math.max(bottom + 1, Math.ceil(Math.log10(high)))];
}

/** The error at the step that the page shows, if it is known. */
function lossAt({ losses, step, stepLoss }: LossState): number | undefined {
  return stepLoss ?? losses[step];
}

function spokenLoss(state: LossState): string {
  const loss = lossAt(state);
  return loss === undefined ? "" : `, ${state.measure.name} ${magnitude(loss)}`;
}

/** What the curve shows, in words. */
export function lossCaption({ losses, total, live, opened, word }: LossState): string {
  if (opened)
    return "This network was opened from a file, which does not say how it was trained. Press Train to see a loss fall.";
  const done = losses.length;
  if (done === 0)
    return live
      ? "Training is about to start."
      : "The loss curve of this model did not come with the page. Press Train to see it.";
  const first = losses[0];
  const last = losses[done - 1];
  // The first loss is that of the initial weights.
  const steps = done - 1;
  if (steps === 0) return `Before training the error is ${magnitude(first)}.`;
  const taken = `${count(steps)} ${stepWords(word, steps)}`;
  const so = live
    ? ` so far, with ${count(Math.max(0, total - steps))} ${stepWords(word, total - steps)} to go`
    : "";
  const went =
    last < first
      ? `The error fell from ${magnitude(first)} to ${magnitude(last)} in ${taken}${so}.`
      : `The error went from ${magnitude(first)} to ${magnitude(last)} in ${taken}${so}: it did not fall.`;
  const which = word === "epoch" ? lowest(losses) : " Each value is of a batch of its own.";
  // While it trains there is less to say, so that the words take no more room.
  const hint = live ? "" : " Drag through the training to see the network at that moment.";
  return `${went}${which} Equal steps down the scale are equal factors of the error.${hint}`;
}

/** Where the same data had a lower loss than at last, if that is worth a word. */
function lowest(losses: Float32Array): string {
  let best = 0;
  for (let i = 1; i < losses.length; ++i) if (losses[i] < losses[best]) best = i;
  return best > 0 && losses[best] < losses[losses.length - 1] * 0.9
    ? ` It was lowest, ${magnitude(losses[best])}, at epoch ${count(best)}.`
    : "";
}

/** At most about forty steps, evenly spaced, the last one included. */
function tableSteps(steps: number): number[] {
  const every = Math.max(1, Math.ceil(steps / 40));
  const rows: number[] = [];
  for (let step = 0; step < steps; step += every) rows.push(step);
  if (steps > 0 && rows[rows.length - 1] !== steps - 1) rows.push(steps - 1);
  return rows;
}
