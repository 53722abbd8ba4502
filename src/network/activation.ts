import { geluWithSlopes } from "./gelu";

/** A layer's activation function; GELU is the exact one, of erf. */
export type Activation = "identity" | "relu" | "gelu" | "silu" | "tanh" | "sigmoid";

/**
 * Applies an activation to the first `count` pre-activations, and its derivative.
 * @param activations receives f(z); may be `preActivations` itself
 * @param slopes receives f′(z); of ReLU it is 0 at 0, as PyTorch has it
 */
export function activateWithSlopes(
  activation: Activation,
  preActivations: Float64Array,
  activations: Float64Array,
  slopes: Float64Array,
  count: number,
): void {
  appliers[activation](preActivations, activations, slopes, count);
}

type Apply = (z: Float64Array, activations: Float64Array, slopes: Float64Array, n: number) => void;

const appliers: Record<Activation, Apply> = {
  identity(z, activations, slopes, count) {
    for (let i = 0; i < count; ++i) activations[i] = z[i];
    slopes.fill(1, 0, count);
  },
  relu(z, activations, slopes, count) {
    for (let i = 0; i < count; ++i) {
      slopes[i] = z[i] > 0 ? 1 : 0;
      // NaN stays NaN, so that a diverged network shows.
      activations[i] = z[i] < 0 ? 0 : z[i];
    }
  },
  gelu: geluWithSlopes,
  silu(z, activations, slopes, count) {
    for (let i = 0; i < count; ++i) {
      const s = sigmoid(z[i]);
      slopes[i] = s * (1 + z[i] * (1 - s));
      activations[i] = z[i] * s;
    }
  },
  tanh(z, activations, slopes, count) {
    for (let i = 0; i < count; ++i) {
      const t = Math.tanh(z[i]);
      slopes[i] = 1 - t * t;
      activations[i] = t;
    }
  },
  sigmoid(z, activations, slopes, count) {
    for (let i = 0; i < count; ++i) {
      const s = sigmoid(z[i]);
      slopes[i] = s * (1 - s);
      activations[i] = s;
    }
  },
};

/** 1/(1 + e^−z) */
function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
