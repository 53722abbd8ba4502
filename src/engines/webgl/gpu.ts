import "@tensorflow/tfjs-backend-webgl/dist/flags_webgl";
import {
  clearWebGLContext,
  getWebGLContext,
  setWebGLContext,
} from "@tensorflow/tfjs-backend-webgl/dist/canvas_util";
import { GPGPUContext } from "@tensorflow/tfjs-backend-webgl/dist/gpgpu_context";
import {
  compileProgram,
  type GPGPUBinary,
  runProgram,
  type TensorData,
} from "@tensorflow/tfjs-backend-webgl/dist/gpgpu_math";
import { env } from "@tensorflow/tfjs-core";

/*
 * TensorFlow.js's WebGL programs on textures of our own. Its tensors would be packed, unpacked and
 * allocated at every operation; here a step draws from textures that are there, into textures that are there.
 */

/** A float32 texture of RGBA texels, zeros at first. */
export interface Texture {
  /** In texels, as is the height. */
  readonly width: number;
  readonly height: number;
  readonly handle: WebGLTexture;
}

/** What is computed for each texel of an output, in GLSL. */
export interface Program {
  /** Names of the input textures in the code, at most 16; the texel of X at column x and row y is `atX(x, y)`. */
  readonly inputs: readonly string[];
  readonly uniforms: Readonly<Record<string, "int" | "float" | "vec2">>;
  /**
   * Whether loops stand in branches. There, textures that leave the level of detail to be found out from
   * neighbouring texels make Direct3D's compiler take all branches everywhere.
   */
  readonly branching?: boolean;
  /** The body of `vec4 result(ivec2 at)`, for the output's texel at column x and row y, and functions before it. */
  readonly functions?: string;
  readonly result: string;
}

/** Values of a program's uniforms, each with as many numbers as its type has. */
export type Uniforms = Readonly<Record<string, readonly number[]>>;

/** Texels of a texture. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Gpu {
  /** The largest width and height of a texture. */
  readonly largest: number;
  texture(width: number, height: number): Texture;
  free(texture: Texture): void;
  /** Overwrites the first rows of a texture with as many whole rows of texels. */
  write(texture: Texture, texels: Float32Array): void;
  /** Waits for all that was drawn. */
  read(texture: Texture, region: Region): Float32Array<ArrayBuffer>;
  /** Overwrites the first `height` rows of `output`, which must not be among the inputs. One draw call. */
  draw(
    program: Program,
    inputs: readonly Texture[],
    output: Texture,
    height: number,
    uniforms?: Uniforms,
  ): void;
  /** Whether a texture did not fit into memory since the last call. */
  outOfMemory(): boolean;
  /** Frees all textures and programs. */
  dispose(): void;
}

/**
 * GLSL of `vec4 atX(int x, int y)`, the texel of an input X. In software, `texelFetch` takes half as long again,
 * sizes that are not constants do too, and an explicit level of detail takes a little longer.
 */
function fetching(input: string, { width, height }: Texture, explicitLevel: boolean): string {
  const place = `(vec2(x, y) + 0.5) / vec2(${width}.0, ${height}.0)`;
  return `
    vec4 at${input}(int x, int y) {
      return ${explicitLevel ? `textureLod(${input}, ${place}, 0.0)` : `texture(${input}, ${place})`};
    }`;
}

