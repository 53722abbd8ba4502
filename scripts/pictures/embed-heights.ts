import type { Page } from "playwright-core";
import type { Heights } from "../../src/notebook/embed/reserve";
import { atRest, onPage, type Studio } from "./studio";

/** Widths that a post may give to a cell, in CSS pixels. */
const widths = [...range(280, 800, 40), ...range(800, 1121, 80)];

/** Measures how high each embedded cell is at the widths, by notebook and slug. */
export function measureEmbeds(
  studio: Studio,
): Promise<Readonly<Record<string, Readonly<Record<string, Heights>>>>> {
  const viewport = { width: 1280, height: 2400 };
  return onPage(studio, "embed-gallery.html", { ...atRest, viewport }, async (page) => {
    const cells = await page.evaluate(() =>
      [...document.querySelectorAll("article lookup-cell")].map((element) => ({
        notebook: `${element.getAttribute("notebook")}`,
        slug: `${element.getAttribute("cell")}`,
      })),
    );
    await page.evaluate(() => document.body.replaceChildren());
    const heights: Record<string, Record<string, Heights>> = {};
    for (const cell of cells) {
      heights[cell.notebook] ??= {};
      heights[cell.notebook][cell.slug] = await heightsOf(page, cell);
    }
    const families = await page.evaluate(() => [...document.fonts].map(({ family }) => family));
    for (const family of ["Lookup Sans", "Lookup Serif"])
      if (!families.some((each) => each.includes(family)))
        throw new Error(`${family} was late, so that the heights are others: measure again`);
    return heights;
  });
}

interface EmbeddedCell {
  readonly notebook: string;
  readonly slug: string;
}

async function heightsOf(page: Page, cell: EmbeddedCell): Promise<Heights> {
  return withoutRuns(await page.evaluate(measure, { ...cell, widths }));
}

/** In the page: the heights of a cell at the widths. */
async function measure({
  notebook,
  slug,
  widths,
}: EmbeddedCell & { widths: readonly number[] }): Promise<Heights> {
  const frames = async (count: number): Promise<void> => {
    for (let i = 0; i < count; ++i) await new Promise(requestAnimationFrame);
  };
  const holder = document.createElement("div");
  const element = document.createElement("lookup-cell");
  element.setAttribute("notebook", notebook);
  element.setAttribute("cell", slug);
  element.setAttribute("scope", "heights");
  holder.append(element);
  document.body.prepend(holder);
  while (element.shadowRoot?.querySelector("slot") !== null) await frames(1);
  const measured: [number, number][] = [];
  for (const width of widths) {
    holder.style.width = `${width}px`;
    // Figures are drawn anew after the layout, and captions give up the room that they took at another width.
    await frames(4);
    measured.push([width, Math.ceil(element.getBoundingClientRect().height)]);
  }
  // The first one stays, so that the scope goes on and what it has need not be loaded again.
  if (document.body.lastElementChild === holder)
    holder.style.cssText = "height: 0; overflow: hidden";
  else holder.remove();
  return measured;
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
