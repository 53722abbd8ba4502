import { dot, eigen } from "./eigen";

/*
 * Directions in ℝᵐ as they are seen: projected on a frame, three orthonormal rows `[3, m]` that point to the right, up
 * and towards the reader. Where m < 3, the rows that are not needed are 0.
 */

/**
 * The frame of the three principal axes of directions `[n, m]`: the eigenvectors of Σ d dᵀ, in the order of their
 * eigenvalues, about the origin, since a direction starts there. Directions that are not finite do not count.
 */
export function principalFrame(directions: Float64Array, neurons: number): Float64Array {
  const moments = new Float64Array(neurons * neurons);
  for (let start = 0; start < directions.length; start += neurons) {
    const direction = directions.subarray(start, start + neurons);
    if (!direction.every(Number.isFinite)) continue;
    for (let k = 0; k < neurons; ++k)
      for (let l = 0; l < neurons; ++l) moments[k * neurons + l] += direction[k] * direction[l];
  }
  const { values, vectors } = eigen(moments, neurons);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const frame = new Float64Array(3 * neurons);
  order.slice(0, 3).forEach((axis, row) => {
    const vector = vectors.subarray(axis * neurons, (axis + 1) * neurons);
    frame.set(pointedForward(vector), row * neurons);
  });
  return frame;
}

/** A frame that favours no direction of ℝᵐ. @param random uniform in [0, 1) */
export function randomFrame(neurons: number, random: () => number): Float64Array {
  const frame = new Float64Array(3 * neurons);
  for (let row = 0; row < Math.min(3, neurons); ++row) {
    const vector = frame.subarray(row * neurons, (row + 1) * neurons);
    // Normal numbers, by Box and Muller, have no preferred direction, and what is left of them after Gram and Schmidt has none.
    for (let k = 0; k < neurons; ++k)
      vector[k] = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    for (let before = 0; before < row; ++before) {
      const other = frame.subarray(before * neurons, (before + 1) * neurons);
      const along = dot(vector, other);
      for (let k = 0; k < neurons; ++k) vector[k] -= along * other[k];
    }
    const length = Math.sqrt(dot(vector, vector));
    for (let k = 0; k < neurons; ++k) vector[k] /= length;
  }
  return frame;
}

/**
 * The frame after the reader has turned what it shows.
 * @param right radians by which what is in front goes to the right
 * @param up radians by which what is in front goes up
 */
export function turnedFrame(frame: Float64Array, right: number, up: number): Float64Array {
  return rotated(rotated(frame, 0, 2, right), 1, 2, up);
}

/** Where directions `[n, m]` are seen: `[n, 3]` to the right, up, and towards the reader. */
export function projected(directions: Float64Array, frame: Float64Array): Float64Array {
  const neurons = frame.length / 3;
  const places = new Float64Array((directions.length / neurons) * 3);
  for (let place = 0, start = 0; place < places.length; place += 3, start += neurons)
    for (let row = 0; row < 3; ++row) {
      let sum = 0;
      for (let k = 0; k < neurons; ++k) sum += frame[row * neurons + k] * directions[start + k];
      places[place + row] = sum;
    }
  return places;
}

/** How much of the squared length of all directions a frame shows, from 0 to 1. */
export function shownShare(directions: Float64Array, frame: Float64Array): number {
  const all = dot(directions, directions);
  const places = projected(directions, frame);
  return all === 0 ? 0 : dot(places, places) / all;
}

/** The frame with two of its rows turned into one another: the first takes on what the second points at. */
function rotated(frame: Float64Array, first: number, second: number, angle: number): Float64Array {
  const neurons = frame.length / 3;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const next = frame.slice();
  for (let k = 0; k < neurons; ++k) {
    const [a, b] = [frame[first * neurons + k], frame[second * neurons + k]];
    next[first * neurons + k] = cosine * a + sine * b;
    next[second * neurons + k] = cosine * b - sine * a;
  }
  return next;
}

/** An axis has two ends: the one whose largest coordinate is positive, so that the same axis looks the same. */
function pointedForward(vector: Float64Array): Float64Array {
  const largest = vector.reduce((most, each) => (Math.abs(each) > Math.abs(most) ? each : most), 0);
  return largest < 0 ? vector.map((each) => -each) : vector;
}
