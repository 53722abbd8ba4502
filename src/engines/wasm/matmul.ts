import { elementOffset } from "./address";
import type { Target, TileShape } from "./arithmetic";
import { FunctionBuilder, f32x4, type I32, i32, type Local, type V128, v128 } from "./code";
import { storeDelta } from "./deltas";
import {
  floatSize,
  type LayerMemory,
  type Matrix,
  panelRow,
  panelWidth,
  vectorsOf,
} from "./layout";

/*
 * C = A·B in tiles of C that stay in registers while k runs through the columns of A and rows of B. At each k,
 * a tile takes an element of A for each of its rows, in all four lanes, and vectors of B.
 */

/** A product and its matrices, which are in panels; A may be row after row instead. */
export type Product =
  /** C = b + A·B: a layer forward; b is `[1, columns]`. */
  | { readonly kind: "forward"; readonly a: Matrix; readonly c: Matrix }
  /** C = A·B, back through the activation of the layer whose deltas C is. */
  | { readonly kind: "backward"; readonly a: Matrix; readonly c: LayerMemory }
  /** C = C + Aᵀ·B: a block's part of the derivative by the weights. */
  | { readonly kind: "gradient"; readonly a: Matrix; readonly c: Matrix };

/** The shape of a product. */
function shapeOf(product: Product): {
  readonly c: Matrix;
  readonly transposed: boolean;
  /** How far k runs. */
  readonly depth: number;
  /** From one panel of B to the next. */
  readonly panelB: number;
} {
  const { kind, a } = product;
  const transposed = kind === "gradient";
  const depth = transposed ? a.rows : a.columns;
  const c = kind === "backward" ? product.c.activations : product.c;
  return { c, transposed, depth, panelB: depth * panelRow };
}

/** Vectors of four columns in a panel. */
const panelVectors = 2;

/** Locals that all tiles of a function share. */
interface Registers {
  readonly sums: readonly Local<"v128">[];
  readonly left: readonly Local<"v128">[];
  readonly right: readonly Local<"v128">[];
  readonly products: readonly Local<"v128">[];
  readonly a: Local<"i32">;
  readonly b: Local<"i32">;
  readonly end: Local<"i32">;
  readonly panelsEnd: Local<"i32">;
}

/** Where a tile finds its operands. */
interface Tile extends TileShape {
  readonly a: I32;
  readonly b: I32;
  readonly c: I32;
  /** For `forward`. */
  readonly bias: I32;
}

/** A function (A, B, C, b) of addresses, specialised to the shapes of its matrices; b is read by `forward` alone. */
export function productFunction(product: Product, target: Target): FunctionBuilder {
  const f = new FunctionBuilder();
  const atA = f.parameter("i32");
  const atB = f.parameter("i32");
  const atC = f.parameter("i32");
  const atBias = f.parameter("i32");
  const row = f.local("i32");
  const tileA = f.local("i32");
  const tileC = f.local("i32");
  const columnsEnd = f.local("i32");
  const registers: Registers = {
    sums: f.locals("v128", 12),
    left: f.locals("v128", 8),
    right: f.locals("v128", 6),
    products: f.locals("v128", 2),
    a: f.local("i32"),
    b: f.local("i32"),
    end: f.local("i32"),
    panelsEnd: f.local("i32"),
  };
  const { a } = product;
  const { c, transposed, panelB } = shapeOf(product);
  const tile = tileEmitter(f, registers, product, target);

  /** From A's address to the first element of a row of A, or of Aᵀ. */
  const leftRow = (index: I32): I32 =>
    transposed ? elementOffset(index, a.panel) : i32.multiply(index, i32.constant(a.row));

  /** All rows of some vectors of C, from the addresses in the parameters on. */
  const stripe = ({ vectors, rows }: TileShape): void => {
    const tiled = c.rows - (c.rows % rows);
    const tileOf = (count: number): void => {
      f.set(tileA, i32.add(atA, leftRow(row)));
      f.set(tileC, i32.add(atC, i32.multiply(row, i32.constant(panelRow))));
      tile({ rows: count, vectors, a: tileA, b: atB, c: tileC, bias: atBias });
    };
    f.set(row, i32.constant(0));
    if (tiled > 0) f.repeat(row, rows, i32.constant(tiled), () => tileOf(rows));
    if (tiled < c.rows) tileOf(c.rows - tiled);
  };

  let vectors = vectorsOf(c.columns);
  for (const shape of target.tiles) {
    const stripes = Math.floor(vectors / shape.vectors);
    vectors -= stripes * shape.vectors;
    if (stripes === 0) continue;
    const panels = Math.ceil(shape.vectors / panelVectors);
    f.set(columnsEnd, i32.plus(atC, stripes * panels * c.panel));
    f.repeat(atC, panels * c.panel, columnsEnd, () => {
      stripe(shape);
      f.set(atB, i32.plus(atB, panels * panelB));
      f.set(atBias, i32.plus(atBias, panels * panelRow));
    });
  }
  return f;
}

