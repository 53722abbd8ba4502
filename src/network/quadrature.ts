/** A rule for ∫₀¹ g(t) dt ≈ Σ weights[i]·g(nodes[i]). */
export interface Quadrature {
  readonly nodes: Float64Array<ArrayBuffer>;
  readonly weights: Float64Array<ArrayBuffer>;
}

/**
 * The Gauss–Legendre rule of n nodes on [0, 1], exact for polynomials up to degree 2n − 1.
 * The nodes are the roots of the Legendre polynomial Pₙ, by Newton's method from
 * cos(π(i − ¼)/(n + ½)) (Abramowitz and Stegun 22.16.6, 25.4.30).
 */
export function gaussLegendre(n: number): Quadrature {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; ++i) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    // Newton doubles the digits of a start that has at least two: five steps are ample.
    for (let step = 0; step < 5; ++step) {
      const legendre = legendreAt(n, x);
      slope = legendre.slope;
      x -= legendre.value / slope;
    }
    nodes[i] = (1 + x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** Pₙ(x) and its derivative, by the recurrence k·Pₖ = (2k − 1)x·Pₖ₋₁ − (k − 1)·Pₖ₋₂. */
function legendreAt(n: number, x: number): { value: number; slope: number } {
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; ++k)
    [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (n * (before - x * value)) / (1 - x * x) };
}
