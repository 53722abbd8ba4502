/**
 * Draws the notebook ahead of time, for readers without JavaScript and for the first paint:
 *
 *     npm run prerender
 *
 * It builds the site, opens it in Chromium at its default state and writes
 * - `public/prerender/NAME.json`: the text of each slot and, for each cell that shows something, HTML
 *   that has the very layout of what the cell will show: text as it stands, inputs inert (and hidden
 *   where there is no JavaScript), figures as pictures with their caption and their table;
 * - `public/prerender/NAME/*.webp`: each figure, wide and narrow, light and dark.
 *
 * Run it after a change to what the page shows, and commit what it writes: a build only reads it, so
 * that building needs no browser. A second run on the same machine writes the same bytes.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "./browsers.mjs";
import { serveBuild } from "./site.mjs";

const folder = join("public", "prerender");
/** Most bytes that the pictures may have together. */
const budget = 600_000;
/** The pictures' quality as WebP. */
const quality = 0.62;

/** The windows in which figures are photographed; the narrow picture is for windows up to 600 px. */
const windows = {
  wide: { viewport: { width: 1280, height: 1000 }, deviceScaleFactor: 1.25 },
  narrow: { viewport: { width: 390, height: 1000 }, deviceScaleFactor: 1.5 },
};
const narrowMedia = "(max-width: 600px)";
const darkMedia = "(prefers-color-scheme: dark)";

const name = /<!-- notebook:([\w-]+) -->/.exec(await readFile("index.html", "utf8"))[1];
const site = await serveBuild();
const browser = await launchChromium();
try {
  const { slots, outputs } = await onPage({ viewport: { width: 1600, height: 900 } }, readCells);
  const heights = await onPage({ viewport: { width: 1600, height: 900 } }, measureHeights);
  const pictures = await photographFigures();

  const total = pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > budget)
    throw new Error(`The pictures have ${kilobytes(total)}, more than ${kilobytes(budget)}`);
  await rm(join(folder, name), { recursive: true, force: true });
  await mkdir(join(folder, name), { recursive: true });
  for (const { file, bytes } of pictures) await writeFile(join(folder, name, file), bytes);

  const figures = Object.fromEntries(
    outputs.map(({ slug, html, figures }) => [
      slug,
      figures.reduce(
        (text, { id, alt }) =>
          text.replace(`<!--${id}-->`, () => pictureHtml(id, alt, heights.get(id), pictures)),
        html,
      ),
    ]),
  );
  const json = `${JSON.stringify({ slots, figures }, null, 1)}\n`;
  await writeFile(join(folder, `${name}.json`), json);
  console.log(
    `${join(folder, name)}: ${outputs.length} outputs, ${pictures.length} pictures, ${kilobytes(total)}; ${name}.json ${kilobytes(json.length)}`,
  );
} finally {
  await browser.close();
  await site.close();
}

/** Opens the site, waits until all of it is drawn, and does something there. */
async function onPage(options, action) {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    // The fonts of the page, however late they are.
    await page.route("**/*.css", async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      const body = text.replace(/font-display:\s*optional/g, "font-display:block");
      await route.fulfill({ response, body });
    });
    await page.goto(site.url, { waitUntil: "load" });
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(isDrawn);
    const result = await action(page);
    if (errors.length > 0) throw new Error(`The page has errors:\n${errors.join("\n")}`);
    return result;
  } finally {
    await context.close();
  }
}

/** In the page: whether every slot and every figure shows something, and each figure can say what. */
function isDrawn() {
  const filled = (selector) => {
    const elements = [...document.querySelectorAll(selector)];
    return elements.length > 0 && elements.every((each) => !/^…?$/.test(each.textContent));
  };
  return (
    document.querySelector("[data-prerendered]") === null &&
    [...document.querySelectorAll(".figure-plot")].every((plot) => plot.firstChild !== null) &&
    ["[data-slot]", "figcaption span", ".figure > p[aria-live]"].every(filled)
  );
}

