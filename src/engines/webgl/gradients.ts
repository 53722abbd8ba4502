import type { Program } from "./gpu";
import type { LayerLayout, Layout } from "./layout";
import { unrolled } from "./unrolled";

/** Textures that a program can read at least, by the standard: MAX_TEXTURE_IMAGE_UNITS of OpenGL ES 3.0. */
const textureUnits = 16;
const layersAtOnce = textureUnits / 2;

/** Rows of texels that a sum goes over before it is split, so that more of it is done at the same time. */
const longSum = 64;
const mostParts = 2;

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
  const cases = layers.map((i) =>
    layerGradients(layout.layers[i], `X${i}`, `D${i}`, i === 0 && sharedInputs),
  );
  return {
    inputs: layers.flatMap((i) => [`X${i}`, `D${i}`]),
    uniforms: {},
    branching: true,
    result: `
      int model = at.y / ${layout.height};
      int row = at.y - model * ${layout.height};
      int part = at.x / ${layout.width};
      int column = at.x - part * ${layout.width};
      int start = model * ${rows};
      int from = part * ${part};
      int to = min(from + ${part}, ${rows});
      vec4 sum = vec4(0.0);
      ${cases.join("")}
      ${layers.includes(last) ? losses(layout.layers[last], `D${last}`) : ""}
      ${layers.length < layout.layers.length ? "discard;" : ""}
      return sum;`,
  };
}

/** Of W, Σ δ xᵀ, and of b, Σ δ, and the same below them for a gate. */
function layerGradients(
  { row, rows, inputTexels, bias }: LayerLayout,
  x: string,
  d: string,
  sharedInputs: boolean,
): string {
  const weights = unrolled(
    "from",
    "to",
    (n) => `
          vec4 x = at${x}(column, ${sharedInputs ? n : `start + ${n}`});
          vec4 delta = at${d}(row - ${row}, start + ${n});
          sum += delta.xxyy * x.xyxy;
          sum += delta.zzww * x.zwzw;`,
  );
  const biases = `
      for (int n = from; n < to; ++n) sum += at${d}(row - ${row}, start + n);
      return vec4(sum.x + sum.z, 0.0, sum.y + sum.w, 0.0);`;
  const inside = `row >= ${row} && row < ${row + rows}`;
  return `
      if (${inside} && column < ${inputTexels}) {${weights}
        return sum;
      }
      ${bias ? `if (${inside} && column == ${inputTexels}) {${biases}}` : ""}`;
}

/** The sum of the losses of all rows. */
function losses({ rows }: LayerLayout, d: string): string {
  return `
      if (row == 0 && column == 0) {
        for (int n = from; n < to; ++n) sum += at${d}(${rows}, start + n);
        return vec4(sum.x + sum.z, 0.0, 0.0, 0.0);
      }`;
}
