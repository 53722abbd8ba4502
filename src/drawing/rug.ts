/** Room that a rug takes, in CSS pixels. */
export const rugHeight = 8;

/** The path of a rug: a stroke on the foot for each finite value but one. */
export function rugPath(
  values: ArrayLike<number>,
  x: (value: number) => number,
  foot: number,
  except: number,
): string {
  let path = "";
  for (let i = 0; i < values.length; ++i)
    if (i !== except && Number.isFinite(values[i]))
      path += `M${x(values[i]).toFixed(1)},${foot}v${1.5 - rugHeight}`;
  return path;
}
