// What `mlp-lookup/superposition` offers: the figures of superposition, its mathematics and its trainings.

export { type CrossGainState, crossGainFigure } from "./figures/cross-gain";
export { type DimensionsState, dimensionsFigure } from "./figures/dimensions";
export { type EffectiveMapState, effectiveMapFigure } from "./figures/effective-map";
export { type ErrorSourcesState, errorSourcesFigure } from "./figures/error-sources";
export { featureErrorsFigure } from "./figures/feature-errors";
export type { FeatureErrorsState } from "./figures/feature-errors-words";
export {
  type FeatureFocus,
  type FeatureRange,
  featureFocusWithin,
  type SetFeatureFocus,
} from "./figures/feature-focus";
export { gainCurveFigure } from "./figures/gain-curve";
export type { GainCurveState } from "./figures/gain-curve-texts";
export { geometryFigure } from "./figures/geometry";
export type { GeometryState } from "./figures/geometry-texts";
export { l2GainsFigure } from "./figures/l2-gains";
export type { L2GainsState } from "./figures/l2-gains-texts";
export { lossesFigure } from "./figures/losses";
export type { LossesState } from "./figures/losses-texts";
export { negativeSideFigure } from "./figures/negative-side";
export type { NegativeSideState } from "./figures/negative-side-texts";
export { phasesFigure } from "./figures/phases";
export type { PhasesActions, PhasesState } from "./figures/phases-texts";
export { type ResponsesState, responsesFigure } from "./figures/responses";
export { sparsitySweepFigure } from "./figures/sparsity-sweep";
export type { SparsitySweepState } from "./figures/sparsity-sweep-texts";
export { type SummaryState, summaryFigure } from "./figures/summary";
export { type WeightsState, weightsFigure } from "./figures/weights";
export { neuronSpread, positiveShare, readWriteCosines } from "./mathematics/alignment";
export { type ErrorBudget, type ErrorSources, errorBudget } from "./mathematics/error-budget";
export {
  activeErrors,
  drawSamples,
  expectedLoss,
  type OutputMoments,
  outputMoments,
  overallErrors,
  type Samples,
} from "./mathematics/errors";
export { bestScale, type GainCurve, gainCurve, lossAtGain } from "./mathematics/gain-curve";
export {
  type Gains,
  gainsOf,
  interferenceReceived,
  isolatedErrors,
  responseAt,
  sharingFeatures,
} from "./mathematics/gains";
export {
  cosineDensity,
  cosineShare,
  cosines,
  expectedAbsoluteCosine,
  featureDimensions,
  featureDirections,
  pairs,
  welchBound,
} from "./mathematics/geometry";
export { compareLosses, type LossComparison } from "./mathematics/loss-comparison";
export { type MeasuredNetwork, measureNetwork } from "./mathematics/measured-network";
export {
  attenuatingLoss,
  ignoringLoss,
  naiveErrors,
  targetMoment,
} from "./mathematics/naive";
export { type NegativeSide, negativeSide } from "./mathematics/negative-side";
export { type NegativeSource, negativeSource } from "./mathematics/negative-source";
export { measurePhase, type Phase } from "./mathematics/phase";
export {
  crossings,
  drawSweepSamples,
  type SparsitySweep,
  type SweepSamples,
  sparsitySweep,
  sweptProbabilities,
} from "./mathematics/sparsity-sweep";
export {
  type SummaryRow,
  type SuperpositionTask,
  superpositionSummary,
} from "./mathematics/summary";
export {
  diagonal,
  effectiveMap,
  type SuperpositionWeights,
  superpositionArchitecture,
  superpositionWeights,
} from "./mathematics/weights";
export { type PhaseSettings, phaseTraining } from "./training/phase-training";
export { emptyDiagram, PhaseControl, type PhaseDiagram, shownPhases } from "./training/phases";
export {
  type LossExponent,
  type SuperpositionSettings,
  shippedSuperposition,
} from "./training/settings";
export { sparseTraining, superpositionTraining, untrainedSuperposition } from "./training/spec";
