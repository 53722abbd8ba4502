import { gelu, geluDerivative } from "./gelu";
import { multiplyTransposed } from "./kernels";
import type { WorkspaceLayer } from "./workspace";

/** Steps of z below which the slope at the middle is closer to the secant than the rounded quotient: both are then exact to 1e-12. */
const smallStep = 1e-4;

/** Values at the ends of a block of pieces, and secants between them, of one layer. */
interface Ends {
  /** z, `[pieces + 1, outputs]` */
  readonly preActivations: Float64Array<ArrayBuffer>;
  /** GELU(z), `[pieces + 1, outputs]` */
  readonly activations: Float64Array<ArrayBuffer>;
  /** ΔGELU(z)/Δz, then the derivative of the output by z, `[pieces, outputs]` */
  readonly deltas: Float64Array<ArrayBuffer>;
}

/**
 * Prepares the integral of ∂f/∂z over parts of a straight path z(t) = b + t·direction, where z are the pre-activations of
 * the first of some layers with GELU between them and f is the one output of the last. A part is cut into equal pieces;
 * on each, every neuron's derivative is replaced by its secant ΔGELU/Δz. Then the change of f over the piece is exactly
 * δ·Δz, however abruptly neurons switch, because differences multiply through the layers as derivatives do: the rescale
 * rule of Shrikumar, Greenside and Kundaje, "Learning Important Features Through Propagating Activation Differences",
 * arXiv:1704.02685. As pieces shrink the integral tends to that of the derivatives, with the square of their length
 * where f is smooth.
 * @param pieces in a part
 * @returns a function that adds ∫ δ(t) dt from one t to another, `[outputs]` of the first layer, to what it is given
 */
export function secantIntegrator(
  layers: readonly WorkspaceLayer[],
  pieces: number,
): (direction: Float64Array, from: number, to: number, integral: Float64Array) => void {
  const memory = layers.map(
    ({ outputs }): Ends => ({
      preActivations: new Float64Array((pieces + 1) * outputs),
      activations: new Float64Array((pieces + 1) * outputs),
      deltas: new Float64Array(pieces * outputs),
    }),
  );
  const last = layers.length - 1;

  return (direction, from, to, integral) => {
    const length = (to - from) / pieces;
    for (const [l, { outputs, inputs, weight, bias }] of layers.entries()) {
      const { preActivations, activations } = memory[l];
      for (let end = 0; end <= pieces; ++end) preActivations.set(bias, end * outputs);
      if (l > 0) {
        const below = memory[l - 1].activations;
        multiplyTransposed(preActivations, below, weight, pieces + 1, outputs, inputs, true);
      } else
        for (let i = 0; i < preActivations.length; ++i)
          preActivations[i] += (from + length * Math.floor(i / outputs)) * direction[i % outputs];
      if (l < last)
        for (let i = 0; i < activations.length; ++i) activations[i] = gelu(preActivations[i]);
    }
    memory[last].deltas.fill(1);
    for (let l = last; l > 0; --l) {
      const { inputs, outputs, weightTransposed } = layers[l];
      const below = memory[l - 1];
      const { deltas } = memory[l];
      multiplyTransposed(below.deltas, deltas, weightTransposed, pieces, inputs, outputs, false);
      for (let i = 0; i < below.deltas.length; ++i) below.deltas[i] *= secant(below, i, i + inputs);
    }
    const { outputs } = layers[0];
    const { deltas } = memory[0];
    for (let i = 0; i < deltas.length; ++i) integral[i % outputs] += length * deltas[i];
  };
}

/** ΔGELU/Δz from the pre-activation at one index to that at another. */
function secant({ preActivations, activations }: Ends, from: number, to: number): number {
  const step = preActivations[to] - preActivations[from];
  return Math.abs(step) < smallStep
    ? geluDerivative(preActivations[from] + step / 2)
    : (activations[to] - activations[from]) / step;
}
