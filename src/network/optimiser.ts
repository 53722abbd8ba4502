import { zerosLike } from "./copy";
import { integerPower } from "./integer-power";
import { type Floats, type Network, parametersOf } from "./network";

/** Plain gradient descent, θ −= η·g. */
export interface Sgd {
  readonly name: "sgd";
  readonly learningRate: number;
}

/** Kingma and Ba, arXiv:1412.6980; PyTorch's defaults are 1e-3, 0.9, 0.999, 1e-8. */
export interface Adam {
  readonly name: "adam";
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Adam with decoupled weight decay, of weights and biases alike as PyTorch has it: Loshchilov and Hutter, arXiv:1711.05101. */
export interface AdamW extends Omit<Adam, "name"> {
  readonly name: "adamw";
  /** λ: θ shrinks by η·λ·θ at each step, before Adam's part. */
  readonly weightDecay: number;
}

export type Optimiser = Sgd | Adam | AdamW;

/** How the learning rate changes with the steps. */
export type Schedule =
  | { readonly name: "constant" }
  /**
   * From the full rate down to 0 at `steps`, along half a cosine, and 0 from there on:
   * PyTorch's `CosineAnnealingLR` with T_max = steps. Loshchilov and Hutter, arXiv:1608.03983.
   */
  | { readonly name: "cosine"; readonly steps: number };

/** By what a schedule multiplies the learning rate at a step, counted from 0. The same bits on every machine. */
export function scheduleFactor(schedule: Schedule, step: number): number {
  if (schedule.name === "constant") return 1;
  if (step >= schedule.steps) return 0;
  const half = cosine((Math.PI / 2) * (step / schedule.steps));
  return half * half;
}

/** cos x for 0 ≤ x ≤ π/2 to 1e-16 by its Taylor series: `Math.cos` may differ between browsers in its last bits. */
function cosine(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let n = 24; n > 0; n -= 2) sum = 1 - (square / (n * (n - 1))) * sum;
  return sum;
}

/**
 * The numbers of one step, the same for all parameters: with these, the step is
 * θ −= decay·θ, then m and v move on, then θ −= rate·m / (√v + epsilon); for SGD θ −= rate·g.
 * Adam's bias corrections and the place of ε are PyTorch's: η·m̂ / (√v̂ + ε).
 */
export interface StepNumbers {
  /** η·√(1−β₂ᵗ)/(1−β₁ᵗ), or η for SGD. */
  readonly rate: number;
  /** ε·√(1−β₂ᵗ); 0 for SGD. */
  readonly epsilon: number;
  /** η·λ; 0 but for AdamW. */
  readonly decay: number;
}

/** @param step steps taken before this one; t is one more. The same bits on every machine. */
export function stepNumbers(optimiser: Optimiser, schedule: Schedule, step: number): StepNumbers {
  const learningRate = optimiser.learningRate * scheduleFactor(schedule, step);
  if (optimiser.name === "sgd") return { rate: learningRate, epsilon: 0, decay: 0 };
  const correction = Math.sqrt(1 - integerPower(optimiser.beta2, step + 1));
  return {
    rate: (learningRate * correction) / (1 - integerPower(optimiser.beta1, step + 1)),
    epsilon: optimiser.epsilon * correction,
    decay: optimiser.name === "adamw" ? learningRate * optimiser.weightDecay : 0,
  };
}

/** What an optimiser remembers between steps; SGD leaves the moments as they are. */
export interface OptimiserState {
  /** Steps taken. */
  step: number;
  /** m, the running mean of the gradients, in the network's shape. */
  readonly firstMoment: Network;
  /** v, the running mean of their squares. */
  readonly secondMoment: Network;
}

/** The state before the first step. */
export function optimiserState(network: Network): OptimiserState {
  return { step: 0, firstMoment: zerosLike(network), secondMoment: zerosLike(network) };
}

/** One step, in place on the network and the state. */
export function optimiserStep(
  network: Network,
  gradients: Network,
  state: OptimiserState,
  optimiser: Optimiser,
  schedule: Schedule,
): void {
  const numbers = stepNumbers(optimiser, schedule, state.step);
  state.step += 1;
  const gradient = parametersOf(gradients);
  const first = parametersOf(state.firstMoment);
  const second = parametersOf(state.secondMoment);
  for (const [i, parameters] of parametersOf(network).entries())
    if (optimiser.name === "sgd") descend(parameters, gradient[i], numbers);
    else adapt(parameters, gradient[i], first[i], second[i], optimiser, numbers);
}

function descend(parameters: Floats, gradient: Floats, { rate }: StepNumbers): void {
  for (let i = 0; i < parameters.length; ++i) parameters[i] -= rate * gradient[i];
}

function adapt(
  parameters: Floats,
  gradient: Floats,
  first: Floats,
  second: Floats,
  { beta1, beta2 }: Adam | AdamW,
  { rate, epsilon, decay }: StepNumbers,
): void {
  for (let i = 0; i < parameters.length; ++i) {
    const g = gradient[i];
    const m = beta1 * first[i] + (1 - beta1) * g;
    const v = beta2 * second[i] + (1 - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    parameters[i] -= decay * parameters[i] + (rate * m) / (Math.sqrt(v) + epsilon);
  }
}
