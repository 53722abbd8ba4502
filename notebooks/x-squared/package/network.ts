// The mathematics of x², which needs neither a DOM nor anything else.

export { withoutNeurons } from "../mathematics/ablate";
export {
  type Samples,
  xSquaredArchitecture,
  xSquaredData,
  xSquaredDomain,
} from "../mathematics/dataset";
export {
  covering,
  type DecompositionExtent,
  decompositionExtent,
} from "../mathematics/extent";
export { firingRange, type Key, keysOf } from "../mathematics/keys";
export { type Line, leastSquaresLine } from "../mathematics/linear-fit";
