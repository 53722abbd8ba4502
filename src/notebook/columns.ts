/**
 * Widths of a post's column, in CSS pixels, at which the build has a picture of each embedded cell; the narrow one is
 * for windows up to `narrowWindow`.
 */
export const columns = { narrow: 350, wide: 720 } as const;
export const narrowWindow = 600;
export type Column = keyof typeof columns;

/** Heights of a cell by the width of its box, increasing in width. */
export type Heights = readonly (readonly [width: number, height: number])[];
