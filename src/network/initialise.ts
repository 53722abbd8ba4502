import type { Architecture } from "./architecture";
import type { Affine, Layer, Network } from "./network";

/**
 * Initial weights as PyTorch's `Linear` draws them: weights and biases uniform in ±1/√inputs
 * (Kaiming uniform with a = √5). Each layer's W is drawn before its b, and those before V and c of its gate, layer by layer.
 * @param random uniform in [0, 1)
 */
export function initialise(architecture: Architecture, random: () => number): Network {
  const layers: Layer[] = [];
  let inputs = architecture.inputs;
  for (const { outputs, activation, bias, gated } of architecture.layers) {
    const bound = 1 / Math.sqrt(inputs);
    const uniform = (): number => bound * (2 * random() - 1);
    const affine = (): Affine => ({
      weight: Float32Array.from({ length: outputs * inputs }, uniform),
      bias: Float32Array.from({ length: bias ? outputs : 0 }, uniform),
    });
    layers.push({ inputs, outputs, activation, ...affine(), ...(gated && { gate: affine() }) });
    inputs = outputs;
  }
  return { layers };
}
