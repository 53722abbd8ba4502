import { type Loss, lossDivisor } from "../../network/loss";
import { elementOffset } from "./address";
import type { MultiplyAdd } from "./arithmetic";
import {
  type F64,
  FunctionBuilder,
  f32,
  f32x4,
  f64,
  f64x2,
  type I32,
  i32,
  type Local,
  type V128,
  v128,
} from "./code";
import type { Constants } from "./constants";
import { storeDelta } from "./deltas";
import { Lanes, largestExponent } from "./lanes";
import { floatSize, type Layout, panelRow, panelWidth } from "./layout";

/*
 * The loss of a block and its derivatives, as functions (targets, weights of the rows) of addresses → sum of the
 * losses, which are those of `lossSum`.
 */

/**
 * Writes the function for a loss.
 * @param samples rows of the batch
 * @param logarithm the number of the function log
 */
export function lossFunction(
  loss: Loss,
  samples: number,
  layout: Layout,
  constants: Constants,
  madd: MultiplyAdd,
  logarithm: number,
): FunctionBuilder<"f64"> {
  const { outputs } = layout.layers[layout.layers.length - 1];
  const divisor = lossDivisor(loss, samples, outputs);
  return loss.name === "power"
    ? powerFunction(loss.exponent, divisor, layout, constants)
    : crossEntropyFunction(divisor, layout, constants, madd, logarithm);
}

function powerFunction(
  exponent: number,
  divisor: number,
  { layers }: Layout,
  constants: Constants,
): FunctionBuilder<"f64"> {
  const f = new FunctionBuilder<"f64">();
  const targets = f.parameter("i32");
  const weights = f.parameter("i32");
  const layer = layers[layers.length - 1];
  const { activations, deltas, outputs } = layer;
  /** How far from the first row of the first panel. */
  const at = f.local("i32");
  const atTarget = f.local("i32");
  const atWeight = f.local("i32");
  const rowsEnd = f.local("i32");
  const panelsEnd = f.local("i32");
  const total = f.local("f64");
  const [error, square, below, sum, weight] = f.locals("v128", 5);

  /** All rows of a panel of so many columns. */
  const panel = (columns: number): void => {
    f.set(sum, v128.zero());
    f.set(atTarget, targets);
    f.set(atWeight, weights);
    f.set(rowsEnd, i32.plus(at, activations.panel));
    f.repeat(at, panelRow, rowsEnd, () => {
      f.set(weight, v128.loadSplat(atWeight, 0));
      for (let column = 0; column < columns; column += 4) {
        const offset = column * floatSize;
        const difference = f32x4.multiply(
          f32x4.subtract(v128.load(at, activations.address + offset), v128.load(atTarget, offset)),
          weight,
        );
        // What stands behind the row's last target is that of another row.
        f.set(error, firstLanes(difference, columns - column, constants));
        f.set(square, f32x4.multiply(error, error));
        f.set(below, error);
        for (let power = 2; power < exponent; power += 2)
          f.set(below, f32x4.multiply(below, square));
        f.set(sum, f32x4.add(sum, f32x4.multiply(below, error)));
        f.set(below, f32x4.multiply(below, constants.get(exponent / divisor)));
        storeDelta(f, layer, at, deltas.address + offset, below);
      }
      f.set(atTarget, i32.plus(atTarget, outputs * floatSize));
      f.set(atWeight, i32.plus(atWeight, floatSize));
    });
    f.set(total, f64.add(total, sumOfLanes(sum)));
  };

  f.set(at, i32.constant(0));
  const whole = Math.floor(outputs / panelWidth);
  if (whole > 0) {
    f.set(panelsEnd, i32.constant(whole * activations.panel));
    // `panel` moves `at` on.
    f.repeat(at, 0, panelsEnd, () => {
      panel(panelWidth);
      f.set(targets, i32.plus(targets, panelRow));
    });
  }
  if (outputs % panelWidth > 0) panel(outputs % panelWidth);
  f.return(total);
  return f;
}

/** A vector with zeros behind its first lanes, of which there may be more than it has. */
function firstLanes(vector: V128, count: number, constants: Constants): V128 {
  return count >= 4 ? vector : v128.and(vector, constants.firstLanes(count));
}

function sumOfLanes(vector: V128): F64 {
  return [0, 1, 2, 3]
    .map((lane): F64 => f64.from(f32x4.lane(vector, lane)))
    .reduce((sum, lane) => f64.add(sum, lane));
}

/**
 * With e_j = exp(output_j − the largest output) and their sum E, a row's loss is log E − (output of the class − the largest),
 * and its derivatives e_j/E, less 1 for the class: that is (e − E)/E, exact even where the class is almost certain.
 */
