import { type Column, column, fileColumn, tableColumn } from "../../../src/figure/columns";
import type { Decomposition } from "../../../src/network/decompose";
import type { DecompositionExtent } from "../mathematics/extent";
import type { Focus } from "./focus";
import type { ContributionKind } from "./shown-sum";

export interface DecompositionState {
  readonly at: Decomposition;
  readonly kind: ContributionKind;
  /** The largest bars anywhere in the domain: the scale does not follow the query. */
  readonly extent: DecompositionExtent;
  readonly focus: Focus;
  readonly domain: readonly [number, number];
}

/** The neurons' parts of one kind to be read, and of both kinds to be computed with; a row is a neuron. */
export function neuronColumns({ at, kind, focus }: DecompositionState): readonly Column<number>[] {
  const integrated = kind === "integrated";
  const part = (of: ContributionKind, field: string, values: Float64Array): Column<number> =>
    of === kind
      ? column(partName(of), field, (i) => values[i], 4)
      : fileColumn(field, (i) => values[i]);
  const [, values] = barValues(at, kind);
  return [
    column("Neuron", "neuron", (i) => i),
    fileColumn("x", () => at.x),
    column("w·x + b", "pre_activation", (i) => at.preActivations[i], 4),
    column("Activation", "activation", (i) => at.activations[i], 4),
    tableColumn(integrated ? "Mean value on the path" : "Value ∂f/∂a", (i) => values[i], 4),
    fileColumn("value", (i) => at.values[i]),
    part("first-order", "contribution", at.contributions),
    part("integrated", "integrated_gradient", at.integrated),
    tableColumn("State", (i) =>
      focus.silenced.includes(i) ? "silenced" : at.preActivations[i] > 0 ? "active" : "",
    ),
    fileColumn("silenced", (i) => Number(focus.silenced.includes(i))),
  ];
}

/** What a neuron's part is called. */
export function partName(kind: ContributionKind): string {
  return kind === "integrated" ? "Integrated gradient" : "Contribution";
}

/** The three rows of bars: activations, values, and their products. */
export function barValues(at: Decomposition, kind: ContributionKind): readonly Float64Array[] {
  if (kind === "first-order") return [at.activations, at.values, at.contributions];
  // The value that, times the activation, gives the integrated gradient: ∂f/∂aᵢ averaged over the path.
  const mean = at.integrated.map((part, i) =>
    at.activations[i] === 0 ? 0 : part / at.activations[i],
  );
  return [at.activations, mean, at.integrated];
}

/** The share of Σ|part| that the largest ones carry. */
export function topShare(parts: ArrayLike<number>, most: number): { most: number; share: number } {
  const sizes = Array.from(parts, Math.abs).sort((a, b) => b - a);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const top = sizes.slice(0, most).reduce((sum, size) => sum + size, 0);
  return { most: Math.min(most, sizes.length), share: all === 0 ? 0 : top / all };
}
