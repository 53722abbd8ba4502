import type { Layer } from "../../../src/network/network";

/** The bound of the uniform distribution from which PyTorch draws the weights and biases of a layer: 1/√inputs. */
export function initialBound({ inputs }: Pick<Layer, "inputs">): number {
  return 1 / Math.sqrt(inputs);
}

/**
 * How far the weights of a layer are from where they were drawn: the root mean square of their differences, as a share of
 * their initial bound. Not finite where a weight is not.
 */
export function relativeMove(layer: Layer, drawn: Layer): number {
  let squares = 0;
  for (let i = 0; i < layer.weight.length; ++i) squares += (layer.weight[i] - drawn.weight[i]) ** 2;
  return Math.sqrt(squares / layer.weight.length) / initialBound(layer);
}

/** The share of a layer's weights whose magnitude is larger than any that is drawn. */
export function shareBeyond(layer: Layer): number {
  const bound = initialBound(layer);
  let beyond = 0;
  for (const weight of layer.weight) if (Math.abs(weight) > bound) ++beyond;
  return beyond / layer.weight.length;
}
