import { scaleLinear } from "d3-scale";

/** Where bars stand: one slot per neuron along an axis, each bar from the zero line as long as its value. */
export interface BarLayout {
  readonly direction: "up" | "right";
  /** The neuron of each slot, in the order of the axis. */
  readonly order: readonly number[];
  /** Where the first slot starts, and the size of a slot, in CSS pixels. */
  readonly start: number;
  readonly slot: number;
  /** Pixels of the zero line, and per unit of the value. */
  readonly zero: number;
  readonly unit: number;
  /** The longest bar, in pixels. */
  readonly most: number;
}

/** SVG path data of all bars, by what they mean. */
export interface BarPaths {
  readonly positive: string;
  readonly negative: string;
  /** Silenced neurons, to be drawn as outlines. */
  readonly silenced: string;
}

/** One path per meaning rather than one element per bar: 3 × 256 bars then move within a millisecond. */
export function barPaths(
  values: ArrayLike<number>,
  silenced: readonly number[],
  { direction, order, start, slot, zero, unit, most }: BarLayout,
): BarPaths {
  const thickness = barThickness(slot);
  const inset = (slot - thickness) / 2;
  const wide = rounded(thickness);
  let positive = "";
  let negative = "";
  let hollow = "";
  for (let i = 0; i < order.length; ++i) {
    const neuron = order[i];
    const value = values[neuron];
    // A bar of a value that is not a number is not drawn.
    const length = rounded(Math.min(most, Math.abs(value) * unit)) || 0;
    if (length === 0) continue;
    const along = rounded(start + i * slot + inset);
    const forward = value > 0;
    const bar =
      direction === "up"
        ? `M${along} ${zero}h${wide}v${forward ? -length : length}h${-wide}z`
        : `M${zero} ${along}v${wide}h${forward ? length : -length}v${-wide}z`;
    if (silenced.length > 0 && silenced.includes(neuron)) hollow += bar;
    else if (forward) positive += bar;
    else negative += bar;
  }
  return { positive, negative, silenced: hollow };
}

/** Thickness of a bar in its slot: a gap of a pixel where there is room, and a bar that is seen where there is not. */
export function barThickness(slot: number): number {
  if (slot >= 30) return slot - 8;
  if (slot >= 8) return slot - 2;
  if (slot >= 3) return slot - 1;
  return slot * 0.75;
}

/** Zero and one round number to either side, no further than the bars go. */
export function barTicks(low: number, high: number): number[] {
  const most = scaleLinear([0, high], [0, 1])
    .ticks(2)
    .filter((tick) => tick > 0 && tick <= high)
    .at(-1);
  if (most === undefined) return [0];
  return low <= -most ? [-most, 0, most] : [0, most];
}

/** Which slot a position along the axis falls in; the nearest one outside. */
export function slotAt(position: number, start: number, slot: number, slots: number): number {
  return Math.min(slots - 1, Math.max(0, Math.floor((position - start) / slot)));
}

function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** A network that is dead has extents like 1e-100: bars of nothing, which stand on a scale of one. */
const vanishing = 1e-9;

/** The length of a bar's scale for an extent: some length, and a finite one. */
export function scaleLength(extent: number): number {
  return Number.isFinite(extent) && extent > vanishing ? extent : 1;
}
