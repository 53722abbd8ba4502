import type { Target } from "./arithmetic";
import { FunctionBuilder, f64, i32 } from "./code";
import { Constants } from "./constants";
import { layerCode, rowOf } from "./layer";
import { type Layout, planMemory, type Shape } from "./layout";
import { logarithmFunction } from "./logarithm";
import { lossFunction } from "./loss";
import { ModuleBuilder } from "./module";
import { type OptimiserCode, optimiserFunction } from "./optimiser";

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

/** Writes the module that trains networks of one shape, and plans its memory. */
export function trainingModule(
  shape: Shape,
  optimiser: OptimiserCode,
  target: Target,
): { layout: Layout; bytes: Uint8Array<ArrayBuffer> } {
  const layout = planMemory(shape, constantsSize);
  const constants = new Constants();
  const module = new ModuleBuilder();
  const { multiplyAdd } = target;
  const { blocks, rows, targets, rowWeights } = layout;

  const layers = layout.layers.map((_, i) =>
    layerCode(module, layout, i, shape.perRow, constants, target),
  );
  const logarithm = module.add(logarithmFunction());
  const loss = module.add(
    lossFunction(shape.loss, shape.samples, layout, constants, multiplyAdd, logarithm),
  );
  const optimise = module.add(optimiserFunction(optimiser, layout, constants, multiplyAdd));

  const forward = new FunctionBuilder();
  const firstForward = forward.parameter("i32");
  for (const layer of layers) layer.forward(forward, firstForward);
  const predict = module.add(forward, "predict");

  const step = new FunctionBuilder<"f64">();
  const numbers = [step.parameter("f32"), step.parameter("f32"), step.parameter("f32")];
  const first = step.local("i32");
  const total = step.local("f64");
  for (const layer of layers) layer.transpose(step);
  step.repeat(first, rows, i32.constant(blocks * rows), () => {
    step.call(predict, first);
    const sum = step.result("f64", loss, rowOf(targets, first), rowOf(rowWeights, first));
    step.set(total, f64.add(total, sum));
    for (const layer of [...layers].reverse()) {
      layer.gradients(step, first);
      layer.backward(step);
    }
  });
  step.call(optimise, ...numbers);
  step.return(total);
  module.add(step, "step");

  const data = constants.bytes();
  if (data.length > constantsSize) throw new Error("There are more constants than room for them.");
  return { layout, bytes: module.encode(layout.memorySize, data) };
}
