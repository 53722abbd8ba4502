import { expect, test } from "vitest";
import {
  cosineDensity,
  cosineShare,
  cosines,
  expectedAbsoluteCosine,
  featureDimensions,
  featureDirections,
  pairs,
  welchBound,
} from "../../../../notebooks/superposition/mathematics/geometry";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { gaussLegendre } from "../../../../src/network/quadrature";
import { seeded } from "../../../../src/network/random";

/** A network whose W_in has these columns. */
function withColumns(columns: readonly (readonly number[])[]): SuperpositionWeights {
  const features = columns.length;
  const neurons = columns[0].length;
  const weightsIn = new Float64Array(neurons * features);
  columns.forEach((column, i) => {
    column.forEach((weight, k) => {
      weightsIn[k * features + i] = weight;
    });
  });
  return { features, neurons, weightsIn, weightsOut: new Float64Array(features * neurons) };
}

/** Corners of a regular polygon. */
function polygon(corners: number, length = 1): number[][] {
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    return [length * Math.cos(angle), length * Math.sin(angle)];
  });
}

/** Corners of a regular simplex around 0 in ℝᵐ, m + 1 of them: a basis and its balance, seen from their middle. */
function simplex(dimension: number): number[][] {
  const balance = (1 - Math.sqrt(dimension + 1)) / dimension;
  const corners = Array.from({ length: dimension + 1 }, (_, i) =>
    Array.from({ length: dimension }, (_, k) => (i === dimension ? balance : Number(i === k))),
  );
  const middle = Array.from(
    { length: dimension },
    (_, k) => corners.reduce((sum, corner) => sum + corner[k], 0) / (dimension + 1),
  );
  return corners.map((corner) => corner.map((value, k) => value - middle[k]));
}

/** The basis of ℝᵐ and its negatives. */
function cross(dimension: number): number[][] {
  return Array.from({ length: 2 * dimension }, (_, i) =>
    Array.from({ length: dimension }, (_, k) =>
      k === i % dimension ? (i < dimension ? 1 : -1) : 0,
    ),
  );
}

/** Directions without a preferred one: of vectors of normal numbers, by Box and Muller. */
function randomColumns(count: number, dimension: number, seed: number): number[][] {
  const random = seeded(seed);
  return Array.from({ length: count }, () =>
    Array.from(
      { length: dimension },
      () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
    ),
  );
}

function cosinesOf(columns: readonly (readonly number[])[]): Float64Array {
  const weights = withColumns(columns);
  return pairs(cosines(featureDirections(weights), weights.neurons));
}

/** ∫ g(c) density(c) dc, over the angle, in which the density is smooth; a kink of g at 0 is between two rules. */
function expectation(g: (c: number) => number, dimension: number): number {
  const { nodes, weights } = gaussLegendre(100);
  return nodes.reduce((sum, node, i) => {
    const quarter = (Math.PI / 2) * node;
    const part = [quarter, Math.PI - quarter].reduce((both, angle) => {
      const c = Math.cos(angle);
      return both + g(c) * cosineDensity(c, dimension) * Math.sin(angle);
    }, 0);
    return sum + (Math.PI / 2) * weights[i] * part;
  }, 0);
}

const rootMeanSquare = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

test("directions are the columns of W_in at length 1, and a feature without weights has none", () => {
  const directions = featureDirections(
    withColumns([
      [3, 4],
      [0, 0],
      [0, -2],
    ]),
  );
  expect([...directions]).toEqual([0.6, 0.8, 0, 0, 0, -1]);
});

test("cosines are those of the angles between the columns, of whatever length", () => {
  const columns = [
    [2, 0],
    [3, 3],
    [-1, 0],
  ];
  const all = cosines(featureDirections(withColumns(columns)), 2);
  const half = Math.SQRT1_2;
  [1, half, -1, half, 1, -half, -1, -half, 1].forEach((cosine, i) => {
    expect(all[i]).toBeCloseTo(cosine, 14);
  });
  expect(cosinesOf(columns).map((cosine) => Number(cosine.toFixed(12)))).toEqual(
    Float64Array.of(half, -1, -half).map((cosine) => Number(cosine.toFixed(12))),
  );
});

test("pairs are those above the diagonal, row by row", () => {
  expect([...pairs(Float64Array.of(1, 2, 3, 2, 1, 4, 3, 4, 1))]).toEqual([2, 3, 4]);
  expect(pairs(Float64Array.of(1))).toHaveLength(0);
});

test("the density of cosines integrates to 1 and gives the mean |cosine|, in any dimension", () => {
  for (const dimension of [2, 3, 4, 5, 10, 37, 100]) {
    expect(expectation(() => 1, dimension)).toBeCloseTo(1, 10);
    expect(expectation(Math.abs, dimension)).toBeCloseTo(expectedAbsoluteCosine(dimension), 10);
    // The mean of c² is 1/m: the squares of a direction's m coordinates sum to 1.
    expect(expectation((c) => c * c, dimension)).toBeCloseTo(1 / dimension, 10);
  }
});

