import { expect, test } from "vitest";
import { dot } from "../../../../notebooks/superposition/mathematics/eigen";
import {
  principalFrame,
  projected,
  randomFrame,
  shownShare,
  turnedFrame,
} from "../../../../notebooks/superposition/mathematics/projection";
import { seeded } from "../../../../src/network/random";

/** Numbers in [−1, 1). */
function numbers(count: number, seed: number): Float64Array {
  const random = seeded(seed);
  return Float64Array.from({ length: count }, () => 2 * random() - 1);
}

function row(matrix: Float64Array, size: number, at: number): Float64Array {
  return matrix.subarray(at * size, (at + 1) * size);
}

/** The largest way off from orthonormal rows, of the first ones. */
function unevenness(frame: Float64Array, rows: number): number {
  const size = frame.length / 3;
  let most = 0;
  for (let p = 0; p < rows; ++p)
    for (let q = 0; q < rows; ++q) {
      const product = dot(row(frame, size, p), row(frame, size, q));
      most = Math.max(most, Math.abs(product - Number(p === q)));
    }
  return most;
}

test("principal axes go along the directions, the most of them first", () => {
  // Three, two and one directions along the third, the first and the second neuron.
  const directions = Float64Array.from(
    [2, 2, 2, 0, 0, 1].flatMap((axis) => [0, 1, 2, 3].map((k) => Number(k === axis))),
  );
  const frame = principalFrame(directions, 4);
  [0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0].forEach((value, at) => {
    expect(frame[at]).toBeCloseTo(value, 12);
  });
  expect(shownShare(directions, frame)).toBeCloseTo(1, 12);
});

test("no other frame shows more of the directions than their principal axes", () => {
  const directions = numbers(40 * 7, 3);
  const principal = principalFrame(directions, 7);
  expect(unevenness(principal, 3)).toBeLessThan(1e-12);
  const most = shownShare(directions, principal);
  expect(most).toBeGreaterThan(3 / 7);
  for (let seed = 0; seed < 20; ++seed)
    expect(shownShare(directions, randomFrame(7, seeded(seed)))).toBeLessThan(most);
});

test("directions that are not finite, or none, leave the axes of the neurons", () => {
  const broken = Float64Array.of(Number.NaN, 1, 0, 0, Number.POSITIVE_INFINITY, 0);
  expect([...principalFrame(broken, 3)]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const directions = Float64Array.of(0, 1, 0, ...broken);
  expect([...principalFrame(directions, 3).subarray(0, 3)]).toEqual([0, 1, 0]);
});

test("a random frame is orthonormal, and has zeros where there are fewer than three dimensions", () => {
  for (const neurons of [1, 2, 3, 4, 10, 100]) {
    const frame = randomFrame(neurons, seeded(neurons));
    const rows = Math.min(3, neurons);
    expect(unevenness(frame, rows)).toBeLessThan(1e-12);
    expect(frame.subarray(rows * neurons).every((value) => value === 0)).toBe(true);
  }
});

test("random frames favour no neuron: each is shown with 3/m of its length on average", () => {
  const random = seeded(1);
  const shares = new Float64Array(10);
  for (let i = 0; i < 2000; ++i) {
    const frame = randomFrame(10, random);
    for (let k = 0; k < 10; ++k)
      for (let r = 0; r < 3; ++r) shares[k] += frame[r * 10 + k] ** 2 / 2000;
  }
  for (const share of shares) expect(Math.abs(share - 0.3)).toBeLessThan(0.02);
});

test("a turn takes what is in front to the right and up, and keeps the frame orthonormal", () => {
  const axes = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const front = Float64Array.of(0, 0, 1);
  const [right, , near] = projected(front, turnedFrame(axes, 0.3, 0));
  expect(right).toBeCloseTo(Math.sin(0.3), 14);
  expect(near).toBeCloseTo(Math.cos(0.3), 14);
  const [, up] = projected(front, turnedFrame(axes, 0, 0.2));
  expect(up).toBeCloseTo(Math.sin(0.2), 14);

  let frame = randomFrame(10, seeded(4));
  for (let i = 0; i < 1000; ++i) frame = turnedFrame(frame, 0.37, -0.11);
  expect(unevenness(frame, 3)).toBeLessThan(1e-10);
});

test("turning shows the same three dimensions: their share stays", () => {
  const directions = numbers(20 * 6, 5);
  const frame = randomFrame(6, seeded(2));
  expect(shownShare(directions, turnedFrame(frame, 1, 2))).toBeCloseTo(
    shownShare(directions, frame),
    12,
  );
});

test("all of two dimensions is shown, and none of nothing", () => {
  const directions = numbers(2 * 9, 6);
  expect(shownShare(directions, principalFrame(directions, 2))).toBeCloseTo(1, 12);
  expect(shownShare(new Float64Array(6), principalFrame(new Float64Array(6), 2))).toBe(0);
});
