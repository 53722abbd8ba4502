import type { Heights } from "../notebook/columns.ts";
import { escapeHtml } from "../notebook/escape-html.ts";
import { heightAt } from "./reserve.ts";
import { type Attributes, queryOf } from "./tag.ts";

/** The widest frame, the narrowest for which there is room in its height, and that height where it was not measured. */
export const [frameWidth, narrowWidth, unmeasuredHeight] = [640, 320, 480];
/** Of the frame's page, on all sides. */
const padding = 6;

/** The height of a frame that shows a cell at the width that it has or, where no page listens for its height, may have. */
export function frameHeight(heights: Heights | undefined): number {
  if (heights === undefined) return unmeasuredHeight;
  const at = (width: number): number => heightAt(heights, width - 2 * padding) + 2 * padding;
  return Math.max(at(narrowWidth), at(frameWidth));
}

/**
 * The `<iframe>` that shows a cell: it may save files and open links, and the address says so. It has no border, said
 * by an old attribute, since a post's policy may forbid styles.
 * @param root address of the site's root
 * @param width CSS pixels, or a part of what there is: "100%"
 * @param height CSS pixels
 */
export function frameTag(
  attributes: Attributes,
  { root, title, width, height, widest }: FrameOptions,
): string {
  const style = widest === undefined ? "" : ` style="max-width: ${widest}px"`;
  const src = `${root}embed.html?${queryOf({ ...attributes, downloads: "" })}`;
  return `<iframe src="${escapeHtml(src)}" title="${escapeHtml(title)}" width="${width}" height="${height}" frameborder="0"${style} sandbox="allow-scripts allow-downloads allow-popups" loading="lazy"></iframe>`;
}

export interface FrameOptions {
  readonly root: string;
  readonly title: string;
  readonly width: number | string;
  readonly height: number;
  /** CSS pixels; without, as wide as it is said to be. */
  readonly widest?: number;
}
