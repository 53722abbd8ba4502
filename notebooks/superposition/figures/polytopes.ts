/** A regular arrangement of directions, and how many dimensions each of its features has to itself. */
export interface Polytope {
  /** As a fraction in words: "2/3". */
  readonly fraction: string;
  readonly dimensions: number;
  readonly name: string;
}

/** Those that toy models are known to arrange their features in. Elhage et al., "Toy models of superposition" (2022). */
export const polytopes: readonly Polytope[] = [
  { fraction: "3/4", dimensions: 3 / 4, name: "tetrahedron" },
  { fraction: "2/3", dimensions: 2 / 3, name: "triangle" },
  { fraction: "1/2", dimensions: 1 / 2, name: "antipodal pair" },
  { fraction: "2/5", dimensions: 2 / 5, name: "pentagon" },
  { fraction: "3/8", dimensions: 3 / 8, name: "square antiprism" },
];

/** How near to a fraction is taken for it. */
export const tolerance = 0.02;

/** The polytope whose fraction a number of dimensions is nearest to. */
export function nearestPolytope(dimensions: number): Polytope {
  const distance = (polytope: Polytope): number => Math.abs(polytope.dimensions - dimensions);
  return polytopes.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}

/** Whether a number of dimensions can be taken for that of a polytope. */
export function atPolytope(dimensions: number): boolean {
  return Math.abs(nearestPolytope(dimensions).dimensions - dimensions) <= tolerance;
}

/** The share of the numbers from 0 to 1 that can be taken for that of a polytope. */
export function polytopeCover(): number {
  let cover = 0;
  let reached = 0;
  for (const { dimensions } of [...polytopes].reverse()) {
    cover += dimensions + tolerance - Math.max(reached, dimensions - tolerance);
    reached = dimensions + tolerance;
  }
  return cover;
}
