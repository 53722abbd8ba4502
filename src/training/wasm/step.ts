import type { AdamSettings } from "../contract";
import { adamFunction } from "./adam";
import { instructionsOf, type Variant } from "./arithmetic";
import { FunctionBuilder, f64, type I32, i32 } from "./code";
import { Constants } from "./constants";
import { geluFunction } from "./gelu";
import { type LayerMemory, type Layout, planMemory } from "./layout";
import { type ProductKind, productFunction } from "./matmul";
import { ModuleBuilder } from "./module";
import { addRowsFunction, errorFunction, transposeFunction } from "./rows";

/** What a module exports. */
export interface TrainingExports {
  readonly memory: WebAssembly.Memory;
  /**
   * One step on all samples.
   * @param rate η·√(1−β₂ᵗ)/(1−β₁ᵗ)
   * @param epsilon ε·√(1−β₂ᵗ)
   * @returns the sum of the squared errors before it
   */
  step(rate: number, epsilon: number): number;
  /** Leaves the network's outputs in the last layer's activations. */
  predict(): void;
}

/** Room at the start of the memory. */
const constantsSize = 1024;

/** Writes the module that trains networks of one shape, and plans its memory. */
export function trainingModule(
  widths: readonly number[],
  samples: number,
  betas: Pick<AdamSettings, "beta1" | "beta2">,
  variant: Variant,
): { layout: Layout; bytes: Uint8Array<ArrayBuffer> } {
  const layout = planMemory(widths, samples, constantsSize);
  const constants = new Constants();
  const module = new ModuleBuilder();
  const instructions = instructionsOf[variant];
  const { multiplyAdd } = instructions;
  const gelu = module.add(geluFunction(constants, multiplyAdd));
  const adam = module.add(adamFunction(layout, betas, constants, multiplyAdd));
  const error = module.add(errorFunction(layout, constants));
  const product = (kind: ProductKind, a: LayerMemory["deltas"], c: LayerMemory["deltas"]): number =>
    module.add(productFunction(kind, a, c, instructions));

  const { layers, inputs, blocks } = layout;
  const lastLayer = layers.length - 1;
  const functions = layers.map((layer, i) => {
    const below = i === 0 ? inputs : layers[i - 1].activations;
    return {
      below,
      forward: product("forward", below, layer.activations),
      gradient: product("gradient", below, layer.weight),
      addRows: module.add(addRowsFunction(layer.deltas)),
      ...(layer.weightTransposed && {
        transpose: module.add(transposeFunction(layer.weight)),
        backward: product("backward", layer.deltas, layers[i - 1].deltas),
      }),
    };
  });

  /** Calls for each block, given how far its inputs and its outputs are from those of the first. */
  const eachBlock = (
    f: FunctionBuilder<"f64"> | FunctionBuilder,
    body: (input: I32, output: I32) => void,
  ): void => {
    const input = f.local("i32");
    const output = f.local("i32");
    f.repeat(output, layout.targets.size, i32.constant(blocks * layout.targets.size), () => {
      body(input, output);
      f.set(input, i32.plus(input, inputs.size));
    });
  };
  const below = (i: number, input: I32): I32 =>
    i === 0 ? i32.plus(input, inputs.address) : i32.constant(layers[i - 1].activations.address);
  const forward = (f: FunctionBuilder<"f64"> | FunctionBuilder, input: I32, output: I32): void =>
    layers.forEach(({ weight, bias, activations, deltas }, i) => {
      const at = i32.constant(activations.address);
      f.call(
        functions[i].forward,
        below(i, input),
        i32.constant(weight.address),
        i === lastLayer ? i32.add(output, at) : at,
        i32.constant(bias.address),
      );
      if (i < lastLayer)
        f.call(
          gelu,
          at,
          i32.constant(deltas.address),
          i32.constant(activations.address + activations.size),
        );
    });
  const backward = (f: FunctionBuilder<"f64">, input: I32): void => {
    for (let i = lastLayer; i >= 0; --i) {
      const { weight, bias, weightTransposed, deltas } = layers[i];
      const { gradient, addRows, backward } = functions[i];
      const gradientOf = ({ address }: { address: number }): I32 =>
        i32.constant(address + layout.gradientOffset);
      const delta = i32.constant(deltas.address);
      f.call(gradient, below(i, input), delta, gradientOf(weight), i32.constant(0));
      f.call(addRows, delta, gradientOf(bias));
      if (weightTransposed !== undefined && backward !== undefined)
        f.call(
          backward,
          delta,
          i32.constant(weightTransposed.address),
          i32.constant(layers[i - 1].deltas.address),
          i32.constant(0),
        );
    }
  };

  const step = new FunctionBuilder<"f64">();
  const rate = step.parameter("f32");
  const epsilon = step.parameter("f32");
  const squares = step.local("f64");
  layers.forEach(({ weight, weightTransposed }, i) => {
    const { transpose } = functions[i];
    if (weightTransposed !== undefined && transpose !== undefined)
      step.call(transpose, i32.constant(weight.address), i32.constant(weightTransposed.address));
  });
  eachBlock(step, (input, output) => {
    forward(step, input, output);
    step.set(squares, f64.add(squares, step.result("f64", error, output)));
    backward(step, input);
  });
  step.call(adam, rate, epsilon);
  step.return(squares);
  module.add(step, "step");

  const predict = new FunctionBuilder();
  eachBlock(predict, (input, output) => forward(predict, input, output));
  module.add(predict, "predict");

  const data = constants.bytes();
  if (data.length > constantsSize) throw new Error("There are more constants than room for them.");
  return { layout, bytes: module.encode(layout.memorySize, data) };
}
