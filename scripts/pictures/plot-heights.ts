import type { Page } from "playwright-core";
import { figureNames } from "./take-figure";

/** From a width of the text on, a height of the plot, both in CSS pixels. */
export interface HeightStep {
  readonly from: number;
  readonly height: number;
}

/** The widths of the text between which heights are measured, and at which at least. */
const [least, most, stride] = [300, 1120, 20];

/** Heights of the plots on a notebook's page as they depend on the width, by figure. @throws Error if they do so but in a few steps */
export async function measureHeights(page: Page): Promise<Map<string, readonly HeightStep[]>> {
  const names = await figureNames(page);
  const measured = new Map<number, readonly number[]>();
  const at = async (width: number): Promise<readonly number[]> => {
    const heights = measured.get(width) ?? (await page.evaluate(heightsAt, width));
    measured.set(width, heights);
    return heights;
  };
  /** Finds where between two widths a height changes. */
  const search = async (low: number, high: number): Promise<void> => {
    if (high - low < 2 || String(await at(low)) === String(await at(high))) return;
    const middle = Math.floor((low + high) / 2);
    await search(low, middle);
    await search(middle, high);
  };
  for (let width = least; width < most; width += stride) await search(width, width + stride);

  const widths = [...measured.keys()].sort((a, b) => a - b);
  return new Map(
    names.map((name, i) => {
      const steps: HeightStep[] = [];
      for (const width of widths) {
        const height = measured.get(width)![i];
        if (height !== steps.at(-1)?.height) steps.push({ from: width, height });
      }
      if (steps.length > 20)
        throw new Error(`The height of ${name} is not the same over whole ranges of widths`);
      return [name, steps];
    }),
  );
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
 * A height that depends on the width in steps, as one CSS value: the first height, and for each step a
 * ramp of it that is a thousandth of a pixel wide (`100cqw` is the width of the box around the picture).
 */
export function heightRule([first, ...steps]: readonly HeightStep[]): string {
  let before = first.height;
  const ramps = steps.map(({ from, height }) => {
    const [rise, sign] = [Math.abs(height - before), height < before ? "-" : "+"];
    before = height;
    return ` ${sign} clamp(0px,(100cqw - ${from - 0.5}px)*${rise * 1000},${rise}px)`;
  });
  return ramps.length === 0 ? `${first.height}px` : `calc(${first.height}px${ramps.join("")})`;
}