test("the shares of bins sum to 1, and are known in one, two, three and four dimensions", () => {
  for (const dimension of [1, 2, 3, 4, 10, 200]) {
    let sum = 0;
    for (let i = 0; i < 40; ++i) sum += cosineShare(-1 + i / 20, -1 + (i + 1) / 20, dimension);
    expect(sum).toBeCloseTo(1, 10);
  }
  expect([cosineShare(-1, -0.5, 1), cosineShare(-0.5, 0.5, 1), cosineShare(0.5, 1, 1)]).toEqual([
    0.5, 0, 0.5,
  ]);
  // cos 60° = ½: a sixth of the circle to either side of a direction, and a quarter of the sphere's height.
  expect(cosineShare(0.5, 1, 2)).toBeCloseTo(1 / 3, 10);
  expect(cosineShare(0.5, 1, 3)).toBeCloseTo(1 / 4, 10);
  expect(cosineShare(0.5, 1, 4)).toBeCloseTo(1 / 3 - Math.sqrt(3) / (4 * Math.PI), 10);
});

test("the mean |cosine| is known in few dimensions: 1, 2/π, 1/2, 4/(3π)", () => {
  [1, 2 / Math.PI, 1 / 2, 4 / (3 * Math.PI)].forEach((mean, i) => {
    expect(expectedAbsoluteCosine(i + 1)).toBeCloseTo(mean, 12);
  });
});

test("random directions have the cosines that the density says", () => {
  for (const dimension of [2, 3, 10]) {
    const values = cosinesOf(randomColumns(400, dimension, dimension));
    const share = (from: number, to: number): number =>
      values.filter((value) => value >= from && value < to).length / values.length;
    const absolute = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
    expect(absolute).toBeCloseTo(expectedAbsoluteCosine(dimension), 2);
    for (const [from, to] of [
      [-1, -0.5],
      [-0.1, 0.1],
      [0.2, 0.4],
      [0.8, 1],
    ]) {
      const expected = expectation((c) => Number(c >= from && c < to), dimension);
      expect(Math.abs(share(from, to) - expected)).toBeLessThan(0.015);
    }
  }
});

test("a simplex, and a basis with its negatives, reach the Welch bound; random directions do not", () => {
  for (const dimension of [2, 3, 7]) {
    const columns = simplex(dimension);
    expect(welchBound(columns.length, dimension)).toBeCloseTo(1 / dimension, 12);
    expect(rootMeanSquare(cosinesOf(columns))).toBeCloseTo(1 / dimension, 12);
    const both = cross(dimension);
    expect(rootMeanSquare(cosinesOf(both))).toBeCloseTo(welchBound(both.length, dimension), 12);
    const random = randomColumns(3 * dimension, dimension, 1);
    expect(rootMeanSquare(cosinesOf(random))).toBeGreaterThan(
      1.01 * welchBound(random.length, dimension),
    );
  }
});

test("as many directions as there are dimensions can all be orthogonal", () => {
  expect(welchBound(5, 5)).toBe(0);
  expect(welchBound(3, 5)).toBe(0);
});

test("known polytopes have the dimensions that are theirs", () => {
  const dimensions = (columns: readonly (readonly number[])[]): number[] => [
    ...featureDimensions(withColumns(columns)),
  ];
  const known: [number, number[][]][] = [
    [1 / 2, cross(3)],
    [2 / 3, polygon(3)],
    [3 / 4, simplex(3)],
    [2 / 5, polygon(5)],
    [
      1,
      [
        [2, 0],
        [0, 3],
      ],
    ],
  ];
  for (const [fraction, columns] of known)
    for (const dimension of dimensions(columns)) expect(dimension).toBeCloseTo(fraction, 12);
});

test("polytopes in planes of their own keep their dimensions beside one another, whatever their size", () => {
  const triangle = polygon(3, 2).map(([x, y]) => [x, y, 0]);
  const dimensions = featureDimensions(withColumns([...triangle, [0, 0, 0.1], [0, 0, -0.1]]));
  [2 / 3, 2 / 3, 2 / 3, 1 / 2, 1 / 2].forEach((fraction, i) => {
    expect(dimensions[i]).toBeCloseTo(fraction, 12);
  });
});

test("the features of any network have together at most as many dimensions as there are neurons", () => {
  for (const [features, neurons] of [
    [40, 6],
    [4, 6],
  ]) {
    const dimensions = featureDimensions(withColumns(randomColumns(features, neurons, 9)));
    const sum = dimensions.reduce((all, each) => all + each, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(neurons);
  }
});

test("a feature without weights has no dimensions, and takes none", () => {
  expect([
    ...featureDimensions(
      withColumns([
        [0, 0],
        [0, 3],
      ]),
    ),
  ]).toEqual([0, 1]);
});
