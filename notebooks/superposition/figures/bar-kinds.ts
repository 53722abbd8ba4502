import type { Markish } from "@observablehq/plot";

/** A part of a bar, or all of it. */
export interface Bar {
  /** What it is of. */
  readonly kind: BarKind;
  readonly from: number;
  readonly to: number;
}

export type BarKind = keyof typeof looks;

const looks = {
  network: { fill: "var(--blue)" },
  /** What interference adds to an error, and what it takes away. */
  added: { fill: "var(--blue)", fillOpacity: 0.3, stroke: "var(--blue)" },
  removed: { fill: "var(--red)" },
  /** A solution that is computed. */
  reference: { fill: "var(--muted)" },
  /** The network beside which it is shown. */
  other: { fill: "none", stroke: "var(--muted)" },
} as const;

const kinds = Object.keys(looks) as BarKind[];

/** A mark of Plot's for each kind of bars that there is, in its look. */
export function ofEachKind<B extends Bar>(
  bars: readonly B[],
  mark: (bars: readonly B[], look: (typeof looks)[BarKind]) => Markish,
): Markish[] {
  return kinds.flatMap((kind) => {
    const those = bars.filter((bar) => bar.kind === kind);
    return those.length === 0 ? [] : [mark(those, looks[kind])];
  });
}
