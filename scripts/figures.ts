/**
 * Renders the figures of all notebooks into `dist/figures/NAME/`, for papers and posts:
 *
 *     npm run figures
 *
 * It builds the site, opens each notebook in Chromium at its default state and saves from the figures' own menus:
 * - `CELL.svg`, `CELL.png`, on dark ground `CELL-dark.svg` and `CELL-dark.png`, and `CELL.gif` where the figure moves;
 * - `stills/CELL-WINDOW-SCHEME.webp`: what stands in the figure's place until it lives, or where there is no JavaScript;
 * - `cards/CELL.png`: the picture of a link to the notebook, or to that cell.
 *
 * `npm run prerender` puts those where the site and the README have them.
 */
import { Sources } from "../src/notebook/sources";
import { notebookPages } from "./pictures/notebook-page";
import { renderFigures } from "./pictures/render";
import { inStudio } from "./pictures/studio";

await inStudio(async (studio) => {
  for (const notebook of notebookPages(studio, new Sources(process.cwd())))
    await renderFigures(notebook);
});
