import type { Picture } from "./exports";
import { type NotebookPage, onNotebook } from "./notebook-page";
import { atRest } from "./studio";
import { figureNames, takeFigure } from "./take-figure";
import { toWebp } from "./webp";

/** A figure's plot, to stand in its place until the figure lives, or for good without JavaScript. */
export interface Still extends Picture {
  /** As `figureNames` gives it. */
  readonly figure: string;
  readonly window: "wide" | "narrow";
  readonly scheme: "light" | "dark";
  /** Of the plot in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** The windows for which there are pictures, and pixels for each CSS pixel; the narrow one is up to 600 px wide. */
const windows = {
  wide: { viewport: { width: 1280, height: 1000 }, density: 1.25 },
  narrow: { viewport: { width: 390, height: 1000 }, density: 1.5 },
} as const;
/** Of a figure that is taken away: pixels for each CSS pixel, and paper around it in CSS pixels. */
const [exportDensity, margin] = [2, 12];

/** Draws every figure of a notebook for every window and scheme. */
export async function drawStills(notebook: NotebookPage): Promise<Still[]> {
  const stills: Still[] = [];
  for (const window of ["wide", "narrow"] as const)
    for (const scheme of ["light", "dark"] as const) {
      const { viewport, density } = windows[window];
      await onNotebook(notebook, { ...atRest, viewport, colorScheme: scheme }, async (page) => {
        // The page blends this ground away: compression would shift that of the page by a visible bit.
        const paper = scheme === "light" ? "#fff" : "#000";
        await page.addStyleTag({ content: `:root { --paper: ${paper} !important; }` });
        for (const [i, figure] of (await figureNames(page)).entries()) {
          const box = await page.locator(".figure .figure-plot").nth(i).boundingBox();
          const { width, height } = box!;
          const png = await takeFigure(page, i, "Save as PNG");
          const [x, y] = [exportDensity * margin, exportDensity * margin];
          const part = { x, y, width: exportDensity * width, height: exportDensity * height };
          const bytes = await toWebp(page, png, part, density / exportDensity);
          const file = `${figure}-${window}-${scheme}.webp`;
          stills.push({ figure, window, scheme, file, width, height, bytes });
        }
      });
    }
  return stills;
}
