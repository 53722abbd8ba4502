import { activationFunctions, isLinear } from "./activation";
import type { Program } from "./gpu";
import type { LayerLayout, Layout } from "./layout";
import { unrolled } from "./unrolled";

/*
 * The matrix products of the forward and the backward pass. Each texel of a product is a 2×2 block: a sum
 * over products of the 2×2 blocks in the texels of its factors.
 *
 * Textures of activations hold the rows (samples) of all models below one another, each model's padded to
 * whole texels, `rows` texels a model. Shapes are in texels.
 */

/**
 * z = W·x + b, and beside it u = V·x + c where the layer is gated.
 * Inputs: X `[rows, inputTexels]`, of each model or shared by them, and the state. Output: Z `[rows, layer.rows]`.
 * The uniform `first` is the model that the first rows of the output belong to.
 */
export function forwardProduct(
  layout: Layout,
  layer: LayerLayout,
  rows: number,
  sharedInputs: boolean,
): Program {
  return {
    inputs: ["X", "State"],
    uniforms: { first: "int" },
    result: `
      int model = at.y / ${rows};
      int sampleRow = ${sharedInputs ? `at.y - model * ${rows}` : "at.y"};
      int outputRow = (first + model) * ${layout.height} + ${layer.row} + at.x;
      vec4 sum = ${layer.bias ? `atState(${layer.inputTexels}, outputRow).xzxz` : "vec4(0.0)"};
      ${unrolled(
        "0",
        `${layer.inputTexels}`,
        (k) => `
          vec4 x = atX(${k}, sampleRow);
          vec4 w = atState(${k}, outputRow);
          sum += x.xxzz * w.xzxz;
          sum += x.yyww * w.ywyw;`,
      )}
      return sum;`,
  };
}

/** f(z), or f(z) ∘ u. Input: the layer's product Z; output: `[rows, outputTexels]`. */
export function activate({ outputs, outputTexels, activation, gated }: LayerLayout): Program {
  const odd = outputs % 2 === 1;
  return {
    inputs: ["Z"],
    uniforms: {},
    functions: activationFunctions(activation),
    // Beyond an odd width must be zeros, which f(0) need not be.
    result: `
      vec4 value = activation(atZ(at.x, at.y));
      ${gated ? `value *= atZ(at.x + ${outputTexels}, at.y);` : ""}
      ${odd ? `if (at.x == ${outputTexels - 1}) value.yw = vec2(0.0);` : ""}
      return value;`,
  };
}

/**
 * GLSL of `vec4 back(vec4 delta, ivec2 at)`: from the derivatives by a layer's activations those by its product, Z,
 * at a texel of the product, by the chain rule: δ ∘ f′(z), or δ ∘ u ∘ f′(z) and for u itself δ ∘ f(z).
 */
export function backThroughActivation(layer: LayerLayout): string {
  const { activation, gated, outputTexels } = layer;
  if (isLinear(layer)) return "vec4 back(vec4 delta, ivec2 at) { return delta; }";
  if (!gated)
    return `${activationFunctions(activation)}
      vec4 back(vec4 delta, ivec2 at) { return delta * slope(atZ(at.x, at.y)); }`;
  return `${activationFunctions(activation)}
    vec4 back(vec4 delta, ivec2 at) {
      if (at.x >= ${outputTexels}) return delta * activation(atZ(at.x - ${outputTexels}, at.y));
      return delta * slope(atZ(at.x, at.y)) * atZ(at.x + ${outputTexels}, at.y);
    }`;
}

/**
 * The derivatives by the product of the layer below, from those by a layer's own product, D.
 * Inputs: D, the state, and Z, the product of the layer below. Output: as Z.
 */
export function backwardProduct(
  layout: Layout,
  layer: LayerLayout,
  below: LayerLayout,
  rows: number,
): Program {
  return {
    inputs: ["D", "State", "Z"],
    uniforms: {},
    functions: backThroughActivation(below),
    result: `
      int unit = at.x % ${below.outputTexels};
      int outputRow = (at.y / ${rows}) * ${layout.height} + ${layer.row};
      vec4 sum = vec4(0.0);
      ${unrolled(
        "0",
        `${layer.rows}`,
        (k) => `
          vec4 d = atD(${k}, at.y);
          vec4 w = atState(unit, outputRow + ${k});
          sum += d.xxzz * w.xyxy;
          sum += d.yyww * w.zwzw;`,
      )}
      return back(sum, at);`,
  };
}
