import type { Program } from "./gpu";
import type { Layout } from "./layout";

/** Textures that a program can read at least, by the standard: MAX_TEXTURE_IMAGE_UNITS of OpenGL ES 3.0. */
const textureUnits = 16;
const layersAtOnce = textureUnits / 2;

/** Rows of texels that a sum goes over before it is split, so that more of it is done at the same time. */
const longSum = 64;
const mostParts = 4;

/** Into how many partial sums, which stand side by side, gradients over so many rows of texels are split. */
export function gradientParts(rows: number): number {
  return Math.min(mostParts, Math.ceil(rows / longSum));
}

/** A program and the layers that it reads the textures of. */
export interface GradientProgram {
  readonly program: Program;
  /** Indices of layers; the inputs are the layers' inputs Xᵢ and the derivatives by their products Dᵢ, layer by layer. */
  readonly layers: readonly number[];
}

/**
 * The gradients by all parameters, in the places of the parameters, and the losses, in the first texel of their row.
 * One program unless there are too many layers. Output: `[height, width · parts]` a model.
 * @param rows of texels of a model's samples
 * @param sharedInputs whether the models have the inputs of the first layer in common
 */
export function gradientPrograms(
  layout: Layout,
  rows: number,
  sharedInputs: boolean,
): GradientProgram[] {
  const programs: GradientProgram[] = [];
  const count = layout.layers.length;
  for (let first = 0; first < count; first += layersAtOnce) {
    const layers = Array.from(
      { length: Math.min(layersAtOnce, count - first) },
      (_, i) => first + i,
    );
    programs.push({ program: gradients(layout, layers, rows, sharedInputs), layers });
  }
  return programs;
}

function gradients(
  layout: Layout,
  layers: readonly number[],
  rows: number,
  sharedInputs: boolean,
): Program {
  const last = layout.layers.length - 1;
  const part = Math.ceil(rows / gradientParts(rows));
  const cases = layers.map((i) => {
    const { row, rows: height, inputTexels, bias } = layout.layers[i];
    const d = `D${i}, row - ${row}, start`;
    const weights = `
      if (row >= ${row} && row < ${row + height} && column < ${inputTexels})
        return byWeights(X${i}, column, ${i === 0 && sharedInputs ? 0 : "start"}, ${d}, from, to);`;
    const biases = `
      if (row >= ${row} && row < ${row + height} && column == ${inputTexels})
        return byBiases(${d}, from, to);`;
    return bias ? weights + biases : weights;
  });
  const loss = `
      if (row == 0 && column == 0)
        return total(D${last}, ${layout.layers[last].rows}, start, from, to);`;
  return {
    inputs: layers.flatMap((i) => [`X${i}`, `D${i}`]),
    uniforms: {},
    functions: `
      // Of W: Σ δ xᵀ. Rows from \`from\` to \`to\` are counted from where the model begins in either texture.
      vec4 byWeights(sampler2D X, int x, int startX, sampler2D D, int d, int startD, int from, int to) {
        vec4 sum = vec4(0.0);
        for (int n = from; n < to; ++n) {
          vec4 value = texel(X, x, startX + n);
          vec4 delta = texel(D, d, startD + n);
          sum += delta.xxyy * value.xyxy + delta.zzww * value.zwzw;
        }
        return sum;
      }
      // Of all rows that two rows of texels hold.
      vec4 total(sampler2D D, int d, int start, int from, int to) {
        vec4 sum = vec4(0.0);
        for (int n = from; n < to; ++n) sum += texel(D, d, start + n);
        return vec4(sum.x + sum.z, sum.y + sum.w, 0.0, 0.0);
      }
      // Of b: Σ δ.
      vec4 byBiases(sampler2D D, int d, int start, int from, int to) {
        vec2 sum = total(D, d, start, from, to).xy;
        return vec4(sum.x, 0.0, sum.y, 0.0);
      }`,
    result: `
      int model = at.y / ${layout.height};
      int row = at.y - model * ${layout.height};
      int part = at.x / ${layout.width};
      int column = at.x - part * ${layout.width};
      int start = model * ${rows};
      int from = part * ${part};
      int to = min(from + ${part}, ${rows});
      ${cases.join("")}
      ${layers.includes(last) ? loss : ""}
      ${layers.length < layout.layers.length ? "discard;" : ""}
      return vec4(0.0);`,
  };
}
