import { magnitude } from "../format";

/** A quantity of either sign with 3 significant digits and a true minus sign: "0.388", "−0.0412", "0". */
export function significant(value: number): string {
  return value < 0 && Number.isFinite(value) ? `−${magnitude(-value)}` : magnitude(value);
}
