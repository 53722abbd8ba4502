import type { Activation } from "./activation";
import type { Network } from "./network";

/** A dense layer without its parameters: activation(W·x + b), or activation(W·x + b) ∘ (V·x + c) where it is gated. */
export interface LayerShape {
  readonly outputs: number;
  readonly activation: Activation;
  readonly bias: boolean;
  /** Shazeer, "GLU Variants Improve Transformer", arXiv:2002.05202; SwiGLU where the activation is SiLU. */
  readonly gated: boolean;
}

/** The shape of a network: all that is known of it before it has weights. */
export interface Architecture {
  readonly inputs: number;
  readonly layers: readonly LayerShape[];
}

/** The widest layer that any engine trains. */
export const widest = 1024;

/**
 * A multi-layer perceptron with one activation after each layer but the last.
 * @param widths layer widths, input first
 * @param options.gated whether the layers before the last are gated
 */
export function perceptron(
  widths: readonly number[],
  {
    activation = "gelu",
    bias = true,
    gated = false,
  }: { activation?: Activation; bias?: boolean; gated?: boolean } = {},
): Architecture {
  const [inputs, ...outputs] = widths;
  const last = outputs.length - 1;
  return {
    inputs,
    layers: outputs.map((width, i) => ({
      outputs: width,
      activation: i < last ? activation : "identity",
      bias,
      gated: gated && i < last,
    })),
  };
}

/** The shape of a network. */
export function architectureOf({ layers }: Network): Architecture {
  return {
    inputs: layers[0].inputs,
    layers: layers.map(({ outputs, activation, bias, gate }) => ({
      outputs,
      activation,
      bias: bias.length > 0,
      gated: gate !== undefined,
    })),
  };
}

/** Layer widths, input first: `[1, 64, 256, 64, 1]`. */
export function widthsOf({ inputs, layers }: Architecture): number[] {
  return [inputs, ...layers.map(({ outputs }) => outputs)];
}

/** Number of weights and biases. */
export function parameterCount({ inputs, layers }: Architecture): number {
  let count = 0;
  let below = inputs;
  for (const { outputs, bias, gated } of layers) {
    count += outputs * (below + (bias ? 1 : 0)) * (gated ? 2 : 1);
    below = outputs;
  }
  return count;
}

export function sameArchitecture(a: Architecture, b: Architecture): boolean {
  return (
    a.inputs === b.inputs &&
    a.layers.length === b.layers.length &&
    a.layers.every((layer, i) => {
      const other = b.layers[i];
      return (
        layer.outputs === other.outputs &&
        layer.activation === other.activation &&
        layer.bias === other.bias &&
        layer.gated === other.gated
      );
    })
  );
}

/** "1 → 64 → 256 → 64 → 1" */
export function architectureText(architecture: Architecture): string {
  return widthsOf(architecture).join(" → ");
}

/** @throws RangeError for a network without layers, and for a width that no engine trains */
export function checkArchitecture(architecture: Architecture): void {
  if (architecture.layers.length === 0) throw new RangeError("A network needs a layer.");
  for (const width of widthsOf(architecture))
    if (!Number.isInteger(width) || width < 1 || width > widest)
      throw new RangeError(`A layer can be 1 to ${widest} wide, not ${width}.`);
}
