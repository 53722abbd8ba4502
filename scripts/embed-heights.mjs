/**
 * Measures how high each embedded cell is at the widths that a post may give it, so that `<lookup-cell>` keeps that
 * room before the cell is there, and writes them to `public/prerender/NAME-heights.json`:
 *
 *     npm run prerender
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "./browsers.mjs";
import { serveBuild } from "./site.mjs";

const widths = [...range(280, 800, 40), ...range(800, 1121, 80)];

const site = await serveBuild();
const browser = await launchChromium();
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 2400 },
    reducedMotion: "reduce",
  });
  await page.goto(new URL("embed-gallery.html", site.url).href);
  const cells = await page.evaluate(() =>
    [...document.querySelectorAll("article lookup-cell")].map((element) => [
      element.getAttribute("notebook"),
      element.getAttribute("cell"),
    ]),
  );
  await page.evaluate(() => document.body.replaceChildren());
  const heights = {};
  for (const [notebook, slug] of cells) {
    heights[notebook] ??= {};
    heights[notebook][slug] = withoutRuns(await page.evaluate(measure, { notebook, slug, widths }));
  }
  for (const [notebook, ofCells] of Object.entries(heights)) {
    const lines = Object.entries(ofCells).map(
      ([slug, pairs]) => `${JSON.stringify(slug)}: ${JSON.stringify(pairs)}`,
    );
    const file = join("public", "prerender", `${notebook}-heights.json`);
    await writeFile(file, `{\n${lines.join(",\n")}\n}\n`);
    console.log(`${file}: ${lines.length} cells`);
  }
} finally {
  await browser.close();
  await site.close();
}

/** In the page: the heights of a cell at the widths. */
async function measure({ notebook, slug, widths }) {
  const frames = async (count) => {
    for (let i = 0; i < count; ++i) await new Promise(requestAnimationFrame);
  };
  const holder = document.createElement("div");
  const element = document.createElement("lookup-cell");
  element.setAttribute("notebook", notebook);
  element.setAttribute("cell", slug);
  element.setAttribute("scope", "heights");
  holder.append(element);
  document.body.prepend(holder);
  while (element.shadowRoot.querySelector("slot") !== null) await frames(1);
  const measured = [];
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
function withoutRuns(pairs) {
  return pairs.filter(
    ([, height], i) => height !== pairs[i - 1]?.[1] || height !== pairs[i + 1]?.[1],
  );
}

function range(from, to, step) {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
}
