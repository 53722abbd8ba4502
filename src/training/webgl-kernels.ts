import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl/dist/backend_webgl";
import type { GPGPUProgram } from "@tensorflow/tfjs-backend-webgl/dist/gpgpu_math";
import { _fusedMatMulConfig } from "@tensorflow/tfjs-backend-webgl/dist/kernels/_FusedMatMul";
import {
  getKernel,
  type KernelConfig,
  registerKernel,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

/*
 * Kernels of our own, one draw call each where TensorFlow.js's operations would need up to ten.
 * They work on its packed matrices: a texel holds the 2×2 block (r, c), (r, c+1), (r+1, c), (r+1, c+1).
 * Texels at the edge of a matrix with an odd number of rows or columns reach beyond it; matrix products
 * read those parts, so they must be zero.
 */

/** An elementwise function of packed matrices of one shape, as the body of `vec4 f(vec4 a, vec4 b, …)` in GLSL. */
interface Elementwise {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly uniforms?: readonly string[];
  readonly helpers?: string;
  readonly body: string;
}

/**
 * Φ, the normal distribution function. erf is Abramowitz and Stegun's 7.1.26, whose absolute error of
 * 1.5e-7 is about that of float32.
 */
const normalCdf = `
  vec4 normalCdf(vec4 z) {
    vec4 u = abs(z) * ${Math.SQRT1_2};
    vec4 t = 1.0 / (1.0 + 0.3275911 * u);
    vec4 tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return 0.5 + 0.5 * sign(z) * (1.0 - tail * exp(-u * u));
  }`;

const elementwise: readonly Elementwise[] = [
  { name: "Gelu", arguments: ["z"], helpers: normalCdf, body: "return z * normalCdf(z);" },
  {
    // The gradient by z of what follows, from that by GELU(z): g·(Φ(z) + z·φ(z)).
    name: "GeluGradient",
    arguments: ["g", "z"],
    helpers: normalCdf,
    body: `return g * (normalCdf(z) + z * ${1 / Math.sqrt(2 * Math.PI)} * exp(-0.5 * z * z));`,
  },
  {
    // The gradient of the mean squared error by the predictions; scale is 2/N.
    name: "ErrorGradient",
    arguments: ["prediction", "target"],
    uniforms: ["scale"],
    body: "return scale * (prediction - target);",
  },
  {
    // A running mean: Adam's m.
    name: "RunningMean",
    arguments: ["mean", "g"],
    uniforms: ["beta"],
    body: "return beta * mean + (1.0 - beta) * g;",
  },
  {
    // A running mean of squares: Adam's v.
    name: "RunningMeanOfSquares",
    arguments: ["mean", "g"],
    uniforms: ["beta"],
    body: "return beta * mean + (1.0 - beta) * g * g;",
  },
  {
    // Adam's update as PyTorch computes it: rate is η/(1−β₁ᵗ), correction √(1−β₂ᵗ).
    name: "AdamUpdate",
    arguments: ["parameter", "m", "v"],
    uniforms: ["rate", "correction", "epsilon"],
    body: "return parameter - rate * m / (sqrt(v) / correction + epsilon);",
  },
];

/** Registers what the engine runs with TensorFlow.js's WebGL backend, once. */
export function registerKernels(): void {
  const kernels = [_fusedMatMulConfig, recordLoss, ...elementwise.map(elementwiseKernel)];
  for (const kernel of kernels)
    if (getKernel(kernel.kernelName, "webgl") === undefined) registerKernel(kernel as KernelConfig);
}

type Uniforms = Readonly<Record<string, number>>;

function elementwiseKernel(operation: Elementwise): KernelConfig {
  const { name, uniforms = [], helpers = "", body } = operation;
  const names = operation.arguments;
  return {
    kernelName: name,
    backendName: "webgl",
    kernelFunc: ({ inputs, backend, attrs }) => {
      const matrices = names.map((argument) => inputs[argument] as TensorInfo);
      const values = (attrs ?? {}) as unknown as Uniforms;
      const [rows, columns] = matrices[0].shape;
      const program: GPGPUProgram = {
        variableNames: names.map(inShader),
        packedInputs: true,
        packedOutput: true,
        outputShape: [rows, columns],
        customUniforms: uniforms.map((uniform) => ({ name: uniform, type: "float" as const })),
        userCode: `
          ${helpers}
          vec4 ${name}(${names.map((argument) => `vec4 ${argument}`).join(", ")}) { ${body} }
          void main() {
            vec4 result = ${name}(${names.map((argument) => `get${inShader(argument)}AtOutCoords()`).join(", ")});
            ${clearBeyond(rows, columns)}
            setOutput(result);
          }`,
      };
      return (backend as MathBackendWebGL).compileAndRun(
        program,
        matrices,
        "float32",
        uniforms.map((uniform) => [values[uniform]]),
      );
    },
  };
}

/** A name that is a sampler's in the shader; TensorFlow.js makes `get…AtOutCoords` from it. */
function inShader(argument: string): string {
  return `M${argument}`;
}

/** GLSL that zeroes the parts of `result` beyond the matrix. */
function clearBeyond(rows: number, columns: number): string {
  if (rows % 2 === 0 && columns % 2 === 0) return "";
  return `
    ivec2 at = getOutputCoords();
    if (at.x + 1 >= ${rows}) result.zw = vec2(0.0);
    if (at.y + 1 >= ${columns}) result.yw = vec2(0.0);`;
}

/**
 * Puts the mean squared error into a row of losses, at a slot, without leaving the graphics card:
 * losses `[1, L]` and the error's gradient `[N, 1]`, which is 2/N times the errors.
 */
const recordLoss: KernelConfig = {
  kernelName: "RecordLoss",
  backendName: "webgl",
  kernelFunc: ({ inputs, backend, attrs }) => {
    const losses = inputs.losses as TensorInfo;
    const gradient = inputs.gradient as TensorInfo;
    const { slot } = attrs as unknown as Uniforms;
    const [samples] = gradient.shape;
    const program: GPGPUProgram = {
      variableNames: ["Losses", "Gradient"],
      packedInputs: true,
      packedOutput: true,
      outputShape: losses.shape,
      customUniforms: [{ name: "slot", type: "int" }],
      userCode: `
        void main() {
          vec4 result = getLossesAtOutCoords();
          int column = getOutputCoords().y;
          if (slot == column || slot == column + 1) {
            float sum = 0.0;
            for (int row = 0; row < ${samples}; row += 2) {
              vec4 g = getGradient(row, 0);
              sum += dot(g, g);
            }
            float loss = sum * ${(samples / 4).toFixed(1)};
            if (slot == column) result.x = loss; else result.y = loss;
          }
          setOutput(result);
        }`,
    };
    return (backend as MathBackendWebGL).compileAndRun(program, [losses, gradient], "float32", [
      [slot],
    ]);
  },
};
