import { readNumber } from "../basics/read-number";
import type { InputElement } from "./input";
import { type Parsed, textField } from "./text-field";

export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  /** Only whole numbers. */
  readonly whole?: boolean;
}

/** Reads one number within bounds. What is wrong is one sentence. */
export function parseNumber(
  text: string,
  { min, max, whole = false }: NumberBounds,
): Parsed<number> {
  const value = readNumber(text);
  if (text.trim() === "") return { wrong: "Write a number." };
  if (!Number.isFinite(value))
    return { wrong: `“${text.trim()}” is not a number, as 0.003 or 3e-3 is.` };
  if (whole && !Number.isInteger(value)) return { wrong: `${text.trim()} is not a whole number.` };
  if (value < min) return { wrong: `${text.trim()} is less than ${min}.` };
  if (value > max) return { wrong: `${text.trim()} is more than ${max}.` };
  return { value };
}

export interface NumberFieldOptions extends NumberBounds {
  readonly label: string;
  readonly value: number;
}

/** A typed number: a learning rate, a seed. */
export function numberField({ label, value, ...bounds }: NumberFieldOptions): InputElement<number> {
  return textField<number>({
    label,
    value,
    size: 7,
    inputMode: bounds.whole ? "numeric" : "decimal",
    parse: (text) => parseNumber(text, bounds),
    format: String,
  });
}
