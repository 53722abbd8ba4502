import { type BarLayout, barPaths } from "./bars";
import { svg } from "./svg";

/** Signed bars that follow their values: one path for each of what they mean. */
export interface MovingBars {
  readonly elements: readonly SVGPathElement[];
  /** @param silenced the neurons whose bars are outlines */
  show(values: ArrayLike<number>, silenced: readonly number[]): void;
}

export function movingBars(layout: BarLayout): MovingBars {
  const kinds = ["positive", "negative", "silenced"] as const;
  const elements = kinds.map((kind) => svg("path", { class: `fig-bar-${kind}` }));
  return {
    elements,
    show(values, silenced) {
      const paths = barPaths(values, silenced, layout);
      for (const [i, kind] of kinds.entries()) elements[i].setAttribute("d", paths[kind]);
    },
  };
}