/** Emits the code of one tile. */
function tileEmitter(
  f: FunctionBuilder,
  { sums, left, right, products, a, b, end, panelsEnd }: Registers,
  product: Product,
  { multiplyAdd, fused, unrolled }: Target,
): (tile: Tile) => void {
  const { kind } = product;
  const { c, transposed, depth, panelB } = shapeOf(product);
  const vectorOffset = (panel: number, vector: number): number =>
    Math.floor(vector / panelVectors) * panel + (vector % panelVectors) * 16;
  /** From one row of the tile to the next, and from one k to the next within a panel. */
  const [rowA, stepA] = transposed ? [floatSize, product.a.row] : [product.a.row, floatSize];

  return (tile) => {
    const rows = range(tile.rows);
    const vectors = range(tile.vectors);
    const sum = (row: number, vector: number): Local<"v128"> => sums[row * tile.vectors + vector];
    const offsetC = (row: number, vector: number): number =>
      vectorOffset(c.panel, vector) + row * panelRow;
    const start = (row: number, vector: number): V128 => {
      if (kind === "backward") return v128.zero();
      if (kind === "forward") return v128.load(tile.bias, vectorOffset(panelRow, vector));
      return v128.load(tile.c, offsetC(row, vector));
    };
    const step = (k: number): void => {
      const loadLeft = (row: number): void =>
        f.set(left[row], v128.loadSplat(a, row * rowA + k * stepA));
      const loadRight = (vector: number): void =>
        f.set(right[vector], v128.load(b, vectorOffset(panelB, vector) + k * panelRow));
      /** Adds products to sums. Where they are not fused, a processor keeps pace best with all products before all sums. */
      const add = (cells: readonly { row: number; vector: number }[]): void => {
        if (!fused)
          cells.forEach(({ row, vector }, i) => {
            f.set(products[i], f32x4.multiply(left[row], right[vector]));
          });
        cells.forEach(({ row, vector }, i) => {
          const to = sum(row, vector);
          f.set(to, fused ? multiplyAdd(left[row], right[vector], to) : f32x4.add(to, products[i]));
        });
      };
      // The fewer operands stay, the others pass through one register.
      if (tile.rows <= tile.vectors) {
        rows.forEach(loadLeft);
        for (const vector of vectors) {
          loadRight(vector);
          add(rows.map((row) => ({ row, vector })));
        }
      } else {
        vectors.forEach(loadRight);
        for (const row of rows) {
          loadLeft(row);
          add(vectors.map((vector) => ({ row, vector })));
        }
      }
    };

    /** Adds so few steps that they stand one after another. */
    const turn = (steps: number): void => {
      range(steps).forEach(step);
      f.set(a, i32.plus(a, steps * stepA));
      f.set(b, i32.plus(b, steps * panelRow));
    };
    /** Adds so many steps, which do not leave a panel of A. */
    const run = (steps: number): void => {
      const turns = Math.floor(steps / unrolled);
      if (turns === 1) turn(unrolled);
      else if (turns > 1) {
        f.set(end, i32.plus(b, turns * unrolled * panelRow));
        // `turn` moves b on.
        f.repeat(b, 0, end, () => turn(unrolled));
      }
      if (steps % unrolled > 0) turn(steps % unrolled);
    };

    for (const row of rows)
      for (const vector of vectors) f.set(sum(row, vector), start(row, vector));
    f.set(a, tile.a);
    f.set(b, tile.b);
    if (transposed) run(depth);
    else {
      const panels = Math.floor(depth / panelWidth);
      if (panels > 0) {
        f.set(panelsEnd, i32.plus(b, panels * panelWidth * panelRow));
        // `run` moves b on.
        f.repeat(b, 0, panelsEnd, () => {
          run(panelWidth);
          f.set(a, i32.plus(a, product.a.panel - panelWidth * stepA));
        });
      }
      if (depth % panelWidth > 0) run(depth % panelWidth);
    }
    for (const row of rows)
      for (const vector of vectors) {
        const value = sum(row, vector);
        const offset = offsetC(row, vector);
        if (product.kind === "backward") storeDelta(f, product.c, tile.c, offset, value);
        else f.storeV128(tile.c, offset, value);
      }
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
