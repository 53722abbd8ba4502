import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawCards } from "./cards";
import { drawExports, type Picture } from "./exports";
import type { NotebookPage } from "./notebook-page";
import { drawStills, type Still } from "./stills";

/** The folder of all that `npm run figures` renders. */
export const figuresFolder = join("dist", "figures");

/** All pictures of a notebook. */
export interface Rendered {
  /** As a reader takes them away. */
  readonly exports: readonly Picture[];
  /** In place of the figures until they live. */
  readonly stills: readonly Still[];
  /** Of links to the site. */
  readonly cards: readonly Picture[];
}

/** Renders every figure of a notebook, by the figure's own menu, into a folder of that name. */
export async function renderFigures(notebook: NotebookPage): Promise<Rendered> {
  const rendered: Rendered = {
    exports: await drawExports(notebook),
    stills: await drawStills(notebook),
    cards: await drawCards(notebook),
  };
  const folder = join(figuresFolder, notebook.name);
  await writePictures(folder, rendered.exports);
  await writePictures(join(folder, "stills"), rendered.stills);
  await writePictures(join(folder, "cards"), rendered.cards);
  return rendered;
}

/** Writes pictures into a folder that then has nothing else, and says so. */
export async function writePictures(folder: string, pictures: readonly Picture[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { file, bytes } of pictures) await writeFile(join(folder, file), bytes);
  console.log(`${folder}: ${pictures.length} pictures, ${kilobytes(sizeOf(pictures))}`);
}

/** Bytes that pictures have together. */
export function sizeOf(pictures: readonly Picture[]): number {
  return pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
