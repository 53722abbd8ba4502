/**
 * Draws the notebooks ahead of time, for the first paint, for readers without JavaScript, and for those who show links:
 *
 *     npm run prerender            all of them
 *     npm run prerender -- NAME    one
 *
 * It renders all figures as `npm run figures` does, and writes
 * - `public/prerender/NAME.json`: the text of each slot and, for each cell that shows something, HTML that has the very
 *   layout of what the cell will show: text as it stands, inputs inert, figures as pictures with their caption and table;
 * - `public/prerender/NAME/CELL-WINDOW-SCHEME.webp`: the pictures, wide and narrow, light and dark;
 * - `public/prerender/NAME-heights.json`: how high each cell is in a post that embeds it;
 * - `public/embed/NAME/CELL-COLUMN.webp`: each of those with an output, as it stands in a narrow and in a wide post;
 * - `public/cards/NAME/CELL.png`: the pictures of links;
 * - the README's picture, `docs/CELL.png`: that of the site's first notebook.
 *
 * Run it after a change to what a notebook shows, and commit what it writes: a build only reads it, so that building
 * needs no browser. A second run on the same machine writes the same bytes.
 */
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Sources } from "../src/notebook/sources";
import { readCells } from "./pictures/cells";
import { type DrawnEmbed, drawEmbeds } from "./pictures/embeds";
import { type NotebookPage, notebookPages, onNotebook } from "./pictures/notebook-page";
import { measureHeights } from "./pictures/plot-heights";
import { figuresFolder, kilobytes, renderFigures, sizeOf, writePictures } from "./pictures/render";
import { drawnAhead } from "./pictures/still-html";
import { inStudio } from "./pictures/studio";

/** Most bytes that a reader may fetch of a notebook's stills: those for one window and one scheme. */
const budget = 400_000;
/** In which nothing is narrower than it could be. */
const viewport = { width: 1600, height: 900 };

await inStudio(async (studio) => {
  const wanted = process.argv.slice(2);
  const sources = new Sources(process.cwd());
  const notebooks = notebookPages(studio, sources).filter(
    ({ name }) => wanted.length === 0 || wanted.includes(name),
  );
  const embeds = await drawEmbeds(
    studio,
    notebooks.map(({ name }) => name),
  );
  for (const notebook of notebooks) {
    await drawAhead(notebook);
    const ours = embeds.filter((each) => each.notebook === notebook.name);
    await writeEmbeds(notebook.name, ours);
  }
  const main = sources.mainName();
  if (main === undefined || !notebooks.some(({ name }) => name === main)) return;
  const picture = `${sources.read(sources.fileOf(main)).picture}.png`;
  await copyFile(join(figuresFolder, main, picture), join("docs", picture));
  console.log(join("docs", picture));
});

async function writeEmbeds(name: string, embeds: readonly DrawnEmbed[]): Promise<void> {
  const pictures = embeds.flatMap((each) => each.pictures);
  await writePictures(join("public", "embed", name), pictures);
  const file = join("public", "prerender", `${name}-heights.json`);
  const lines = embeds.map(
    ({ slug, heights }) => `${JSON.stringify(slug)}: ${JSON.stringify(heights)}`,
  );
  await writeFile(file, `{\n${lines.join(",\n")}\n}\n`);
  console.log(`${file}: ${lines.length} cells`);
}

async function drawAhead(notebook: NotebookPage): Promise<void> {
  const { name } = notebook;
  const cells = await onNotebook(notebook, { viewport }, readCells);
  const heights = await onNotebook(notebook, { viewport }, measureHeights);
  const { stills, cards } = await renderFigures(notebook);
  for (const { window, scheme } of stills) {
    const fetched = sizeOf(
      stills.filter((each) => each.window === window && each.scheme === scheme),
    );
    if (fetched > budget)
      throw new Error(
        `The ${window} ${scheme} stills of ${name} have ${kilobytes(fetched)}, more than ${kilobytes(budget)}`,
      );
  }
  await writePictures(join("public", "prerender", name), stills);
  await writePictures(join("public", "cards", name), cards);
  const json = JSON.stringify(drawnAhead(cells, heights, stills, `prerender/${name}`), null, 1);
  const file = join("public", "prerender", `${name}.json`);
  await writeFile(file, `${json}\n`);
  console.log(`${file}: ${cells.outputs.length} outputs, ${kilobytes(json.length)}`);
}