/** What computes behind a WebGL 2 context. */
export function openGpu(gl: WebGL2RenderingContext): Gpu {
  // TensorFlow.js would open a context of its own to find out what it can do.
  setWebGLContext(2, gl);
  env().set("WEBGL_VERSION", 2);
  // Sets the drawing state that TensorFlow.js expects.
  getWebGLContext(2);
  const context = new GPGPUContext(gl);
  const readingFramebuffer = gl.createFramebuffer();
  const textures = new Set<WebGLTexture>();
  // All that was ever compiled, by its code: the next training is likely to need the same.
  const compiled = new Map<string, GPGPUBinary>();
  // The same by program and sizes of inputs: code is long.
  const binaries = new WeakMap<Program, Map<string, GPGPUBinary>>();

  const compile = (
    { inputs, uniforms, branching = false, functions = "", result }: Program,
    from: readonly Texture[],
    inputData: TensorData[],
    outputData: TensorData,
  ): GPGPUBinary => {
    const fetches = inputs.map((input, i) => fetching(input, from[i], branching));
    const userCode = `${fetches.join("")}
      ${functions}
      vec4 result(ivec2 at) { ${result} }
      void main() { setOutput(result(ivec2(gl_FragCoord.xy))); }`;
    let binary = compiled.get(userCode);
    if (binary === undefined) {
      const program = {
        variableNames: [...inputs],
        outputShape: outputData.shape,
        userCode,
        packedInputs: true,
        packedOutput: true,
        // So that it serves outputs of all sizes.
        enableShapeUniforms: true,
        customUniforms: Object.entries(uniforms).map(([name, type]) => ({ name, type })),
      };
      binary = compileProgram(context, program, inputData, outputData);
      compiled.set(userCode, binary);
    }
    return binary;
  };

  const binaryOf = (
    program: Program,
    from: readonly Texture[],
    inputData: TensorData[],
    outputData: TensorData,
  ): GPGPUBinary => {
    const bySizes = binaries.get(program) ?? new Map<string, GPGPUBinary>();
    binaries.set(program, bySizes);
    const sizes = from.map(({ width, height }) => `${width}×${height}`).join();
    const binary = bySizes.get(sizes) ?? compile(program, from, inputData, outputData);
    bySizes.set(sizes, binary);
    return binary;
  };

  return {
    largest: gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
    texture(width, height) {
      const { texture } = context.createPackedMatrixTexture(2 * height, 2 * width);
      textures.add(texture);
      return { width, height, handle: texture };
    },
    free({ handle }) {
      context.deleteMatrixTexture(handle);
      textures.delete(handle);
    },
    write({ width, handle }, texels) {
      const height = texels.length / (4 * width);
      context.uploadDenseMatrixToTexture(handle, width, height, texels);
    },
    read({ handle }, { x, y, width, height }) {
      const texels = new Float32Array(4 * width * height);
      gl.bindFramebuffer(gl.FRAMEBUFFER, readingFramebuffer);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, handle, 0);
      gl.readPixels(x, y, width, height, gl.RGBA, gl.FLOAT, texels);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, null, 0);
      return texels;
    },
    draw(program, inputs, output, height, uniforms = {}) {
      const inputData = inputs.map((input) => tensorData(input));
      const outputData = tensorData(output, height);
      const binary = binaryOf(program, inputs, inputData, outputData);
      const values = Object.keys(program.uniforms).map((name) => [...uniforms[name]]);
      runProgram(context, binary, inputData, outputData, values);
    },
    outOfMemory: () => gl.getError() === gl.OUT_OF_MEMORY,
    dispose() {
      for (const handle of textures) context.deleteMatrixTexture(handle);
      for (const { webGLProgram, fragmentShader } of compiled.values()) {
        context.deleteProgram(webGLProgram);
        gl.deleteShader(fragmentShader);
      }
      gl.deleteFramebuffer(readingFramebuffer);
      context.dispose();
      clearWebGLContext(2);
    },
  };
}

/** What TensorFlow.js knows of a texture: a packed matrix, twice as high and wide. */
function tensorData({ width, height, handle }: Texture, drawn = height): TensorData {
  const shape: [number, number] = [2 * drawn, 2 * width];
  return {
    shape,
    isUniform: false,
    texData: {
      shape,
      dtype: "float32",
      refCount: 1,
      isPacked: true,
      texture: { texture: handle, texShape: [height, width] },
      texShape: shape,
    },
  };
}
