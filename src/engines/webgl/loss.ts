import { type Loss, lossDivisor } from "../../network/loss";
import type { Program } from "./gpu";
import type { LayerLayout } from "./layout";
import { backThroughActivation } from "./products";

/** Numbers of the targets of a row: values, or a class. */
export function targetWidth({ name }: Loss, outputs: number): number {
  return name === "power" ? outputs : 1;
}

/**
 * The largest output of each row and the logarithm of Σ exp(output − largest), which a softmax needs.
 * Input: the outputs Y; output: one column of texels, for two rows (largest, logarithm, largest, logarithm).
 */
export function softmaxSums({ outputs, outputTexels }: LayerLayout): Program {
  return {
    inputs: ["Y"],
    uniforms: {},
    functions: outputsOf(outputs, outputTexels),
    result: `
      vec4 largest = outputsAt(0, at.y);
      for (int x = 1; x < ${outputTexels}; ++x) largest = max(largest, outputsAt(x, at.y));
      largest = max(largest, largest.yxwz);
      vec4 sum = vec4(0.0);
      for (int x = 0; x < ${outputTexels}; ++x) sum += exp(outputsAt(x, at.y) - largest);
      vec2 logarithm = log(sum.xz + sum.yw);
      return vec4(largest.x, logarithm.x, largest.z, logarithm.y);`,
  };
}

/** GLSL of `vec4 outputsAt(int x, int y)`: outputs of which none beyond the last can be the largest, or count in a softmax. */
function outputsOf(outputs: number, outputTexels: number): string {
  const odd = outputs % 2 === 1;
  return `
    vec4 outputsAt(int x, int y) {
      vec4 outputs = atY(x, y);
      ${odd ? `if (x == ${outputTexels - 1}) outputs.yw = vec2(-1e38);` : ""}
      return outputs;
    }`;
}

/**
 * The derivatives of the loss by the last layer's product, and in one more column of texels, to be added up,
 * each row's part of the loss. Output: `[rows, layer.rows + 1]` texels.
 * Inputs: the outputs Y, the targets T, the last layer's product Z, and for cross-entropy the softmax's sums S.
 * @param samples of a batch
 * @param rows of texels of them
 */
export function lossGradient(
  loss: Loss,
  layer: LayerLayout,
  samples: number,
  rows: number,
  sharedTargets: boolean,
): Program {
  const { outputs, outputTexels } = layer;
  const odd = samples % 2 === 1;
  // What stands beyond an odd number of rows is no sample.
  return {
    inputs: ["Y", "T", "Z", ...(loss.name === "cross-entropy" ? ["S"] : [])],
    uniforms: {},
    branching: true,
    functions: `
      ${loss.name === "power" ? powerLoss(loss.exponent, layer) : crossEntropy(layer)}
      ${backThroughActivation(layer)}`,
    result: `
      int sampleRow = at.y % ${rows};
      int targetRow = ${sharedTargets ? "sampleRow" : "at.y"};
      vec4 value = at.x == ${layer.rows}
        ? losses(at.y, targetRow)
        : back(deltas(at.x % ${outputTexels}, at.y, targetRow), at);
      ${odd ? `if (sampleRow == ${rows - 1}) value.zw = vec2(0.0);` : ""}
      return value / ${lossDivisor(loss, samples, outputs).toFixed(1)};`,
  };
}

/**
 * GLSL of `vec4 deltas(int x, int y, int targetRow)`, the derivatives of the loss by outputs, and of
 * `vec4 losses(int y, int targetRow)`, the losses of two rows, each spread over a row of the texel; both times the loss's divisor.
 */
function powerLoss(exponent: number, { outputTexels }: LayerLayout): string {
  const squares = " * square".repeat(exponent / 2 - 1);
  return `
    vec4 errors(int x, int y, int targetRow) { return atY(x, y) - atT(x, targetRow); }
    vec4 deltas(int x, int y, int targetRow) {
      vec4 error = errors(x, y, targetRow);
      vec4 square = error * error;
      return ${exponent.toFixed(1)} * error${squares};
    }
    vec4 losses(int y, int targetRow) {
      vec4 sum = vec4(0.0);
      for (int x = 0; x < ${outputTexels}; ++x) {
        vec4 error = errors(x, y, targetRow);
        vec4 square = error * error;
        sum += square${squares};
      }
      return vec4(sum.x + sum.y, 0.0, sum.z + sum.w, 0.0);
    }`;
}

/** The same of cross-entropy. A class stands in the first column of its row. */
function crossEntropy({ outputs, outputTexels }: LayerLayout): string {
  return `
    ${outputsOf(outputs, outputTexels)}
    vec4 deltas(int x, int y, int targetRow) {
      vec4 sums = atS(0, y);
      vec4 classes = atT(0, targetRow).xxzz;
      vec4 units = vec2(2 * x, 2 * x + 1).xyxy;
      return exp(outputsAt(x, y) - sums.xxzz - sums.yyww) - vec4(equal(classes, units));
    }
    float outputOf(float unit, int y, int row) {
      return atY(int(unit) / 2, y)[2 * row + int(unit) % 2];
    }
    vec4 losses(int y, int targetRow) {
      vec4 sums = atS(0, y);
      vec4 classes = atT(0, targetRow);
      return vec4(
        sums.y - (outputOf(classes.x, y, 0) - sums.x), 0.0,
        sums.w - (outputOf(classes.z, y, 1) - sums.z), 0.0);
    }`;
}