function crossEntropyFunction(
  divisor: number,
  { layers, rows }: Layout,
  constants: Constants,
  madd: MultiplyAdd,
  logarithm: number,
): FunctionBuilder<"f64"> {
  const f = new FunctionBuilder<"f64">();
  const atClass = f.parameter("i32");
  const atWeight = f.parameter("i32");
  const layer = layers[layers.length - 1];
  const { activations, deltas, outputs } = layer;
  /** How far from the first row of the first panel. */
  const row = f.local("i32");
  const at = f.local("i32");
  const end = f.local("i32");
  const atOutput = f.local("i32");
  const total = f.local("f64");
  const sum = f.local("f64");
  const [largest, sums, scale] = f.locals("v128", 3);
  const lanes = new Lanes(f, constants, madd, 2);
  const [values, powers, scratch] = [lanes.vectors(), lanes.vectors(), lanes.vectors()];

  /** Goes through the row's panels: calls with the places of vectors, and how many columns there are from each on. */
  const eachPanel = (
    visit: (vectors: readonly { offset: number; columns: number }[]) => void,
  ): void => {
    const vectors = (columns: number): void =>
      visit(
        [0, 4]
          .filter((column) => column < columns)
          .map((column) => ({ offset: column * floatSize, columns: columns - column })),
      );
    f.set(at, row);
    const whole = Math.floor(outputs / panelWidth);
    if (whole > 0) {
      f.set(end, i32.plus(row, whole * activations.panel));
      f.repeat(at, activations.panel, end, () => vectors(panelWidth));
    }
    if (outputs % panelWidth > 0) vectors(outputs % panelWidth);
  };
  const address = activations.address;

  f.set(row, i32.constant(0));
  f.repeat(row, panelRow, i32.constant(rows * panelRow), () => {
    f.set(largest, constants.get(Number.NEGATIVE_INFINITY));
    eachPanel((vectors) => {
      for (const { offset, columns } of vectors) {
        const z = v128.load(at, address + offset);
        const value =
          columns >= 4
            ? z
            : v128.select(
                z,
                constants.get(Number.NEGATIVE_INFINITY),
                constants.firstLanes(columns),
              );
        f.set(largest, f32x4.largerOf(largest, value));
      }
    });
    for (const order of [
      [2, 3, 0, 1],
      [1, 0, 3, 2],
    ] as const)
      f.set(largest, f32x4.largerOf(largest, v128.lanes(largest, order)));

    const output: I32 = atOutput;
    f.set(atOutput, i32.add(row, elementOffset(i32.load(atClass, 0), activations.panel)));
    const distance = f64.subtract(
      f64.from(f32.load(output, address)),
      f64.from(f32x4.lane(largest, 0)),
    );
    f.set(total, f64.subtract(total, f64.multiply(rowWeight(atWeight), distance)));

    f.set(sums, v128.zero());
    eachPanel((vectors) => {
      // Both lanes are computed; the second may be of what fills up the panel.
      lanes.setWith(Math.LOG2E, values, (c, i) =>
        f32x4.multiply(f32x4.subtract(v128.load(at, address + i * 16), largest), c),
      );
      lanes.setWith(-largestExponent, values, (c, i) => f32x4.largerOf(values[i], c));
      lanes.powersOfTwo(powers, values, scratch);
      vectors.forEach(({ offset, columns }, i) => {
        f.set(powers[i], firstLanes(powers[i], columns, constants));
        f.storeV128(at, address + offset, powers[i]);
        for (const half of [powers[i], v128.lanes(powers[i], [2, 3, 0, 1])])
          f.set(sums, f64x2.add(sums, f64x2.from(half)));
      });
    });
    f.set(sum, f64.add(f64x2.lane(sums, 0), f64x2.lane(sums, 1)));
    f.set(
      total,
      f64.add(total, f64.multiply(rowWeight(atWeight), f.result("f64", logarithm, sum))),
    );

    f.storeF32(
      output,
      address,
      f32.rounded(f64.subtract(f64.from(f32.load(output, address)), sum)),
    );
    const share = f64.divide(f64.multiply(rowWeight(atWeight), f64.constant(1 / divisor)), sum);
    f.set(scale, f32x4.splat(f32.rounded(share)));
    eachPanel((vectors) => {
      vectors.forEach(({ offset }, i) => {
        f.set(values[i], f32x4.multiply(v128.load(at, address + offset), scale));
        storeDelta(f, layer, at, deltas.address + offset, values[i]);
      });
    });
    f.set(atClass, i32.plus(atClass, floatSize));
    f.set(atWeight, i32.plus(atWeight, floatSize));
  });
  f.return(total);
  return f;
}

function rowWeight(at: Local<"i32">): F64 {
  return f64.from(f32.load(at, 0));
}
