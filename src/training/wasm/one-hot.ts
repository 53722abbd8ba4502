import { FunctionBuilder, f32x4, i32, v128 } from "./code";
import { floatSize, type LayerMemory, panelRow, panelsOf } from "./layout";

/** Panels worked on side by side, so many that their vectors fit the registers. */
const stripePanels = 6;

/**
 * A function (places, W, Z, b) of addresses for the first layer on one-hot rows. Forward, a row of Z is b and the
 * rows of W that its ones name. For the gradient, Z and W are the derivatives by them: each row of Z is added to
 * these rows of W.
 */
export function oneHotFunction(
  kind: "forward" | "gradient",
  { weight, preActivations }: LayerMemory,
  perRow: number,
): FunctionBuilder {
  const f = new FunctionBuilder();
  const places = f.parameter("i32");
  const atW = f.parameter("i32");
  const atZ = f.parameter("i32");
  const atBias = f.parameter("i32");
  const place = f.local("i32");
  const rowPlacesEnd = f.local("i32");
  const rowW = f.local("i32");
  const rowZ = f.local("i32");
  const rowsEnd = f.local("i32");
  const stripesEnd = f.local("i32");
  const vectors = f.locals("v128", stripePanels * 2);
  const { rows, panel } = preActivations;

  /** All rows of some panels, from the addresses in the parameters on. */
  const stripe = (panels: number): void => {
    const each = (visit: (vector: (typeof vectors)[number], i: number) => void): void =>
      vectors.slice(0, panels * 2).forEach(visit);
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

  const panels = panelsOf(preActivations.columns);
  const stripes = Math.floor(panels / stripePanels);
  if (stripes > 0) {
    f.set(stripesEnd, i32.plus(atZ, stripes * stripePanels * panel));
    f.repeat(atZ, stripePanels * panel, stripesEnd, () => {
      stripe(stripePanels);
      f.set(atW, i32.plus(atW, stripePanels * weight.panel));
      f.set(atBias, i32.plus(atBias, stripePanels * panelRow));
    });
  }
  if (panels % stripePanels > 0) stripe(panels % stripePanels);
  return f;
}
