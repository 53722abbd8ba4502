// The figures, as `mlp-lookup/figures` offers them: data in, picture out. Their sheet is `mlp-lookup/figures.css`.

export { type AblationState, ablationFigure } from "../notebooks/x-squared/figures/ablation";
export {
  type AblationControlsState,
  ablationControls,
  largestContributors,
} from "../notebooks/x-squared/figures/ablation-controls";
export {
  type ActivationsState,
  activationsFigure,
} from "../notebooks/x-squared/figures/activations";
export {
  type ConvergenceState,
  convergenceFigure,
} from "../notebooks/x-squared/figures/convergence";
export type { ConvergenceCurve } from "../notebooks/x-squared/figures/convergence-curve";
export {
  type ContributionKind,
  type DecompositionState,
  decompositionFigure,
  topShare,
} from "../notebooks/x-squared/figures/decomposition";
export {
  type Focus,
  focusWithin,
  type SetFocus,
  toggled,
} from "../notebooks/x-squared/figures/focus";
export { type GeluState, geluFigure } from "../notebooks/x-squared/figures/gelu";
export { type KeysState, keysFigure } from "../notebooks/x-squared/figures/keys";
export {
  type LookupTraceState,
  lookupTraceFigure,
} from "../notebooks/x-squared/figures/lookup-trace";
export { readouts } from "../notebooks/x-squared/figures/readouts";
export { type RowOrder, rowOrder, sampleRows } from "../notebooks/x-squared/figures/row-order";
export { type TargetState, targetFigure } from "../notebooks/x-squared/figures/target";
export { draw, erase, type Picture, type PictureKind } from "./figure/picture";
export {
  type EngineRaceState,
  engineRaceFigure,
  type RaceActions,
} from "./training-panel/engine-race-figure";
export { type LossState, lossFigure, type SetStep } from "./training-panel/loss-figure";
