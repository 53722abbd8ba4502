import type { Phase } from "../../../../notebooks/superposition/mathematics/phase";
import {
  emptyDiagram,
  type PhaseCell,
  type PhaseDiagram,
} from "../../../../notebooks/superposition/training/phases";

// Phase diagrams as if they were trained.

export const settings = { features: 100, exponent: 4, seed: 1 } as const;

/** What a network of m neurons is taken to have come to at p: all share up to p = 0.2, where it stops beating the naive solution. */
export function phaseOf({ neurons, probability }: PhaseCell): Phase {
  const sparse = probability < 0.2;
  const ignoring = neurons === 100 ? 0 : 0.01;
  return { sharing: sparse ? 100 : neurons, gain: 0.4, loss: sparse ? 0.005 : 0.02, ignoring };
}

/** A diagram whose first places are trained, and the next one is in training; with −1 nothing has begun. */
export function diagramOf(trained: number): PhaseDiagram {
  const diagram = emptyDiagram(settings);
  const cells = diagram.cells.map((cell, i): PhaseCell => {
    if (i < trained) return { ...cell, result: { state: "measured", ...phaseOf(cell) } };
    return i === trained ? { ...cell, result: { state: "training" } } : cell;
  });
  return { ...diagram, cells, running: trained >= 0 && trained < cells.length };
}

/** The diagram with one place diverged. */
export function withDivergence(diagram: PhaseDiagram, place: number): PhaseDiagram {
  const cells = diagram.cells.map(
    (cell, i): PhaseCell => (i === place ? { ...cell, result: { state: "diverged" } } : cell),
  );
  return { ...diagram, cells };
}
