import { zerosLike } from "./copy";
import type { Floats, Network } from "./network";

/** Adam's settings; PyTorch's defaults are 1e-3, 0.9, 0.999, 1e-8. */
export interface AdamCoefficients {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** What Adam remembers between steps. */
export interface AdamState {
  /** Steps taken. */
  step: number;
  /** m, the running mean of the gradients, in the network's shape. */
  readonly firstMoment: Network;
  /** v, the running mean of their squares. */
  readonly secondMoment: Network;
}

/** The state before the first step. */
export function adamState(network: Network): AdamState {
  return { step: 0, firstMoment: zerosLike(network), secondMoment: zerosLike(network) };
}

/**
 * One step of Adam, in place on the network and the state.
 * Kingma and Ba, arXiv:1412.6980, with ε where PyTorch has it: θ −= η·m̂ / (√v/√(1−β₂ᵗ) + ε).
 */
export function adamStep(
  network: Network,
  gradients: Network,
  state: AdamState,
  { learningRate, beta1, beta2, epsilon }: AdamCoefficients,
): void {
  state.step += 1;
  const rate = learningRate / (1 - beta1 ** state.step);
  const correction = Math.sqrt(1 - beta2 ** state.step);
  const update = (parameters: Floats, gradient: Floats, first: Floats, second: Floats): void => {
    for (let i = 0; i < parameters.length; ++i) {
      const g = gradient[i];
      const m = beta1 * first[i] + (1 - beta1) * g;
      const v = beta2 * second[i] + (1 - beta2) * g * g;
      first[i] = m;
      second[i] = v;
      parameters[i] -= (rate * m) / (Math.sqrt(v) / correction + epsilon);
    }
  };
  for (const [i, { weight, bias }] of network.layers.entries()) {
    const gradient = gradients.layers[i];
    const first = state.firstMoment.layers[i];
    const second = state.secondMoment.layers[i];
    update(weight, gradient.weight, first.weight, second.weight);
    update(bias, gradient.bias, first.bias, second.bias);
  }
}