/**
 * What the cells show: the slots' texts by slug, and for each cell with an output its HTML, in which a
 * comment with its id stands for each figure's plot, and each figure's spoken sentence.
 */
function readCells(page) {
  return page.evaluate(async () => {
    // A table is made when it is opened.
    for (const details of document.querySelectorAll(".figure-table")) details.open = true;
    await new Promise((done) => setTimeout(done, 100));

    const slots = {};
    const outputs = [];
    for (const cell of document.querySelectorAll("[data-cell]")) {
      const { cell: slug } = cell.dataset;
      const texts = [];
      for (const slot of cell.querySelectorAll("[data-slot]"))
        texts[Number(slot.dataset.slot)] = slot.textContent;
      if (texts.length > 0) slots[slug] = texts;

      const output = cell.querySelector(":scope > .cell-output")?.cloneNode(true);
      if (!output?.hasChildNodes()) continue;
      const figures = [...output.querySelectorAll(".figure")].map((figure, i) => {
        const id = i === 0 ? slug : `${slug}-${i + 1}`;
        const speech = figure.querySelector(":scope > p[aria-live]");
        const alt = speech.textContent;
        speech.remove();
        for (const details of figure.querySelectorAll("details")) details.open = false;
        figure.querySelector(".figure-plot").replaceWith(document.createComment(id));
        return { id, alt };
      });
      for (const part of [...output.children].flatMap((each) =>
        each.matches(".figure") ? [...each.children] : [each],
      )) {
        if (!part.querySelector("button, input, select, textarea, progress")) continue;
        part.inert = true;
        // Ids belong to the inputs that will stand here.
        for (const each of part.querySelectorAll("*"))
          for (const attribute of ["id", "for", "name", "aria-labelledby"])
            each.removeAttribute(attribute);
      }
      outputs.push({ slug, html: output.innerHTML, figures });
    }
    return { slots, outputs };
  });
}

/** Heights of the plots as they depend on the width: for each, the widths from which a height holds. */
async function measureHeights(page) {
  const ids = await page.evaluate(figureIds);
  const measured = new Map();
  const at = async (width) => {
    if (!measured.has(width)) measured.set(width, await page.evaluate(heightsAt, width));
    return measured.get(width);
  };
  const [least, most, stride] = [300, 1120, 20];
  /** Finds where between two widths a height changes. */
  const search = async (low, high) => {
    if (high - low < 2 || String(await at(low)) === String(await at(high))) return;
    const middle = Math.floor((low + high) / 2);
    await at(middle);
    await search(low, middle);
    await search(middle, high);
  };
  for (let width = least; width < most; width += stride) await search(width, width + stride);

  const widths = [...measured.keys()].sort((a, b) => a - b);
  return new Map(
    ids.map((id, i) => {
      const steps = [];
      for (const width of widths) {
        const height = measured.get(width)[i];
        if (height !== steps.at(-1)?.height) steps.push({ from: width, height });
      }
      if (steps.length > 20)
        throw new Error(`The height of ${id} is not the same over whole ranges of widths`);
      return [id, steps];
    }),
  );
}

/** In the page: the heights of the plots at a width of the text. */
async function heightsAt(width) {
  document.querySelector("main").style.width = `${width}px`;
  // Observers of sizes run after a frame's layout.
  for (let i = 0; i < 2; ++i) await new Promise(requestAnimationFrame);
  return [...document.querySelectorAll(".figure-plot")].map(
    (plot) => plot.getBoundingClientRect().height,
  );
}

/** In the page: the figures' ids, as readCells gives them. */
function figureIds() {
  return [...document.querySelectorAll("[data-cell]")].flatMap((cell) =>
    [...cell.querySelectorAll(".figure")].map((_, i) =>
      i === 0 ? cell.dataset.cell : `${cell.dataset.cell}-${i + 1}`,
    ),
  );
}

