// The figures of x², data in, picture out, and what goes with them.

export { type AblationState, ablationFigure } from "../figures/ablation";
export {
  type AblationControlsState,
  ablationControls,
  largestContributors,
} from "../figures/ablation-controls";
export {
  type ActivationsState,
  activationsFigure,
} from "../figures/activations";
export { convergenceFigure } from "../figures/convergence";
export type { ConvergenceCurve, ConvergenceState } from "../figures/convergence-state";
export { decompositionFigure } from "../figures/decomposition";
export {
  type Focus,
  focusWithin,
  type SetFocus,
  toggled,
} from "../figures/focus";
export { type GeluState, geluFigure } from "../figures/gelu";
export { type KeysState, keysFigure } from "../figures/keys";
export {
  type LookupTraceState,
  lookupTraceFigure,
} from "../figures/lookup-trace";
export { type DecompositionState, topShare } from "../figures/neuron-parts";
export { readouts } from "../figures/readouts";
export { type RowOrder, rowOrder, sampleRows } from "../figures/row-order";
export type { ContributionKind } from "../figures/shown-sum";
export { type TargetState, targetFigure } from "../figures/target";
