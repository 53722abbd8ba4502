/*
 * W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of
 * Computation 23 (1969), 631–637: minimax quotients on |x| ≤ 0.46875, up to 4, and beyond.
 * Against 40 digits, the error of erf and Φ is below 2e-16, relative to the tail of Φ below 1e-13.
 */

const sqrtHalf = Math.SQRT1_2;
/** 1/√π */
const inverseSqrtPi = 0.5641895835477563;
/** 1/√(2π) */
const inverseSqrt2Pi = 0.3989422804014327;
/** Up to here erf is computed itself, beyond as 1 − erfc. */
const smallEnd = 0.46875;
/** Where exp(−y²) is zero in float64, and with it erfc. */
const tailEnd = 27.3;

/** erf(x) for |x| ≤ 0.46875. */
function erfSmall(x: number): number {
  const t = x * x;
  return (
    (x *
      ((((0.18577770618460315 * t + 3.1611237438705655) * t + 113.86415415105016) * t +
        377.485237685302) *
        t +
        3209.3775891384694)) /
    ((((t + 23.601290952344122) * t + 244.02463793444417) * t + 1282.6165260773723) * t +
      2844.236833439171)
  );
}

/** erfc(y)·exp(y²) for y > 0.46875. */
function scaledTail(y: number): number {
  if (y <= 4) {
    return (
      ((((((((2.1531153547440383e-8 * y + 0.5641884969886701) * y + 8.883149794388377) * y +
        66.11919063714163) *
        y +
        298.6351381974001) *
        y +
        881.952221241769) *
        y +
        1712.0476126340707) *
        y +
        2051.0783778260716) *
        y +
        1230.3393547979972) /
      ((((((((y + 15.744926110709835) * y + 117.6939508913125) * y + 537.1811018620099) * y +
        1621.3895745666903) *
        y +
        3290.7992357334597) *
        y +
        4362.619090143247) *
        y +
        3439.3676741437216) *
        y +
        1230.3393548037495)
    );
  }
  const t = 1 / (y * y);
  const quotient =
    (t *
      (((((0.016315387137302097 * t + 0.30532663496123236) * t + 0.36034489994980445) * t +
        0.12578172611122926) *
        t +
        0.016083785148742275) *
        t +
        0.0006587491615298378)) /
    (((((t + 2.568520192289822) * t + 1.8729528499234604) * t + 0.5279051029514285) * t +
      0.06051834131244132) *
      t +
      0.0023352049762686918);
  return (inverseSqrtPi - quotient) / y;
}

/** The error function erf(x) = 2/√π ∫₀ˣ exp(−t²) dt. */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= smallEnd) return erfSmall(x);
  if (y > tailEnd) return Math.sign(x);
  const tail = Math.exp(-y * y) * scaledTail(y);
  return x > 0 ? 1 - tail : tail - 1;
}

/** Φ(x), the standard normal distribution function, with a relative precision that holds in the left tail. */
export function normalCdf(x: number): number {
  const y = Math.abs(x) * sqrtHalf;
  if (y <= smallEnd) return 0.5 + 0.5 * erfSmall(x * sqrtHalf);
  const tail = y > tailEnd ? 0 : 0.5 * Math.exp(-0.5 * x * x) * scaledTail(y);
  return x > 0 ? 1 - tail : tail;
}

/** φ(x), the standard normal density. */
function normalDensity(x: number): number {
  return inverseSqrt2Pi * Math.exp(-0.5 * x * x);
}

/**
 * GELU(x) = x·Φ(x), the exact form and not the tanh approximation.
 * Hendrycks and Gimpel, "Gaussian Error Linear Units", arXiv:1606.08415.
 */
export function gelu(x: number): number {
  return x * normalCdf(x);
}

/** dGELU/dx = Φ(x) + x·φ(x). */
export function geluDerivative(x: number): number {
  return normalCdf(x) + x * normalDensity(x);
}

/**
 * GELU of the first `count` pre-activations, and its derivative: one exponential serves both.
 * @param activations receives GELU(z); may be `preActivations` itself
 * @param slopes receives dGELU/dz
 */
export function geluWithSlopes(
  preActivations: Float64Array,
  activations: Float64Array,
  slopes: Float64Array,
  count: number,
): void {
  for (let i = 0; i < count; ++i) {
    const z = preActivations[i];
    const y = Math.abs(z) * sqrtHalf;
    const exponential = y > tailEnd ? 0 : Math.exp(-0.5 * z * z);
    let probability: number;
    if (y <= smallEnd) {
      probability = 0.5 + 0.5 * erfSmall(z * sqrtHalf);
    } else if (y > tailEnd) {
      probability = z > 0 ? 1 : 0;
    } else {
      const tail = 0.5 * exponential * scaledTail(y);
      probability = z > 0 ? 1 - tail : tail;
    }
    activations[i] = z * probability;
    slopes[i] = probability + z * (inverseSqrt2Pi * exponential);
  }
}

/** Where GELU is smallest, and its value there: the only stationary point. */
export const geluMinimum = { at: -0.7517915246935645, value: -0.16997120747990369 };
