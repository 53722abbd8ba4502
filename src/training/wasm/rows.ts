import { type F64, FunctionBuilder, f32, f32x4, f64, i32, v128 } from "./code";
import type { Constants } from "./constants";
import { type Layout, type Matrix, panelRow } from "./layout";

/** A function (matrix, sums) of addresses: adds the sum over the rows of a matrix to a vector. */
export function addRowsFunction({ rows, columns, panel }: Matrix): FunctionBuilder {
  const f = new FunctionBuilder();
  const at = f.parameter("i32");
  const atSums = f.parameter("i32");
  const sums = f.locals("v128", 4);
  const rowEnd = f.local("i32");
  const end = f.local("i32");
  const panels = Math.ceil(columns / 8);
  f.set(end, i32.plus(atSums, panels * panelRow));
  f.repeat(atSums, panelRow, end, () => {
    // Two rows of two vectors at a time; the number of rows is even.
    sums.forEach((sum, i) => {
      f.set(sum, i < 2 ? v128.load(atSums, i * 16) : v128.zero());
    });
    f.set(rowEnd, i32.plus(at, rows * panelRow));
    f.repeat(at, 2 * panelRow, rowEnd, () => {
      sums.forEach((sum, i) => {
        f.set(sum, f32x4.add(sum, v128.load(at, i * 16)));
      });
    });
    f.storeV128(atSums, 0, f32x4.add(sums[0], sums[2]));
    f.storeV128(atSums, 16, f32x4.add(sums[1], sums[3]));
    // `panel` is `rows` rows: the next panel follows.
    if (panel !== rows * panelRow) throw new Error("Panels follow one another.");
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
  const panels = Math.ceil(columns / 8);
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

/**
 * A function (offset of the block) → Σ squared errors: writes the derivatives of the mean squared error
 * by the outputs of a block, 2(prediction − target)/n.
 */
export function errorFunction(layout: Layout, constants: Constants): FunctionBuilder<"f64"> {
  const f = new FunctionBuilder<"f64">();
  const block = f.parameter("i32");
  const at = f.local("i32");
  const end = f.local("i32");
  const error = f.local("v128");
  const squares = f.local("v128");
  const { layers, targets, mask, samples } = layout;
  const { activations, deltas } = layers[layers.length - 1];
  f.set(squares, v128.zero());
  f.set(at, i32.constant(0));
  f.set(end, i32.constant(deltas.size));
  f.repeat(at, 16, end, () => {
    const source = i32.add(at, block);
    f.set(
      error,
      f32x4.multiply(
        f32x4.subtract(v128.load(source, activations.address), v128.load(source, targets.address)),
        v128.load(source, mask.address),
      ),
    );
    f.set(squares, f32x4.add(squares, f32x4.multiply(error, error)));
    const scale = constants.get(2 / (samples * deltas.columns));
    f.storeV128(at, deltas.address, f32x4.multiply(error, scale));
  });
  const lanes = [0, 1, 2, 3].map((lane): F64 => f64.from(f32x4.lane(squares, lane)));
  f.return(lanes.reduce((sum, lane) => f64.add(sum, lane)));
  return f;
}
