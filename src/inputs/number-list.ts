import { listEntries, readNumber } from "../basics/read-number";
import type { InputElement } from "./input";
import { type Parsed, textField } from "./text-field";

export interface WholeNumberBounds {
  readonly min: number;
  readonly max: number;
  /** The largest number of entries. */
  readonly most: number;
}

/**
 * Reads a list of whole numbers, separated by commas or spaces: "0, 10, 20". They come back increasing.
 * What is wrong is one sentence that names the entry.
 */
export function parseWholeNumbers(
  text: string,
  { min, max, most }: WholeNumberBounds,
): Parsed<number[]> {
  const entries = listEntries(text);
  if (entries.length === 0) return { wrong: "Write at least one number." };
  if (entries.length > most)
    return { wrong: `At most ${most} numbers; there are ${entries.length}.` };
  const numbers: number[] = [];
  for (const entry of entries) {
    const number = readNumber(entry);
    if (!Number.isInteger(number)) return { wrong: `“${entry}” is not a whole number.` };
    if (number < min) return { wrong: `${entry} is less than ${min}.` };
    if (number > max) return { wrong: `${entry} is more than ${max}.` };
    if (numbers.includes(number)) return { wrong: `${entry} is there twice.` };
    numbers.push(number);
  }
  return { value: numbers.sort((a, b) => a - b) };
}

export interface NumberListOptions extends WholeNumberBounds {
  readonly label: string;
  readonly value: readonly number[];
}

/** A typed list of different whole numbers, increasing. */
export function numberList({
  label,
  value,
  ...bounds
}: NumberListOptions): InputElement<readonly number[]> {
  return textField<readonly number[]>({
    label,
    value,
    size: 32,
    inputMode: "text",
    parse: (text) => parseWholeNumbers(text, bounds),
    format: (numbers) => numbers.join(", "),
  });
}
