import type { Heights } from "../notebook/columns.ts";
import { escapeHtml } from "../notebook/escape-html.ts";
import { heightAt } from "./reserve.ts";
import { type Attributes, queryOf } from "./tag.ts";

/** Width of a frame for which its height is written, and that height where it was not measured. */
export const [frameWidth, unmeasuredHeight] = [640, 480];
/** Of the frame's page, on all sides. */
const padding = 6;

/** The height of a frame that shows a cell. */
export function frameHeight(heights: Heights | undefined): number {
  return heights ? heightAt(heights, frameWidth - 2 * padding) + 2 * padding : unmeasuredHeight;
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
  { root, title, width, height }: FrameOptions,
): string {
  const src = `${root}embed.html?${queryOf({ ...attributes, downloads: "" })}`;
  return `<iframe src="${escapeHtml(src)}" title="${escapeHtml(title)}" width="${width}" height="${height}" frameborder="0" sandbox="allow-scripts allow-downloads allow-popups" loading="lazy"></iframe>`;
}

export interface FrameOptions {
  readonly root: string;
  readonly title: string;
  readonly width: number | string;
  readonly height: number;
}
