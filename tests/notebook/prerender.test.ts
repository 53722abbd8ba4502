import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/notebook/compile/compile";
import { notebookOf, type Prerendered } from "../../src/notebook/compile/page";

const name = notebookOf(readFileSync("index.html", "utf8"))!;
const file = `notebooks/${name}.html`;
const { cells } = compile(readFileSync(file, "utf8"), file);
const { slots = {}, figures = {} } = JSON.parse(
  readFileSync(`public/prerender/${name}.json`, "utf8"),
) as Prerendered;

// Where one of these fails, the notebook has changed since it was drawn: npm run prerender
describe("what is drawn ahead of time", () => {
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
      cell.mode === "ts" && cell.code.inputs.some(isDisplay) ? [cell.slug] : [],
    );
    expect(Object.keys(figures).sort()).toEqual(displaying.sort());
  });

  it("has every picture that it shows, in both schemes and for narrow windows", () => {
    const pictures = Object.values(figures).flatMap((html) =>
      [...html.matchAll(/(?:src|srcset)="(\/prerender\/[^"]+)"/g)].map(([, path]) => path),
    );
    expect(pictures.length).toBeGreaterThan(0);
    for (const path of pictures) expect(existsSync(`public${path}`), path).toBe(true);
    for (const html of Object.values(figures).filter((html) => html.includes("<figure")))
      for (const kind of ["wide-light", "wide-dark", "narrow-light", "narrow-dark"])
        expect(html).toContain(`-${kind}.webp`);
  });

  it("says in words what each picture shows", () => {
    for (const [slug, html] of Object.entries(figures))
      for (const [, alt] of html.matchAll(/<img[^>]* alt="([^"]*)"/g))
        expect(alt.length, slug).toBeGreaterThan(10);
  });

  it("has no picture that it does not show", () => {
    const shown = Object.values(figures).join("");
    for (const picture of readdirSync(`public/prerender/${name}`))
      expect(shown, picture).toContain(`/${picture}"`);
  });

  it("has inputs that nobody can use and that have no ids", () => {
    for (const html of Object.values(figures).filter((html) => /<(input|button|select)/.test(html)))
      expect(html).toContain('inert=""');
    expect(Object.values(figures).join("")).not.toMatch(/ (id|for)="/);
  });
});

function isDisplay(input: string): boolean {
  return input === "display" || input === "view";
}
