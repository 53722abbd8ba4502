import { FunctionBuilder, f32x4, i32, type Local, v128 } from "./code";
import { floatSize, type LayerMemory, panelRow, vectorsOf } from "./layout";

/** Vectors worked on side by side: whole panels, and so many that they fit the registers. */
const stripeVectors = 12;

/**
 * The products of the first layer with one-hot rows, of addresses as those of other products. Forward it is (places,
 * W, Z, b): a row of Z is b and the rows of W that its ones name. For the gradient it is (places, dZ, dW): each
 * row of dZ is added to these rows of dW.
 */
export function oneHotFunction(
  kind: "forward" | "gradient",
  { weight, preActivations }: LayerMemory,
  perRow: number,
): FunctionBuilder {
  const f = new FunctionBuilder();
  const places = f.parameter("i32");
  const operand = f.parameter("i32");
  const result = f.parameter("i32");
  const atBias = f.parameter("i32");
  const [atW, atZ] = kind === "forward" ? [operand, result] : [result, operand];
  const place = f.local("i32");
  const rowPlacesEnd = f.local("i32");
  const rowW = f.local("i32");
  const rowZ = f.local("i32");
  const rowsEnd = f.local("i32");
  const stripesEnd = f.local("i32");
  const vectors = f.locals("v128", stripeVectors);
  const { rows, panel } = preActivations;

  /** All rows of some vectors, from the addresses in the parameters on. */
  const stripe = (count: number): void => {
    const each = (visit: (vector: Local<"v128">, i: number) => void): void =>
      vectors.slice(0, count).forEach(visit);
    const offset = (panelSize: number, i: number): number =>
      Math.floor(i / 2) * panelSize + (i % 2) * 16;
    f.set(place, places);
    f.set(rowZ, atZ);
    f.set(rowsEnd, i32.plus(atZ, rows * panelRow));
    f.repeat(rowZ, panelRow, rowsEnd, () => {
      each((vector, i) => {
        f.set(
          vector,
          kind === "forward"
            ? v128.load(atBias, offset(panelRow, i))
            : v128.load(rowZ, offset(panel, i)),
        );
      });
      f.set(rowPlacesEnd, i32.plus(place, perRow * floatSize));
      f.repeat(place, floatSize, rowPlacesEnd, () => {
        f.set(rowW, i32.add(atW, i32.multiply(i32.load(place, 0), i32.constant(panelRow))));
        each((vector, i) => {
          const at = offset(weight.panel, i);
          const sum = f32x4.add(vector, v128.load(rowW, at));
          if (kind === "forward") f.set(vector, sum);
          else f.storeV128(rowW, at, sum);
        });
      });
      if (kind === "forward")
        each((vector, i) => {
          f.storeV128(rowZ, offset(panel, i), vector);
        });
    });
  };

  const all = vectorsOf(preActivations.columns);
  const stripes = Math.floor(all / stripeVectors);
  const panels = stripeVectors / 2;
  if (stripes > 0) {
    f.set(stripesEnd, i32.plus(atZ, stripes * panels * panel));
    f.repeat(atZ, panels * panel, stripesEnd, () => {
      stripe(stripeVectors);
      f.set(atW, i32.plus(atW, panels * weight.panel));
      f.set(atBias, i32.plus(atBias, panels * panelRow));
    });
  }
  if (all % stripeVectors > 0) stripe(all % stripeVectors);
  return f;
}
