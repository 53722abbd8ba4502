import type { InputElement } from "./input";
import { type Parsed, textField } from "./text-field";

export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  /** Only whole numbers. */
  readonly whole?: boolean;
}

/** Reads one number, "0.003" or "3e-3", within bounds. What is wrong is one sentence. */
export function parseNumber(
  text: string,
  { min, max, whole = false }: NumberBounds,
): Parsed<number> {
  const entry = text.trim().replace("−", "-");
  const value = Number(entry);
  if (entry === "") return { wrong: "Write a number." };
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(entry) || !Number.isFinite(value))
    return { wrong: `“${text.trim()}” is not a number.` };
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
