import type { Optimiser } from "../../network/optimiser";
import type { MultiplyAdd } from "./arithmetic";
import { type F32, FunctionBuilder, f32x4, i32, type Local, type V128, v128 } from "./code";
import type { Constants } from "./constants";
import type { Layout } from "./layout";

/** Vectors worked on in one turn. */
const lanes = 2;
/** The smallest float32 of full precision: moments below it become 0, for processors are slow with them. */
const smallestNormal = 2 ** -126;

/** The kind of an optimiser and what of it stands in the code; its other numbers may change from step to step. */
export type OptimiserCode =
  | { readonly name: "sgd" }
  | { readonly name: "adam" | "adamw"; readonly beta1: number; readonly beta2: number };

export function optimiserCode(optimiser: Optimiser): OptimiserCode {
  if (optimiser.name === "sgd") return { name: "sgd" };
  const { name, beta1, beta2 } = optimiser;
  return { name, beta1, beta2 };
}

/** A function (rate, ε, decay), the `StepNumbers`: one step on all parameters, after which their gradients are zero. */
export function optimiserFunction(
  optimiser: OptimiserCode,
  { parameters, gradientOffset, firstMomentOffset, secondMomentOffset }: Layout,
  constants: Constants,
  madd: MultiplyAdd,
): FunctionBuilder {
  const f = new FunctionBuilder();
  const given: F32[] = [f.parameter("f32"), f.parameter("f32"), f.parameter("f32")];
  const [rate, epsilon, decay] = given.map((value) => {
    const vector = f.local("v128");
    f.set(vector, f32x4.splat(value));
    return vector;
  });
  // What fills up the panels has no gradients: it shall stay 0 even where ε is 0.
  f.set(epsilon, f32x4.largerOf(epsilon, constants.get(smallestNormal)));
  const at = f.local("i32");
  const [g, m, v, theta] = f.locals("v128", 4);

  /** Moves a moment on, and returns it. */
  const move = (moment: Local<"v128">, offset: number, beta: number, value: V128): V128 => {
    const share = f32x4.multiply(value, constants.get(1 - beta));
    f.set(moment, madd(v128.load(at, offset), constants.get(beta), share));
    const tooSmall = f32x4.less(f32x4.size(moment), constants.get(smallestNormal));
    f.set(moment, v128.without(moment, tooSmall));
    f.storeV128(at, offset, moment);
    return moment;
  };

  f.set(at, i32.constant(parameters.address));
  f.repeat(at, lanes * 16, i32.constant(parameters.address + parameters.size), () => {
    for (let offset = 0; offset < lanes * 16; offset += 16) {
      f.set(g, v128.load(at, gradientOffset + offset));
      f.storeV128(at, gradientOffset + offset, v128.zero());
      f.set(theta, v128.load(at, offset));
      if (optimiser.name === "adamw")
        f.set(theta, f32x4.subtract(theta, f32x4.multiply(decay, theta)));
      let change = f32x4.multiply(rate, g);
      if (optimiser.name !== "sgd") {
        const { beta1, beta2 } = optimiser;
        const first = move(m, firstMomentOffset + offset, beta1, g);
        const second = move(v, secondMomentOffset + offset, beta2, f32x4.multiply(g, g));
        change = f32x4.divide(f32x4.multiply(rate, first), f32x4.add(f32x4.sqrt(second), epsilon));
      }
      f.storeV128(at, offset, f32x4.subtract(theta, change));
    }
  });
  return f;
}
