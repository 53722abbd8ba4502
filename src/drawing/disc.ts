/** A disc as a part of a path: many of them then are one element. */
export function disc(x: number, y: number, radius: number): string {
  const [size, across] = [radius.toFixed(2), (2 * radius).toFixed(2)];
  return `M${(x - radius).toFixed(1)},${y.toFixed(1)}a${size},${size} 0 1 0 ${across},0a${size},${size} 0 1 0 -${across},0z`;
}
