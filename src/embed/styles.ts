import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What 1rem is on the site. */
const rem = 18;

/** The sheets of the site that hold in an embedded cell, in their order; figures and inputs bring theirs. */
const notebookSheets = ["base", "prose", "cells", "notices"];

/**
 * The site's sheets as they hold in a shadow root of another page: the theme's values can be set by that page
 * (`--lookup-ink` for `--ink`), lengths depend on neither its root's font size nor its window's width.
 * @param library the folder of src/notebook
 * @param others paths of further sheets
 */
export function embedStyles(library: string, others: readonly string[]): string {
  const read = (file: string): string => readFileSync(file, "utf8");
  const sheets = [
    themable(read(join(library, "theme.css"))),
    ...notebookSheets.map((name) => read(join(library, `${name}.css`))),
    ...others.map(read),
    read(join(import.meta.dirname, "embed.css")),
  ];
  return sheets.map(independent).join("\n");
}

/** A notebook's own sheet as it holds in such a shadow root, after those. */
export function notebookStyles(file: string): string {
  return independent(readFileSync(file, "utf8"));
}

/** The theme on our own box, each value of which the page may set; without its fonts, which a shadow root cannot have. */
export function themable(sheet: string): string {
  return sheet
    .replace(/@font-face\s*\{[^}]*\}/g, "")
    .replace(":root", ".embed")
    .replace(/color-scheme:[^;]*;/, "")
    .replace(/--([\w-]+):\s*([^;]+);/g, "--$1: var(--lookup-$1, $2);")
    .replace(/--lookup-paper, [^;]+;/, "--lookup-paper, Canvas);")
    .replaceAll('"Source Serif"', '"Lookup Serif"')
    .replaceAll('"Inter Text"', '"Lookup Sans"');
}

/** Lengths by neither the root's font size nor the window's width. */
export function independent(sheet: string): string {
  return sheet
    .replace(
      /(\d*\.?\d+)rem\b/g,
      (_, number: string) => `${Number((Number(number) * rem).toFixed(2))}px`,
    )
    .replace(/(\d)vw\b/g, "$1cqi");
}
