import { withThousands } from "../basics/thousands";

/** A number with a true minus sign and a fixed number of decimals; "−0.00" is written "0.00". */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text.replace("-", "−");
}

/** A number with a sign always: "+1.20", "−0.30". */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return text.startsWith("−") || Number(text) === 0 ? text : `+${text}`;
}

/** A positive quantity that spans decades (an error, a rate): 3 significant digits, "2,025", "0.0398", "1.2×10⁻⁵". */
export function magnitude(value: number): string {
  if (!Number.isFinite(value)) return "not finite";
  if (value === 0) return "0";
  // Rounded first, so that 999.9 has the exponent of 1,000.
  const exponent = exponentOf(value, 3);
  if (exponent < -3 || exponent > 6) {
    const rounded = exponentOf(value, 2);
    return `${fixed(value / 10 ** rounded, 1)}×10${superscript(rounded)}`;
  }
  if (exponent >= 3) return count(Math.round(value));
  return fixed(value, Math.max(0, 2 - exponent));
}

/** A whole number with thousands separators: "33,281". */
export function count(value: number): string {
  return withThousands(fixed(value, 0));
}

/** A power of ten as a tick of a log axis: "0.01", "1", "10,000", "10⁻⁴", "10⁵". */
export function powerOfTen(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (exponent < -3 || exponent > 4) return `10${superscript(exponent)}`;
  return exponent < 0 ? fixed(value, -exponent) : count(value);
}

/** The power of ten of a value once it is rounded to so many significant digits. */
function exponentOf(value: number, digits: number): number {
  return Number(value.toExponential(digits - 1).split("e")[1]);
}

/** "⁴", "⁻³": a whole number as an exponent. */
export function superscript(value: number): string {
  return String(value).replace(/[-\d]/g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]));
}

/** Words for what is listed: "0", "0 and 10", "0, 10 and 500". */
export function list(values: readonly (number | string)[]): string {
  if (values.length < 2) return values.join("");
  return `${values.slice(0, -1).join(", ")} and ${values[values.length - 1]}`;
}

const smallNumbers = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

/** A small whole number in words: "nine"; in digits from 13. */
export function countInWords(value: number): string {
  return smallNumbers[value] ?? count(value);
}
