import { activationFunction } from "./activation";
import type { Target } from "./arithmetic";
import { type AnyFunction, type I32, i32 } from "./code";
import type { Constants } from "./constants";
import type { Layout, Matrix } from "./layout";
import { productFunction } from "./matmul";
import type { ModuleBuilder } from "./module";
import { oneHotFunction } from "./one-hot";
import { addRowsFunction, transposeFunction } from "./rows";

/** What a layer does with a block of rows, from row `first` of the batch on, as code that calls its functions. */
export interface LayerCode {
  /** Once a step, before all blocks: makes the transpose of the weights, if that is needed. */
  transpose(f: AnyFunction): void;
  /** From the inputs, or the activations of the layer below, to its own activations and slopes. */
  forward(f: AnyFunction, first: I32): void;
  /** From its deltas to the gradients of its parameters. */
  gradients(f: AnyFunction, first: I32): void;
  /** From its deltas to those of the layer below, if there is one. */
  backward(f: AnyFunction): void;
}

/** Where row `first` of a matrix is that stands row after row. */
export function rowOf({ address, row }: Matrix, first: I32): I32 {
  return i32.plus(i32.multiply(first, i32.constant(row)), address);
}

/**
 * Adds the functions of layer `index` to a module.
 * @param perRow ones in a row of one-hot inputs, if they are that
 */
export function layerCode(
  module: ModuleBuilder,
  layout: Layout,
  index: number,
  perRow: number | undefined,
  constants: Constants,
  target: Target,
): LayerCode {
  const layer = layout.layers[index];
  const { weight, bias, weightTransposed, preActivations, activations, deltas } = layer;
  const { activation, biased, gated } = layer;
  const at = ({ address }: Matrix): I32 => i32.constant(address);
  const gradientOf = ({ address }: Matrix): I32 => i32.constant(address + layout.gradientOffset);
  const nothing = i32.constant(0);

  const a = index === 0 ? layout.inputs : layout.layers[index - 1].activations;
  const atA = (first: I32): I32 => (index === 0 ? rowOf(a, first) : at(a));
  const oneHot = index === 0 && perRow !== undefined;
  const multiply = module.add(
    oneHot
      ? oneHotFunction("forward", layer, perRow)
      : productFunction({ kind: "forward", a, c: preActivations }, target),
  );
  const addGradient = module.add(
    oneHot
      ? oneHotFunction("gradient", layer, perRow)
      : productFunction({ kind: "gradient", a, c: weight }, target),
  );
  const addBiasGradient = module.add(addRowsFunction(deltas));
  const activate =
    activation === "identity" && !gated
      ? undefined
      : module.add(
          activationFunction(
            activation,
            constants,
            target.multiplyAdd,
            gated ? activations.size : undefined,
          ),
        );
  const own = {
    forward(f: AnyFunction, first: I32): void {
      f.call(multiply, atA(first), at(weight), at(preActivations), at(bias));
      if (activate === undefined) return;
      const end = i32.constant(preActivations.address + activations.size);
      f.call(activate, at(preActivations), at(activations), at(deltas), end);
    },
    gradients(f: AnyFunction, first: I32): void {
      f.call(addGradient, atA(first), at(deltas), gradientOf(weight), nothing);
      if (biased) f.call(addBiasGradient, at(deltas), gradientOf(bias));
    },
  };
  if (weightTransposed === undefined) return { ...own, transpose() {}, backward() {} };

  const below = layout.layers[index - 1];
  const transpose = module.add(transposeFunction(weight));
  const carryBack = module.add(productFunction({ kind: "backward", a: deltas, c: below }, target));
  return {
    ...own,
    transpose: (f) => f.call(transpose, at(weight), at(weightTransposed)),
    backward: (f) => f.call(carryBack, at(deltas), at(weightTransposed), at(below.deltas), nothing),
  };
}
