import type { Page } from "playwright-core";
import { columns, type Heights } from "../../src/notebook/columns";
import type { Picture } from "./exports";
import { atRest, onPage, type Studio } from "./studio";
import { toWebp } from "./webp";

interface EmbeddedCell {
  readonly notebook: string;
  readonly slug: string;
}

/** A cell as it stands in a post. */
export interface DrawnEmbed extends EmbeddedCell {
  readonly heights: Heights;
  /** What stands in its tag until it lives; none of a text. */
  readonly pictures: readonly Picture[];
}

/** Widths that a post may give to a cell, in CSS pixels. */
const widths = [...range(280, columns.narrow, 40), columns.narrow, ...range(360, 800, 40)].concat(
  range(800, 1121, 80),
);
/** Pixels for each CSS pixel, of the pictures and of the window in which they are taken. */
const densities = { narrow: 1.25, wide: 1, window: 2 };

/** Measures and photographs every cell of some notebooks that can be embedded. @throws Error if fonts were late, without which heights are others */
export function drawEmbeds(studio: Studio, notebooks: readonly string[]): Promise<DrawnEmbed[]> {
  const options = {
    ...atRest,
    viewport: { width: 1280, height: 2400 },
    deviceScaleFactor: densities.window,
    colorScheme: "light",
  } as const;
  return onPage(studio, "embed-gallery.html", options, async (page) => {
    const cells = await page.evaluate(() =>
      [...document.querySelectorAll("article lookup-cell")].map((element) => ({
        notebook: `${element.getAttribute("notebook")}`,
        slug: `${element.getAttribute("cell")}`,
      })),
    );
    // Nothing but the cells, on the ground of a post without colours.
    await page.evaluate(() => {
      document.body.replaceChildren();
      document.body.style.background = "Canvas";
    });
    const drawn: DrawnEmbed[] = [];
    for (const cell of cells)
      if (notebooks.includes(cell.notebook)) drawn.push(await drawEmbed(page, cell));
    const families = await page.evaluate(() => [...document.fonts].map(({ family }) => family));
    for (const family of ["Lookup Sans", "Lookup Serif"])
      if (!families.some((each) => each.includes(family)))
        throw new Error(`${family} came too late to be used: run it again on a machine at rest`);
    return drawn;
  });
}

async function drawEmbed(page: Page, cell: EmbeddedCell): Promise<DrawnEmbed> {
  await page.evaluate(show, cell);
  const heights: [number, number][] = [];
  for (const width of widths) heights.push([width, await page.evaluate(heightAt, width)]);
  const pictures: Picture[] = [];
  if (await page.evaluate(hasOutput))
    for (const column of ["narrow", "wide"] as const) {
      const size = {
        width: columns[column],
        height: await page.evaluate(heightAt, columns[column]),
      };
      const png = await page.screenshot({ clip: { x: 0, y: 0, ...size } });
      const bytes = await toWebp(
        page,
        png,
        {
          x: 0,
          y: 0,
          width: densities.window * size.width,
          height: densities.window * size.height,
        },
        densities[column] / densities.window,
      );
      pictures.push({ file: `${cell.slug}-${column}.webp`, bytes });
    }
  return { ...cell, heights: withoutRuns(heights), pictures };
}

/** In the page: shows a cell in the corner, in place of the one before. */
async function show({ notebook, slug }: EmbeddedCell): Promise<void> {
  const before = document.body.firstElementChild;
  const holder = document.createElement("div");
  holder.style.cssText = "position: absolute; top: 0; left: 0; width: 100%";
  const element = document.createElement("lookup-cell");
  element.setAttribute("notebook", notebook);
  element.setAttribute("cell", slug);
  element.setAttribute("scope", "heights");
  holder.append(element);
  document.body.prepend(holder);
  while (element.shadowRoot?.querySelector("slot") !== null)
    await new Promise(requestAnimationFrame);
  // The first one stays, so that the scope goes on and what it has need not be loaded again.
  if (before === document.body.lastElementChild)
    before?.setAttribute("style", "height: 0; overflow: hidden");
  else before?.remove();
}

/** In the page: the height of the cell that is shown, at a width. */
async function heightAt(width: number): Promise<number> {
  const holder = document.body.firstElementChild as HTMLElement;
  holder.style.width = `${width}px`;
  // Figures are drawn anew after the layout, and captions give up the room that they took at another width.
  for (let i = 0; i < 4; ++i) await new Promise(requestAnimationFrame);
  return Math.ceil(holder.getBoundingClientRect().height);
}

/** In the page: whether the cell that is shown has an output. */
function hasOutput(): boolean {
  const shadow = document.querySelector("lookup-cell")?.shadowRoot;
  return (shadow?.querySelector(".cell-output")?.childElementCount ?? 0) > 0;
}

/** The pairs less those between two of the same height. */
function withoutRuns(pairs: Heights): Heights {
  return pairs.filter(
    ([, height], i) => height !== pairs[i - 1]?.[1] || height !== pairs[i + 1]?.[1],
  );
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
}
