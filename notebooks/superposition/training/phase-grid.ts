/** The m and p of a phase diagram, evenly spaced on logarithmic axes as far as whole numbers of neurons allow it. */
export interface PhaseGrid {
  /** m of the columns, increasing from 1 to n. */
  readonly neurons: readonly number[];
  /** p of the rows, increasing to 1. */
  readonly probabilities: readonly number[];
}

/** A place in the diagram. */
export interface PhasePlace {
  readonly column: number;
  readonly row: number;
  /** How many columns and rows it stands for until the places between it and its neighbours are there, too. */
  readonly stride: number;
}

/** The grid of a finished diagram has so many rows, and as many columns if n is large enough. */
const side = 9;
const lowest = 0.003;
/** Coarse, finer, and the grid itself. */
const strides = [4, 2, 1];

/** The grid for n features. */
export function phaseGrid(features: number): PhaseGrid {
  const steps = Array.from({ length: side }, (_, i) => i / (side - 1));
  return {
    neurons: [...new Set(steps.map((part) => Math.round(features ** part)))],
    probabilities: steps.map((part) => Number((lowest * (1 / lowest) ** part).toPrecision(2))),
  };
}

/** All places, the coarse ones first, and of those that are as coarse the ones that take longest to train. */
export function phasePlaces({ neurons, probabilities }: PhaseGrid): PhasePlace[] {
  const seen = new Set<string>();
  return strides.flatMap((stride) => {
    const places: PhasePlace[] = [];
    for (let column = neurons.length - 1; column >= 0; --column)
      for (let row = probabilities.length - 1; row >= 0; --row) {
        const name = `${column} ${row}`;
        if (column % stride !== 0 || row % stride !== 0 || seen.has(name)) continue;
        seen.add(name);
        places.push({ column, row, stride });
      }
    return places;
  });
}
