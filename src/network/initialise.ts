import type { Layer, Network } from "./network";

/**
 * Initial weights as PyTorch's `Linear` draws them: weights and biases uniform in ±1/√inputs
 * (Kaiming uniform with a = √5). Each layer's weight is drawn before its bias, layer by layer.
 * @param widths layer widths, input first
 * @param random uniform in [0, 1)
 */
export function initialise(widths: readonly number[], random: () => number): Network {
  const layers: Layer[] = [];
  for (let i = 1; i < widths.length; ++i) {
    const inputs = widths[i - 1];
    const outputs = widths[i];
    const bound = 1 / Math.sqrt(inputs);
    const uniform = (): number => bound * (2 * random() - 1);
    const weight = Float32Array.from({ length: outputs * inputs }, uniform);
    const bias = Float32Array.from({ length: outputs }, uniform);
    layers.push({ inputs, outputs, weight, bias });
  }
  return { layers };
}
