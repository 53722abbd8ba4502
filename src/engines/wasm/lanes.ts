import type { MultiplyAdd } from "./arithmetic";
import { type AnyFunction, f32x4, i32x4, type Local, type V128 } from "./code";
import type { Constants } from "./constants";

/** One vector of each lane. */
export type Vectors = readonly Local<"v128">[];

/**
 * Of 2^f, from f¹: with 1 for f⁰ it is exact at 0 and right to 1e-7 elsewhere in |f| ≤ ½.
 * Fitted for the least largest relative error.
 */
const powerCoefficients = [
  0.6931469776, 0.24022242083, 0.055507337448, 0.0096715128125, 0.0013264727214,
];
/** 1.5·2²³: a float32 plus this has its nearest whole number in its low bits. */
const rounder = 12_582_912;
const exponentBit = 23;
/**
 * How large y may be in 2^y. It keeps what is made of 2^y away from numbers so small that processors are
 * slow with them; 2⁻⁶⁰ is nothing for any z that a training survives.
 */
export const largestExponent = 60;

/** Arithmetic on some vectors side by side, one in each lane, so that they hide each other's latencies. */
export class Lanes {
  readonly #f: AnyFunction;
  readonly #constants: Constants;
  readonly #madd: MultiplyAdd;
  readonly #count: number;
  readonly #constant: Local<"v128">;
  readonly #squares: Vectors;
  readonly #pairs: Vectors;

  constructor(f: AnyFunction, constants: Constants, madd: MultiplyAdd, count: number) {
    this.#f = f;
    this.#constants = constants;
    this.#madd = madd;
    this.#count = count;
    this.#constant = f.local("v128");
    this.#squares = this.vectors();
    this.#pairs = this.vectors();
  }

  vectors(): Vectors {
    return this.#f.locals("v128", this.#count);
  }

  set(targets: Vectors, value: (lane: number) => V128): void {
    targets.forEach((target, lane) => {
      this.#f.set(target, value(lane));
    });
  }

  /** Sets with a constant in a register. */
  setWith(constant: number, targets: Vectors, value: (constant: V128, lane: number) => V128): void {
    this.#f.set(this.#constant, this.#constants.get(constant));
    this.set(targets, (lane) => value(this.#constant, lane));
  }

  /** Coefficients from x⁰. Pairs of terms are added by powers of x², which halves the chain of dependent steps. */
  polynomial(targets: Vectors, x: Vectors, coefficients: readonly number[]): void {
    const pair = (first: number, to: Vectors): void => {
      const lower = this.#constants.get(coefficients[first]);
      if (first + 1 === coefficients.length) this.set(to, () => lower);
      else this.setWith(coefficients[first + 1], to, (c, i) => this.#madd(c, x[i], lower));
    };
    this.set(this.#squares, (i) => f32x4.multiply(x[i], x[i]));
    const highest = 2 * Math.ceil(coefficients.length / 2) - 2;
    pair(highest, targets);
    for (let first = highest - 2; first >= 0; first -= 2) {
      pair(first, this.#pairs);
      this.set(targets, (i) => this.#madd(targets[i], this.#squares[i], this.#pairs[i]));
    }
  }

  /** powers = factor·2^y, where |y| ≤ 60; overwrites y and uses `scratch`. */
  powersOfTwo(powers: Vectors, y: Vectors, scratch: Vectors, factor = 1): void {
    this.#splitExponents(y, scratch);
    // n is added to the exponent of factor·2^f.
    this.polynomial(
      powers,
      y,
      [1, ...powerCoefficients].map((c) => c * factor),
    );
    this.set(powers, (i) => i32x4.add(powers[i], scratch[i]));
  }

  /** powers = 2^y − 1, precise near y = 0; otherwise as `powersOfTwo`. */
  powersOfTwoLessOne(powers: Vectors, y: Vectors, scratch: Vectors): void {
    this.#splitExponents(y, scratch);
    this.polynomial(powers, y, powerCoefficients);
    this.set(powers, (i) => f32x4.multiply(powers[i], y[i]));
    // 2ⁿ·(2^f − 1) + (2ⁿ − 1)
    const one = this.#constants.get(1);
    this.set(scratch, (i) => i32x4.add(scratch[i], one));
    this.set(powers, (i) => this.#madd(powers[i], scratch[i], f32x4.subtract(scratch[i], one)));
  }

  /** y = n + f, n whole and |f| ≤ ½: leaves f in `y` and n where float32 has its exponent in `n`. */
  #splitExponents(y: Vectors, n: Vectors): void {
    this.setWith(rounder, n, (c, i) => f32x4.add(y[i], c));
    this.setWith(rounder, y, (c, i) => f32x4.subtract(y[i], f32x4.subtract(n[i], c)));
    this.set(n, (i) => i32x4.shiftLeft(n[i], exponentBit));
  }
}
