import type { Activation } from "../../network/activation";
import type { LayerLayout } from "./layout";

/*
 * Activations and their derivatives in GLSL, of four pre-activations at once. Exponentials are of negative
 * numbers only: what a graphics card makes of one that is too large is its own affair.
 */

/**
 * Φ, the normal distribution function, as ½·erfc(−z/√2). erfc is Press et al.'s Chebyshev fit ("Numerical
 * Recipes", §6.2), whose relative error is below 1.2e-7 everywhere, so also in the left tail.
 */
const normalCdf = `
  vec4 normalCdf(vec4 z) {
    vec4 u = abs(z) * ${Math.SQRT1_2};
    vec4 t = 1.0 / (1.0 + 0.5 * u);
    vec4 exponent = -u * u - 1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806
      + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
    vec4 tail = 0.5 * t * exp(exponent);
    return mix(1.0 - tail, tail, lessThan(z, vec4(0.0)));
  }`;

/** 1/(1 + e^−z) */
const sigmoid = `
  vec4 sigmoid(vec4 z) {
    vec4 e = exp(-abs(z));
    return mix(vec4(1.0), e, lessThan(z, vec4(0.0))) / (1.0 + e);
  }`;

/** An activation as the bodies of `vec4 activation(vec4 z)` and `vec4 slope(vec4 z)`, its derivative. */
interface Code {
  readonly helpers?: string;
  readonly activation: string;
  readonly slope: string;
}

const codes: Record<Activation, Code> = {
  identity: { activation: "return z;", slope: "return vec4(1.0);" },
  relu: {
    // NaN stays NaN, so that a diverged network shows.
    activation: "return mix(z, vec4(0.0), lessThan(z, vec4(0.0)));",
    slope: "return vec4(greaterThan(z, vec4(0.0)));",
  },
  gelu: {
    helpers: normalCdf,
    activation: "return z * normalCdf(z);",
    // Φ(z) + z·φ(z)
    slope: `return normalCdf(z) + z * (${1 / Math.sqrt(2 * Math.PI)} * exp(-0.5 * z * z));`,
  },
  silu: {
    helpers: sigmoid,
    activation: "return z * sigmoid(z);",
    slope: "vec4 s = sigmoid(z); return s * (1.0 + z * (1.0 - s));",
  },
  tanh: {
    // Near 0, where 1 − e^−2|z| loses digits, the Taylor series, whose next term is below 1e-8 of it.
    activation: `
      vec4 e = exp(-2.0 * abs(z));
      vec4 q = z * z;
      vec4 small = z * (1.0 + q * (${-1 / 3} + q * (${2 / 15} + q * (${-17 / 315} + q * ${62 / 2835}))));
      return mix(sign(z) * (1.0 - e) / (1.0 + e), small, lessThan(q, vec4(0.0625)));`,
    slope: "vec4 e = exp(-2.0 * abs(z)); return 4.0 * e / ((1.0 + e) * (1.0 + e));",
  },
  sigmoid: {
    helpers: sigmoid,
    activation: "return sigmoid(z);",
    slope: "vec4 e = exp(-abs(z)); return e / ((1.0 + e) * (1.0 + e));",
  },
};

/** GLSL of `vec4 activation(vec4 z)` and `vec4 slope(vec4 z)`. */
export function activationFunctions(activation: Activation): string {
  const { helpers = "", activation: value, slope } = codes[activation];
  return `${helpers}
    vec4 activation(vec4 z) { ${value} }
    vec4 slope(vec4 z) { ${slope} }`;
}

/** Whether a layer's activations are its pre-activations. */
export function isLinear({ activation, gated }: LayerLayout): boolean {
  return activation === "identity" && !gated;
}
