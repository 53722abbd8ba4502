import { FunctionBuilder, f32, f32x4, i32, v128 } from "./code";
import { type Matrix, panelRow, panelsOf } from "./layout";

/** A function (matrix, sums) of addresses: adds the sum over the rows of a matrix to a vector. */
export function addRowsFunction({ rows, columns }: Matrix): FunctionBuilder {
  const f = new FunctionBuilder();
  const at = f.parameter("i32");
  const atSums = f.parameter("i32");
  const sums = f.locals("v128", 4);
  const rowEnd = f.local("i32");
  const end = f.local("i32");
  f.set(end, i32.plus(atSums, panelsOf(columns) * panelRow));
  f.repeat(atSums, panelRow, end, () => {
    // Two rows of two vectors at a time; the number of rows is even.
    sums.forEach((sum, i) => {
      f.set(sum, i < 2 ? v128.load(atSums, i * 16) : v128.zero());
    });
    // The next panel follows.
    f.set(rowEnd, i32.plus(at, rows * panelRow));
    f.repeat(at, 2 * panelRow, rowEnd, () => {
      sums.forEach((sum, i) => {
        f.set(sum, f32x4.add(sum, v128.load(at, i * 16)));
      });
    });
    f.storeV128(atSums, 0, f32x4.add(sums[0], sums[2]));
    f.storeV128(atSums, 16, f32x4.add(sums[1], sums[3]));
  });
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
  const panels = panelsOf(columns);
  const copyPanel = (width: number): void => {
    f.set(row, i32.constant(0));
    f.repeat(row, 1, i32.constant(rows), () => {
      f.set(
        target,
        i32.add(
          i32.add(out, i32.multiply(i32.shiftRight(row, 3), i32.constant(outPanel))),
          i32.shiftLeft(i32.and(row, i32.constant(7)), 2),
        ),
      );
      for (let column = 0; column < width; ++column)
        f.storeF32(target, column * panelRow, f32.load(at, column * 4));
      f.set(at, i32.plus(at, panelRow));
    });
    f.set(out, i32.plus(out, 8 * panelRow));
  };
  const whole = Math.floor(columns / 8);
  const end = f.local("i32");
  if (whole > 0) {
    f.set(end, i32.plus(out, whole * 8 * panelRow));
    // `copyPanel` moves `out` on.
    f.repeat(out, 0, end, () => copyPanel(8));
  }
  if (whole < panels) copyPanel(columns - 8 * whole);
  return f;
}
