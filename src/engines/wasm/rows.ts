import { elementOffset } from "./address";
import { FunctionBuilder, f32, f32x4, i32, v128 } from "./code";
import { floatSize, type Matrix, panelRow, panelWidth, vectorsOf } from "./layout";

/** A function (matrix, sums) of addresses: adds the sum over the rows of a matrix to a vector. */
export function addRowsFunction({ rows, columns }: Matrix): FunctionBuilder {
  const f = new FunctionBuilder();
  const at = f.parameter("i32");
  const atSums = f.parameter("i32");
  const rowsEnd = f.local("i32");
  const panelsEnd = f.local("i32");
  // Of every other row, so that one does not wait for the other; the number of rows is even.
  const even = f.locals("v128", 2);
  const odd = f.locals("v128", 2);

  /** The first vectors of a panel, and moves on to the next. */
  const panel = (vectors: number): void => {
    const evenSums = even.slice(0, vectors);
    evenSums.forEach((sum, i) => {
      f.set(sum, v128.load(atSums, i * 16));
      f.set(odd[i], v128.zero());
    });
    f.set(rowsEnd, i32.plus(at, rows * panelRow));
    f.repeat(at, 2 * panelRow, rowsEnd, () => {
      evenSums.forEach((sum, i) => {
        f.set(sum, f32x4.add(sum, v128.load(at, i * 16)));
        f.set(odd[i], f32x4.add(odd[i], v128.load(at, panelRow + i * 16)));
      });
    });
    evenSums.forEach((sum, i) => {
      f.storeV128(atSums, i * 16, f32x4.add(sum, odd[i]));
    });
    f.set(atSums, i32.plus(atSums, panelRow));
  };
  const whole = Math.floor(columns / panelWidth);
  if (whole > 0) {
    f.set(panelsEnd, i32.plus(atSums, whole * panelRow));
    // `panel` moves `atSums` on.
    f.repeat(atSums, 0, panelsEnd, () => panel(2));
  }
  if (columns % panelWidth > 0) panel(vectorsOf(columns % panelWidth));
  return f;
}

/** A function (matrix, out) of addresses: writes the transpose of a matrix, both in panels. */
export function transposeFunction({ rows, columns }: Matrix): FunctionBuilder {
  const f = new FunctionBuilder();
  const at = f.parameter("i32");
  const out = f.parameter("i32");
  const row = f.local("i32");
  const target = f.local("i32");
  const outPanel = columns * panelRow;
  const copyPanel = (width: number): void => {
    f.set(row, i32.constant(0));
    f.repeat(row, 1, i32.constant(rows), () => {
      f.set(target, i32.add(out, elementOffset(row, outPanel)));
      for (let column = 0; column < width; ++column)
        f.storeF32(target, column * panelRow, f32.load(at, column * floatSize));
      f.set(at, i32.plus(at, panelRow));
    });
    f.set(out, i32.plus(out, panelWidth * panelRow));
  };
  const whole = Math.floor(columns / panelWidth);
  const end = f.local("i32");
  if (whole > 0) {
    f.set(end, i32.plus(out, whole * panelWidth * panelRow));
    // `copyPanel` moves `out` on.
    f.repeat(out, 0, end, () => copyPanel(panelWidth));
  }
  if (columns % panelWidth > 0) copyPanel(columns % panelWidth);
  return f;
}
