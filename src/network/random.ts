/** The finaliser of splitmix32: a bijection of 32-bit integers in which each input bit turns half of the output bits. */
function scramble(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** 2³²/φ, splitmix's step. */
const goldenGamma = 0x9e3779b9;

/**
 * A generator of uniform numbers in [0, 1), the same for a seed on every machine: multiples of 2⁻³².
 * C. Doty-Humphrey's sfc32 (PractRand: 128 bits of state, period at least 2³²), its state filled
 * by splitmix32 from both halves of the seed, the first twelve outputs thrown away.
 * @param seed any whole number from 0 to 2⁵³ − 1
 * @throws RangeError for another seed
 */
export function seeded(seed: number): () => number {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`A seed is a whole number from 0 to 2⁵³ − 1, not ${seed}.`);
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + goldenGamma) | 0;
    return scramble(state) | 0;
  };
  // In an array: variables of a closure that hold all 32 bits are made anew in memory at each draw.
  const words = Int32Array.of(next(), next(), next() ^ Math.floor(seed / 2 ** 32), 1);
  const draw = (): number => {
    const b = words[1];
    const c = words[2];
    const sum = (words[0] + b + words[3]) | 0;
    words[0] = b ^ (b >>> 9);
    words[1] = c + (c << 3);
    words[2] = ((c << 21) | (c >>> 11)) + sum;
    words[3] += 1;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; ++i) draw();
  return draw;
}

/**
 * A seed for one of several things that share a seed: a model of a series, a layer of a model.
 * @returns a 32-bit whole number; unlike sums, nearby pairs share none
 */
export function mixSeeds(seed: number, index: number): number {
  const low = scramble((seed >>> 0) + goldenGamma);
  const high = scramble(Math.floor(seed / 2 ** 32) ^ low);
  return scramble(scramble((index >>> 0) + goldenGamma) ^ Math.imul(high, 0x85ebca6b));
}
