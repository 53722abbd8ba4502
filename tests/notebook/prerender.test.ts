import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";

import { heightAt } from "../../src/embed/reserve";
import { type Column, columns } from "../../src/notebook/columns";

import { isShown } from "../../src/notebook/compile/closure";

import { cardSize } from "../../src/notebook/social-card";
import { Sources } from "../../src/notebook/sources";

const sources = new Sources(process.cwd());

// Where one of these fails, the notebook has changed since it was drawn: npm run prerender
describe.each(sources.names())("what is drawn ahead of time of %s", (name) => {
  const { cells, picture } = sources.read(sources.fileOf(name));
  const { slots = {}, figures = {} } = sources.prerendered(name) ?? {};
  const folder = `public/prerender/${name}`;
  /** Slugs of the cells that show a figure. */
  const withFigures = Object.keys(figures).filter((slug) => figures[slug].includes("<figure"));

  it("has a text for every slot of every cell of prose", () => {
    const counts = cells.flatMap((cell) =>
      cell.mode !== "ts" && cell.slots.length > 0 ? [[cell.slug, cell.slots.length]] : [],
    );
    const drawn = Object.entries(slots).map(([slug, texts]) => [slug, texts.length]);
    expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(counts));
    expect(Object.values(slots).flat()).not.toContain("");
  });

  it("has an output for every cell that displays something, and for no other", () => {
    const displaying = cells.flatMap((cell) =>
      cell.mode === "ts" && isShown(cell) ? [cell.slug] : [],
    );
    expect(Object.keys(figures).sort()).toEqual(displaying.sort());
  });

  it("has every picture that it shows, in both schemes and for narrow windows", () => {
    const pictures = Object.values(figures).flatMap((html) =>
      [...html.matchAll(/(?:src|srcset)="(\/prerender\/[^"]+)"/g)].map(([, path]) => path),
    );
    expect(pictures.length).toBeGreaterThan(0);
    for (const path of pictures) expect(existsSync(`public${path}`), path).toBe(true);
    for (const slug of withFigures)
      for (const kind of ["wide-light", "wide-dark", "narrow-light", "narrow-dark"])
        expect(figures[slug]).toContain(`-${kind}.webp`);
  });

  it("says in words what each picture shows", () => {
    for (const [slug, html] of Object.entries(figures))
      for (const [, alt] of html.matchAll(/<img[^>]* alt="([^"]*)"/g))
        expect(alt.length, slug).toBeGreaterThan(10);
  });

  it("has no picture that it does not show, and no reader fetches more than 400 kB of them", () => {
    const shown = Object.values(figures).join("");
    const files = readdirSync(folder);
    for (const file of files) expect(shown, file).toContain(`/${file}"`);
    for (const variant of ["wide-light", "wide-dark", "narrow-light", "narrow-dark"]) {
      const fetched = files.filter((file) => file.endsWith(`-${variant}.webp`));
      const bytes = fetched.reduce((sum, file) => sum + statSync(`${folder}/${file}`).size, 0);
      expect(bytes, variant).toBeGreaterThan(0);
      expect(bytes, variant).toBeLessThanOrEqual(400_000);
    }
  });

  it("has a card for links to each figure, and to itself", () => {
    for (const slug of [...withFigures, picture ?? ""]) {
      const { width, height } = PNG.sync.read(readFileSync(`public/${sources.card(name, slug)}`));
      expect({ width, height }, slug).toEqual(cardSize);
    }
  });

  it("has a picture in a post of each cell with an output, as high as the cell is there", () => {
    const heights = sources.heights(name);
    for (const slug of Object.keys(figures))
      for (const [column, width] of Object.entries(columns) as [Column, number][]) {
        const path = sources.embedded(name, slug, column);
        expect(path, slug).toBeDefined();
        const picture = webpSize(readFileSync(`public/${path}`));
        const height = (heightAt(heights[slug], width) * picture.width) / width;
        // Its width is rounded as well.
        const rounding = 1.5 + (0.5 * height) / picture.width;
        expect(Math.abs(picture.height - height), `${path}`).toBeLessThan(rounding);
      }
  });

  it("has inputs that nobody can use and that have no ids", () => {
    for (const html of Object.values(figures).filter((html) => /<(input|button|select)/.test(html)))
      expect(html).toContain('inert=""');
    expect(Object.values(figures).join("")).not.toMatch(/ (id|for)="/);
  });
});

/** Sizes in the extended header of a WebP: https://developers.google.com/speed/webp/docs/riff_container */
function webpSize(bytes: Buffer): { width: number; height: number } {
  expect(bytes.toString("latin1", 12, 16)).toBe("VP8X");
  return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
}
