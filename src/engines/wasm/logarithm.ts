import { FunctionBuilder, f64, i64 } from "./code";

/** Terms of the series of artanh: |s| ≤ 1/3 makes what they leave out less than 1e-17. */
const terms = 17;
const mantissaBits = 52n;
const mantissaMask = (1n << mantissaBits) - 1n;
const exponentOfOne = 1023n;

/**
 * A function (x) → log x of a positive number, to float64's precision; NaN of what is not finite.
 * With x = m·2ᵉ, 1 ≤ m < 2, and s = (m − 1)/(m + 1) it is e·log 2 + 2·artanh s: precise near 1, too.
 */
export function logarithmFunction(): FunctionBuilder<"f64"> {
  const f = new FunctionBuilder<"f64">();
  const x = f.parameter("f64");
  const [m, s, square, series] = f.locals("f64", 4);
  const bits = i64.bitsOf(x);
  const mantissa = i64.and(bits, i64.constant(mantissaMask));
  f.set(m, f64.ofBits(i64.or(mantissa, i64.constant(exponentOfOne << mantissaBits))));
  const one = f64.constant(1);
  f.set(s, f64.divide(f64.subtract(m, one), f64.add(m, one)));
  f.set(square, f64.multiply(s, s));
  f.set(series, f64.constant(0));
  for (let n = terms - 1; n >= 0; --n)
    f.set(series, f64.add(f64.multiply(series, square), f64.constant(2 / (2 * n + 1))));
  const e = i64.subtract(i64.shiftRight(bits, mantissaBits), i64.constant(exponentOfOne));
  const whole = f64.multiply(f64.fromInteger(e), f64.constant(Math.LN2));
  // 0 for a finite x.
  const nothing = f64.subtract(x, x);
  f.return(f64.add(f64.add(whole, f64.multiply(s, series)), nothing));
  return f;
}
