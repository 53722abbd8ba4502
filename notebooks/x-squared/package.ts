// What `mlp-lookup/x-squared` offers: the figures of x², its mathematics and its trainings.

export { type AblationState, ablationFigure } from "./figures/ablation";
export {
  type AblationControlsState,
  ablationControls,
  largestContributors,
} from "./figures/ablation-controls";
export {
  type ActivationsState,
  activationsFigure,
} from "./figures/activations";
export { convergenceFigure } from "./figures/convergence";
export type { ConvergenceCurve, ConvergenceState } from "./figures/convergence-state";
export { decompositionFigure } from "./figures/decomposition";
export {
  type Focus,
  focusWithin,
  type SetFocus,
  toggled,
} from "./figures/focus";
export { type GeluState, geluFigure } from "./figures/gelu";
export { type HistogramState, histogramFigure } from "./figures/histogram";
export type { Bin, Histogram } from "./figures/histogram-bins";
export { type KeysState, keysFigure } from "./figures/keys";
export {
  type LookupTraceState,
  lookupTraceFigure,
} from "./figures/lookup-trace";
export { type DecompositionState, topShare } from "./figures/neuron-parts";
export { readouts } from "./figures/readouts";
export { type RowOrder, rowOrder, sampleRows } from "./figures/row-order";
export type { ContributionKind } from "./figures/shown-sum";
export { type TargetState, targetFigure } from "./figures/target";
export { withoutNeurons } from "./mathematics/ablate";
export {
  type Samples,
  xSquaredArchitecture,
  xSquaredData,
  xSquaredDomain,
} from "./mathematics/dataset";
export {
  covering,
  type DecompositionExtent,
  decompositionExtent,
} from "./mathematics/extent";
export { firingRange, type Key, keysOf } from "./mathematics/keys";
export { type Line, leastSquaresLine } from "./mathematics/linear-fit";
export { type Curve, curvesOfMoments, curvesOfRuns } from "./training/curves";
export { type RunSettings, shippedSettings } from "./training/settings";
export {
  initialMoment,
  momentOf,
  xSquaredRace,
  xSquaredTraining,
} from "./training/spec";
