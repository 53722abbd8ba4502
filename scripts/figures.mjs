/**
 * Renders the notebook's main figures, as a reader would take them away, for papers, posts and this README:
 *
 *     npm run figures
 *
 * It builds the site, opens it in Chromium at its default state and saves from the figures' own menus, into
 * `dist/figures/`: NAME.svg and NAME.png, NAME-dark.svg and NAME-dark.png, and the sweep of the lookup trace as a GIF.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "./browsers.mjs";
import { serveBuild } from "./site.mjs";

const folder = join("dist", "figures");
const names = ["convergence", "activations", "decomposition", "lookup-trace"];
const stills = { svg: "Save as SVG", png: "Save as PNG" };
/** Milliseconds that a recording may take on a busy machine. */
const patience = 300_000;

await mkdir(folder, { recursive: true });
const site = await serveBuild();
const browser = await launchChromium();
try {
  for (const [colorScheme, suffix] of [
    ["light", ""],
    ["dark", "-dark"],
  ]) {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
      colorScheme,
      // Nothing sweeps by itself for a reader who prefers reduced motion.
      reducedMotion: "reduce",
    });
    await page.goto(site.url, { waitUntil: "load" });
    await page.waitForFunction(() => document.querySelector("[data-prerendered]") === null);
    for (const name of names)
      for (const [ending, item] of Object.entries(stills))
        await save(page, name, item, `${name}${suffix}.${ending}`);
    if (colorScheme === "light")
      await save(page, "lookup-trace", "Save the sweep as GIF", "lookup-trace.gif");
    await page.close();
  }
} finally {
  await browser.close();
  await site.close();
}

/** Saves what an item of a figure's menu gives. */
async function save(page, cell, item, file) {
  const figure = page.locator(`[data-cell="${cell}"]`);
  await figure.getByRole("button", { name: /^Take away/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: patience }),
    figure.getByRole("menuitem", { name: item, exact: true }).click(),
  ]);
  await download.saveAs(join(folder, file));
  console.log(join(folder, file));
}
