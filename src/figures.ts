// The figures, as `mlp-lookup/figures` offers them: data in, picture out. Their sheet is `mlp-lookup/figures.css`.

export {
  type AblationControlsElement,
  type AblationControlsState,
  ablationControls,
  largestContributors,
} from "./figures/ablation-controls";
export { type AblationState, ablationFigure } from "./figures/ablation-figure";
export { type ActivationsState, activationsFigure } from "./figures/activations-figure";
export {
  type ConvergenceCurve,
  type ConvergenceState,
  convergenceFigure,
} from "./figures/convergence-figure";
export {
  type ContributionKind,
  type DecompositionState,
  decompositionFigure,
  topShare,
} from "./figures/decomposition-figure";
export {
  type EngineRaceState,
  engineRaceFigure,
  type RaceActions,
} from "./figures/engine-race-figure";
export { type Focus, focusWithin, type SetFocus, toggled } from "./figures/focus";
export type { FigureElement } from "./figures/frame";
export { type GeluState, geluFigure } from "./figures/gelu-figure";
export { type KeysState, keysFigure } from "./figures/keys-figure";
export { type LookupTraceState, lookupTraceFigure } from "./figures/lookup-trace-figure";
export { type LossState, lossFigure, type SetStep } from "./figures/loss-figure";
export { type ReadoutsElement, readouts } from "./figures/readouts";
export { type RowOrder, rowOrder, sampleRows } from "./figures/row-order";
export { type TargetState, targetFigure } from "./figures/target-figure";
