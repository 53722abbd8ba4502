import type { MultiplyAdd } from "./arithmetic";
import { FunctionBuilder, f32x4, i32, i32x4, type Local, type V128, v128 } from "./code";
import type { Constants } from "./constants";

/*
 * GELU and its derivative of one exponential. With E = e^(−z²/2), t = 1/(1 + 0.335|z|) and a polynomial q
 *   Φ(−|z|) = E·t·q(t),  GELU(z) = max(z, 0) − |z|·Φ(−|z|),  GELU′(z) = Φ(z) + z·φ(z),  φ(z) = E/√(2π).
 * The form is that of Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.17, with
 * coefficients fitted anew; Φ is right to 1.5e-7. E = 2^y, y = n + f with n whole and |f| ≤ ½.
 */

const tailSlope = 0.335;
/** Of q, from t⁰. */
const tailCoefficients = [0.1259011432, 0.1935095402, -0.0631616869, 0.3513387518, -0.1075878712];
/** Of 2^f, from f⁰. */
const powerCoefficients = [
  1.00000007166, 0.69314696706, 0.24022119718, 0.05550713276, 0.00967554166, 0.00132764721,
];
/**
 * Keeps 2^y away from numbers so small that processors are slow with them, and their squares too.
 * It adds 4e-16·|z| to the derivative, which is nothing for any z that a training survives.
 */
const smallestExponent = -50;
/** φ(0) = 1/√(2π) */
const peak = 1 / Math.sqrt(2 * Math.PI);
/** 1.5·2²³: a float32 plus this has its nearest whole number in its low bits. */
const rounder = 12_582_912;
const exponentBit = 23;

/** Vectors worked on side by side. */
const lanes = 4;

/**
 * A function (z, slopes, end of z) of addresses: GELU in place of z, and its derivatives at `slopes`.
 * The number of elements is a multiple of 16.
 */
export function geluFunction(constants: Constants, madd: MultiplyAdd): FunctionBuilder {
  const f = new FunctionBuilder();
  const at = f.parameter("i32");
  const atSlopes = f.parameter("i32");
  const end = f.parameter("i32");
  const minusSize = f.locals("v128", lanes);
  const rest = f.locals("v128", lanes);
  const scale = f.locals("v128", lanes);
  const power = f.locals("v128", lanes);
  const constant = f.local("v128");

  const each = (targets: readonly Local<"v128">[], value: (lane: number) => V128): void =>
    targets.forEach((target, lane) => {
      f.set(target, value(lane));
    });
  const z = (lane: number): V128 => v128.load(at, lane * 16);
  /** targets = targets·x + a constant */
  const horner = (targets: readonly Local<"v128">[], x: readonly Local<"v128">[], c: number) => {
    f.set(constant, constants.get(c));
    each(targets, (i) => madd(targets[i], x[i], constant));
  };
  const polynomial = (
    targets: readonly Local<"v128">[],
    x: readonly Local<"v128">[],
    coefficients: readonly number[],
  ): void => {
    const [highest, ...others] = coefficients.toReversed();
    f.set(constant, constants.get(highest));
    const [next, ...lower] = others;
    const nextConstant = constants.get(next);
    each(targets, (i) => madd(constant, x[i], nextConstant));
    for (const c of lower) horner(targets, x, c);
  };

  f.repeat(at, lanes * 16, end, () => {
    // y, its nearest whole number n in the low bits of `scale`, and f = y − n.
    f.set(constant, constants.get(-0.5 * Math.LOG2E));
    each(rest, (i) => f32x4.multiply(f32x4.multiply(z(i), z(i)), constant));
    f.set(constant, constants.get(smallestExponent));
    each(rest, (i) => f32x4.largerOf(rest[i], constant));
    f.set(constant, constants.get(rounder));
    each(scale, (i) => f32x4.add(rest[i], constant));
    each(rest, (i) => f32x4.subtract(rest[i], f32x4.subtract(scale[i], constant)));
    each(scale, (i) => i32x4.shiftLeft(scale[i], exponentBit));
    // φ(z): n is added to the exponent of 2^f/√(2π).
    polynomial(
      power,
      rest,
      powerCoefficients.map((c) => c * peak),
    );
    each(power, (i) => i32x4.add(power[i], scale[i]));

    // Φ(−|z|), in `scale`.
    const signBit = constants.get(-0);
    each(minusSize, (i) => v128.or(z(i), signBit));
    f.set(constant, constants.get(1));
    const slope = constants.get(-tailSlope);
    each(rest, (i) => f32x4.divide(constant, madd(minusSize[i], slope, constant)));
    polynomial(
      scale,
      rest,
      tailCoefficients.map((c) => c / peak),
    );
    each(scale, (i) => f32x4.multiply(f32x4.multiply(scale[i], rest[i]), power[i]));

    // GELU′ at −|z| is Φ(−|z|) − |z|·φ(z); at |z| it is one minus that.
    each(power, (i) => madd(minusSize[i], power[i], scale[i]));
    f.set(constant, constants.get(0.5));
    each(power, (i) =>
      f32x4.add(constant, v128.xor(f32x4.subtract(constant, power[i]), v128.and(z(i), signBit))),
    );
    f.set(constant, v128.zero());
    for (let i = 0; i < lanes; ++i) {
      const value = madd(minusSize[i], scale[i], f32x4.largerOf(z(i), constant));
      f.storeV128(atSlopes, i * 16, power[i]);
      f.storeV128(at, i * 16, value);
    }
    f.set(atSlopes, i32.plus(atSlopes, lanes * 16));
  });
  return f;
}
