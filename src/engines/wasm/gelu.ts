import { f32x4, v128 } from "./code";
import { largestExponent } from "./lanes";
import type { Tools } from "./tools";

/*
 * GELU and its derivative of one exponential. With E = e^(−z²/2), t = 1/(1 + 0.335|z|) and a polynomial q
 *   Φ(−|z|) = E·t·q(t),  GELU(z) = max(z, 0) − |z|·Φ(−|z|),  GELU′(z) = Φ(z) + z·φ(z),  φ(z) = E/√(2π).
 * The form is that of Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.17, with
 * coefficients fitted anew; Φ is right to 1.5e-7.
 */

const tailSlope = 0.335;
/** Of q, from t⁰. */
const tailCoefficients = [0.1259011432, 0.1935095402, -0.0631616869, 0.3513387518, -0.1075878712];
/** φ(0) = 1/√(2π) */
const peak = 1 / Math.sqrt(2 * Math.PI);

export function gelu({ lanes, constants, madd, z, values, slopes, scratch }: Tools): void {
  const [t, minusSize, exponents] = scratch;
  const signBit = constants.get(-0);
  lanes.set(minusSize, (i) => v128.or(z(i), signBit));
  // A division takes long: the powers come in between.
  lanes.setWith(1, t, (one, i) =>
    f32x4.divide(one, madd(minusSize[i], constants.get(-tailSlope), one)),
  );
  // φ(z)
  lanes.setWith(-0.5 * Math.LOG2E, exponents, (c, i) =>
    f32x4.multiply(f32x4.multiply(z(i), z(i)), c),
  );
  lanes.setWith(-largestExponent, exponents, (c, i) => f32x4.largerOf(exponents[i], c));
  lanes.powersOfTwo(slopes, exponents, values, peak);
  // Φ(−|z|)
  lanes.polynomial(
    values,
    t,
    tailCoefficients.map((c) => c / peak),
  );
  lanes.set(values, (i) => f32x4.multiply(f32x4.multiply(values[i], t[i]), slopes[i]));

  // GELU′ at −|z| is Φ(−|z|) − |z|·φ(z); at |z| it is one minus that.
  lanes.set(slopes, (i) => madd(minusSize[i], slopes[i], values[i]));
  lanes.setWith(0.5, slopes, (half, i) =>
    f32x4.add(half, v128.xor(f32x4.subtract(half, slopes[i]), v128.and(z(i), signBit))),
  );
  lanes.setWith(0, values, (zero, i) => madd(minusSize[i], values[i], f32x4.largerOf(z(i), zero)));
}
