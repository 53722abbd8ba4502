import type { AdamSettings } from "../contract";
import type { MultiplyAdd } from "./arithmetic";
import { FunctionBuilder, f32x4, i32, v128 } from "./code";
import type { Constants } from "./constants";
import type { Layout } from "./layout";

/** Vectors worked on in one turn. */
const lanes = 2;

/**
 * A function (rate, ε): one step of Adam on all parameters, after which their gradients are zero.
 * With rate = η·√(1−β₂ᵗ)/(1−β₁ᵗ) and ε·√(1−β₂ᵗ), θ −= rate·m/(√v + ε) is PyTorch's Adam.
 */
export function adamFunction(
  layout: Layout,
  { beta1, beta2 }: Pick<AdamSettings, "beta1" | "beta2">,
  constants: Constants,
  madd: MultiplyAdd,
): FunctionBuilder {
  const f = new FunctionBuilder();
  const rateParameter = f.parameter("f32");
  const epsilonParameter = f.parameter("f32");
  const rate = f.local("v128");
  const epsilon = f.local("v128");
  const at = f.local("i32");
  const gradient = f.locals("v128", lanes);
  const first = f.locals("v128", lanes);
  const second = f.locals("v128", lanes);
  const { parameters, gradientOffset, firstMomentOffset, secondMomentOffset } = layout;

  f.set(rate, f32x4.splat(rateParameter));
  f.set(epsilon, f32x4.splat(epsilonParameter));
  f.set(at, i32.constant(parameters.address));
  const end = i32.constant(parameters.address + parameters.size);
  f.repeat(at, lanes * 16, end, () => {
    for (let i = 0; i < lanes; ++i) {
      const offset = i * 16;
      const [g, m, v] = [gradient[i], first[i], second[i]];
      f.set(g, v128.load(at, gradientOffset + offset));
      f.set(
        m,
        madd(
          v128.load(at, firstMomentOffset + offset),
          constants.get(beta1),
          f32x4.multiply(g, constants.get(1 - beta1)),
        ),
      );
      f.set(
        v,
        madd(
          v128.load(at, secondMomentOffset + offset),
          constants.get(beta2),
          f32x4.multiply(f32x4.multiply(g, g), constants.get(1 - beta2)),
        ),
      );
      f.storeV128(at, gradientOffset + offset, v128.zero());
      f.storeV128(at, firstMomentOffset + offset, m);
      f.storeV128(at, secondMomentOffset + offset, v);
      const change = f32x4.divide(f32x4.multiply(rate, m), f32x4.add(f32x4.sqrt(v), epsilon));
      f.storeV128(at, offset, f32x4.subtract(v128.load(at, offset), change));
    }
  });
  return f;
}
