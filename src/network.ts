// The mathematics, as `mlp-lookup/network` offers it. It needs neither a DOM nor anything else.

export type { Activation } from "./network/activation";
export { activationMap, preActivationsAt } from "./network/activations";
export {
  type Architecture,
  architectureOf,
  architectureText,
  checkArchitecture,
  type LayerShape,
  parameterCount,
  perceptron,
  sameArchitecture,
  widest,
  widthsOf,
} from "./network/architecture";
export {
  type GradientWorkspace,
  gradientWorkspace,
  type LossAndGradients,
  lossAndGradients,
} from "./network/backward";
export {
  type Batch,
  type Inputs,
  isOneHot,
  type OneHot,
  rowsOf,
  type Targets,
} from "./network/batch";
export { float32Network, float64Network, zerosLike } from "./network/copy";
export {
  activeNeurons,
  type Decomposition,
  decompose,
  decomposer,
  firstOrder,
  type TakenApart,
} from "./network/decompose";
export { predict, predictAt } from "./network/forward";
export { erf, gelu, geluDerivative, normalCdf } from "./network/gelu";
export { initialise } from "./network/initialise";
export { type Loss, meanSquaredError, meanSquaredErrorLoss } from "./network/loss";
export {
  type Affine,
  type Floats,
  type Layer,
  type Network,
  parametersOf,
} from "./network/network";
export {
  type Adam,
  type AdamW,
  type Optimiser,
  type OptimiserState,
  optimiserState,
  optimiserStep,
  type Schedule,
  type Sgd,
  type StepNumbers,
  scheduleFactor,
  stepNumbers,
} from "./network/optimiser";
export { gaussLegendre, type Quadrature } from "./network/quadrature";
export { mixSeeds, seeded } from "./network/random";
export {
  type DType,
  SafetensorsError,
  type SafetensorsFile,
  type StoredTensor,
  type Tensor,
} from "./network/safetensors";
export { writeSafetensors } from "./network/safetensors-write";
export { type SavedNetwork, savedNetwork } from "./network/saved-network";
export { fillSparseFeatures, type SparseFeatures } from "./network/sparse-features";
export { expectWidths, fromStateDict, toStateDict } from "./network/state-dict";
export { readStrictly as readSafetensors } from "./network/strict-safetensors";
export { sum } from "./network/sum";
