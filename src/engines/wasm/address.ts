import { type I32, i32 } from "./code";
import { floatSize, panelWidth } from "./layout";

/**
 * How far the element of a column is from the start of its row in the first panel.
 * @param panel bytes from one panel to the next
 */
export function elementOffset(column: I32, panel: number): I32 {
  const within = i32.and(column, i32.constant(panelWidth - 1));
  return i32.add(
    i32.multiply(i32.shiftRight(column, Math.log2(panelWidth)), i32.constant(panel)),
    i32.multiply(within, i32.constant(floatSize)),
  );
}