/** Photographs every figure in every window and scheme: { id, window, scheme, file, width, height, bytes }. */
async function photographFigures() {
  const pictures = [];
  for (const [window, options] of Object.entries(windows)) {
    for (const colorScheme of ["light", "dark"]) {
      // Nothing sweeps by itself for a reader who prefers reduced motion.
      await onPage({ ...options, colorScheme, reducedMotion: "reduce" }, async (page) => {
        // The page blends this ground away: compression would shift that of the page by a visible bit.
        const paper = colorScheme === "light" ? "#fff" : "#000";
        await page.addStyleTag({ content: `:root { --paper: ${paper} !important; }` });
        for (const [i, id] of (await page.evaluate(figureIds)).entries()) {
          const { width, height } = await page.evaluate(bringToCorner, i);
          const png = await page.screenshot({ clip: { x: 0, y: 0, width, height } });
          const file = `${id}-${window}-${colorScheme}.webp`;
          const bytes = await toWebp(png);
          pictures.push({ id, window, scheme: colorScheme, file, width, height, bytes });
        }
      });
    }
  }
  return pictures;

  async function toWebp(png) {
    const page = await browser.newPage();
    const base64 = await page.evaluate(encodeWebp, { png: png.toString("base64"), quality });
    await page.close();
    return Buffer.from(base64, "base64");
  }
}

/**
 * In the page: takes the plot of a figure to the window's corner, over everything else, so that its picture
 * depends on nothing around it. Returns its size.
 */
async function bringToCorner(index) {
  const plot = document.querySelectorAll(".figure-plot")[index];
  const { width, height } = plot.getBoundingClientRect();
  const place = { position: "fixed", inset: "0 auto auto 0", zIndex: 100 + index };
  const size = { width: `${width}px`, background: "var(--paper)" };
  Object.assign(plot.style, place, size);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return { width, height };
}

/** In a page: a PNG as WebP, both in base64. */
async function encodeWebp({ png, quality }) {
  const source = await fetch(`data:image/png;base64,${png}`);
  const image = await createImageBitmap(await source.blob());
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}

/** A figure's picture in a box that has the plot's height at every width. */
function pictureHtml(id, alt, steps, pictures) {
  const [dark, light] = ["dark", "light"].map((scheme) =>
    Object.fromEntries(
      pictures
        .filter((each) => each.id === id && each.scheme === scheme)
        .map((each) => [each.window, each]),
    ),
  );
  // From the site's root: Vite makes it relative to the page.
  const source = (media, { file, width, height }) =>
    `<source media="${media}" srcset="/prerender/${name}/${file}" width="${width}" height="${height}">`;
  const { file, width, height } = light.wide;
  return [
    `<div class="figure-still"><picture>`,
    source(`${narrowMedia} and ${darkMedia}`, dark.narrow),
    source(narrowMedia, light.narrow),
    source(darkMedia, dark.wide),
    `<img src="/prerender/${name}/${file}" width="${width}" height="${height}" style="--plot-height:${heightRule(steps)}" alt="${escapeAttribute(alt)}" loading="lazy">`,
    `</picture></div>`,
  ].join("");
}

/**
 * A height that depends on the width in steps, as one CSS value: the first height, and for each step a
 * ramp of it that is a thousandth of a pixel wide (`100cqw` is the width of the box around the picture).
 */
function heightRule([first, ...steps]) {
  let before = first.height;
  const ramps = steps.map(({ from, height }) => {
    const [rise, sign] = [Math.abs(height - before), height < before ? "-" : "+"];
    before = height;
    return ` ${sign} clamp(0px,(100cqw - ${from - 0.5}px)*${rise * 1000},${rise}px)`;
  });
  return ramps.length === 0 ? `${first.height}px` : `calc(${first.height}px${ramps.join("")})`;
}

function escapeAttribute(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
