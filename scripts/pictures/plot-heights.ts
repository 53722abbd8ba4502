import type { Page } from "playwright-core";
import { figureNames } from "./take-figure";

/** At a width of the text, a height of the plot, both in CSS pixels. */
export interface HeightKnot {
  readonly width: number;
  readonly height: number;
}

/** The widths of the text between which heights are measured, and at which at least. */
const [least, most, stride] = [300, 1120, 20];
/** What nobody sees, in CSS pixels: plots have whole heights, also where these follow the width. */
const tolerance = 1;

/** Heights of the plots on a notebook's page as they depend on the width, by figure: straight between the knots. */
export async function measureHeights(page: Page): Promise<Map<string, readonly HeightKnot[]>> {
  const names = await figureNames(page);
  const measured = new Map<number, readonly number[]>();
  const at = async (width: number): Promise<readonly number[]> => {
    const heights = measured.get(width) ?? (await page.evaluate(heightsAt, width));
    measured.set(width, heights);
    return heights;
  };
  /** Measures between two widths until all heights there are straight, or jump from one pixel to the next. */
  const search = async (low: number, high: number): Promise<void> => {
    const [before, after] = [await at(low), await at(high)];
    if (high - low < 2) return;
    const middle = Math.floor((low + high) / 2);
    const part = (middle - low) / (high - low);
    const between = await at(middle);
    const straight = between.every(
      (height, i) => Math.abs(height - (before[i] + part * (after[i] - before[i]))) <= tolerance,
    );
    if (straight) return;
    await search(low, middle);
    await search(middle, high);
  };
  for (let width = least; width < most; width += stride) await search(width, width + stride);

  const widths = [...measured.keys()].sort((a, b) => a - b);
  return new Map(
    names.map((name, i) => [
      name,
      knotsOf(widths.map((width) => ({ width, height: measured.get(width)![i] }))),
    ]),
  );
}

/** The fewest of the knots, increasing in width, between which the others lie on straight lines: Douglas and Peucker's way. */
export function knotsOf(knots: readonly HeightKnot[]): readonly HeightKnot[] {
  const [first, last] = [knots[0], knots[knots.length - 1]];
  const slope = (last.height - first.height) / (last.width - first.width || 1);
  const off = knots.map(({ width, height }) =>
    Math.abs(height - first.height - slope * (width - first.width)),
  );
  const most = Math.max(...off);
  if (most <= tolerance) return first === last ? [first] : [first, last];
  const at = off.indexOf(most);
  return [...knotsOf(knots.slice(0, at + 1)), ...knotsOf(knots.slice(at)).slice(1)];
}

/** In the page: the heights of the plots at a width of the text. */
async function heightsAt(width: number): Promise<number[]> {
  document.querySelector("main")!.style.width = `${width}px`;
  // Observers of sizes run after a frame's layout.
  for (let i = 0; i < 2; ++i) await new Promise(requestAnimationFrame);
  return [...document.querySelectorAll(".figure-plot")].map(
    (plot) => plot.getBoundingClientRect().height,
  );
}

/**
 * A height that depends on the width as one CSS value: the first height, and for each piece between knots a ramp, which
 * is a thousandth of a pixel wide where the height jumps (`100cqw` is the width of the box around the picture).
 */
export function heightRule(knots: readonly HeightKnot[]): string {
  const ramps = knots.slice(1).flatMap(({ width, height }, i) => {
    const before = knots[i];
    const [rise, sign] = [Math.abs(height - before.height), height < before.height ? "-" : "+"];
    if (rise === 0) return [];
    const jumps = width - before.width === 1;
    const from = jumps ? width - 0.5 : before.width;
    const steep = jumps ? rise * 1000 : Number((rise / (width - before.width)).toFixed(4));
    return [` ${sign} clamp(0px,(100cqw - ${from}px)*${steep},${rise}px)`];
  });
  const [{ height }] = knots;
  return ramps.length === 0 ? `${height}px` : `calc(${height}px${ramps.join("")})`;
}
