/**
 * The path of a sampled curve. Where a sample is not finite the line is broken.
 * @param x pixel of sample i
 * @param y pixel of sample i
 */
export function curvePath(
  samples: number,
  x: (index: number) => number,
  y: (index: number) => number,
): string {
  let path = "";
  let pen = "M";
  for (let i = 0; i < samples; ++i) {
    const py = y(i);
    if (!Number.isFinite(py)) {
      pen = "M";
      continue;
    }
    path += `${pen}${x(i).toFixed(1)},${py.toFixed(1)}`;
    pen = "L";
  }
  return path;
}
