import type { Activation } from "../../network/activation";
import { activationFunction } from "./activation";
import { instructionsOf, type Variant } from "./arithmetic";
import { type AnyFunction, FunctionBuilder, f64, type I32, i32 } from "./code";
import { Constants } from "./constants";
import { type Layout, type Matrix, planMemory, type Shape } from "./layout";
import { logarithmFunction } from "./logarithm";
import { lossFunction } from "./loss";
import { type Product, productFunction } from "./matmul";
import { ModuleBuilder } from "./module";
import { oneHotFunction } from "./one-hot";
import { type OptimiserCode, optimiserFunction } from "./optimiser";
import { addRowsFunction, transposeFunction } from "./rows";

/** What a module exports. */
export interface TrainingExports {
  readonly memory: WebAssembly.Memory;
  /**
   * One step on the batch in the memory, with the `StepNumbers`.
   * @returns the sum of the losses before it
   */
  step(rate: number, epsilon: number, decay: number): number;
  /** Leaves the network's outputs at a block of rows, from row `first` of the batch on, in the last layer's activations. */
  predict(first: number): void;
}

/** Room at the start of the memory. */
const constantsSize = 1024;

/**
 * Writes the module that trains networks of one shape, and plans its memory.
 * @param unrolled steps in one turn of the products' innermost loops
 */
export function trainingModule(
  shape: Shape,
  optimiser: OptimiserCode,
  variant: Variant,
  unrolled: number,
): { layout: Layout; bytes: Uint8Array<ArrayBuffer> } {
  const layout = planMemory(shape, constantsSize);
  const constants = new Constants();
  const module = new ModuleBuilder();
  const instructions = instructionsOf[variant];
  const { multiplyAdd } = instructions;
  const { layers, blocks, rows, inputs, targets, rowWeights, gradientOffset } = layout;
  const { perRow } = shape;

  const activations = new Map<string, number>();
  const activationOf = (activation: Activation, gate?: number): number => {
    const key = `${activation} ${gate}`;
    const known = activations.get(key);
    if (known !== undefined) return known;
    const made = module.add(activationFunction(activation, constants, multiplyAdd, gate));
    activations.set(key, made);
    return made;
  };
  const product = (kind: Product): number =>
    module.add(productFunction(kind, instructions, unrolled));
  const functions = layers.map((layer, i) => {
    const { weight, preActivations, activation, gatePanels, deltas } = layer;
    const below = i === 0 ? inputs : layers[i - 1].activations;
    const oneHot = i === 0 ? perRow : undefined;
    return {
      forward:
        oneHot === undefined
          ? product({ kind: "forward", a: below, c: preActivations })
          : module.add(oneHotFunction("forward", layer, oneHot)),
      activate:
        activation === "identity" && gatePanels === undefined
          ? undefined
          : activationOf(activation, gatePanels && layer.activations.size),
      gradient:
        oneHot === undefined
          ? product({ kind: "gradient", a: below, c: weight })
          : module.add(oneHotFunction("gradient", layer, oneHot)),
      addRows: module.add(addRowsFunction(deltas)),
      ...(layer.weightTransposed && {
        transpose: module.add(transposeFunction(weight)),
        backward: product({ kind: "backward", a: deltas, c: layers[i - 1] }),
      }),
    };
  });
  const logarithm = module.add(logarithmFunction());
  const loss = module.add(
    lossFunction(shape.loss, shape.samples, layout, constants, multiplyAdd, logarithm),
  );
  const optimise = module.add(optimiserFunction(optimiser, layout, constants, multiplyAdd));

  const at = ({ address }: Matrix): I32 => i32.constant(address);
  const gradientOf = ({ address }: Matrix): I32 => i32.constant(address + gradientOffset);
  /** Row `first` of matrices that are row after row. */
  const rowOf = ({ address, row }: Matrix, first: I32): I32 =>
    i32.plus(i32.multiply(first, i32.constant(row)), address);
  const below = (i: number, first: I32): I32 =>
    i === 0 ? rowOf(inputs, first) : at(layers[i - 1].activations);

  const forward = new FunctionBuilder();
  const firstForward = forward.parameter("i32");
  layers.forEach(({ weight, bias, preActivations, activations, deltas }, i) => {
    const z = at(preActivations);
    forward.call(functions[i].forward, below(i, firstForward), at(weight), z, at(bias));
    const { activate } = functions[i];
    const end = i32.constant(preActivations.address + activations.size);
    if (activate !== undefined) forward.call(activate, z, at(activations), at(deltas), end);
  });
  const predict = module.add(forward, "predict");

  const backward = (f: AnyFunction, first: I32): void => {
    for (let i = layers.length - 1; i >= 0; --i) {
      const { weight, bias, biased, weightTransposed, deltas } = layers[i];
      const { gradient, addRows, backward } = functions[i];
      const nothing = i32.constant(0);
      if (i === 0 && perRow !== undefined)
        f.call(gradient, rowOf(inputs, first), gradientOf(weight), at(deltas), nothing);
      else f.call(gradient, below(i, first), at(deltas), gradientOf(weight), nothing);
      if (biased) f.call(addRows, at(deltas), gradientOf(bias));
      if (weightTransposed !== undefined && backward !== undefined)
        f.call(backward, at(deltas), at(weightTransposed), at(layers[i - 1].deltas), nothing);
    }
  };

  const step = new FunctionBuilder<"f64">();
  const numbers = [step.parameter("f32"), step.parameter("f32"), step.parameter("f32")];
  const first = step.local("i32");
  const total = step.local("f64");
  layers.forEach(({ weight, weightTransposed }, i) => {
    const { transpose } = functions[i];
    if (weightTransposed !== undefined && transpose !== undefined)
      step.call(transpose, at(weight), at(weightTransposed));
  });
  step.repeat(first, rows, i32.constant(blocks * rows), () => {
    step.call(predict, first);
    const sum = step.result("f64", loss, rowOf(targets, first), rowOf(rowWeights, first));
    step.set(total, f64.add(total, sum));
    backward(step, first);
  });
  step.call(optimise, ...numbers);
  step.return(total);
  module.add(step, "step");

  const data = constants.bytes();
  if (data.length > constantsSize) throw new Error("There are more constants than room for them.");
  return { layout, bytes: module.encode(layout.memorySize, data) };
}
