import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

// What has one right way, which is easily forgotten, stands in one file.

const files = ["src", "notebooks"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|html)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/")),
);

it.each([
  [
    "workers are started",
    "src/basics/module-worker.ts",
    /new (Shared)?Worker\(/,
    "in a frame without an origin, or with a script of another's",
    [],
  ],
  [
    "the origin of the page is asked for",
    "src/basics/module-worker.ts",
    /\b(location|self|window)\.origin\b/,
    "location.origin is not the origin of a sandboxed frame",
    // It asks whether it has an origin at all.
    ["src/embed/frame.ts"],
  ],
  [
    "nodes are made of HTML",
    "src/basics/trusted.ts",
    /\.(inner|outer)HTML\s*=[^=]|insertAdjacentHTML|createContextualFragment|parseFromString/,
    "some pages take only trusted HTML",
    // The server of an author at work sends its own page.
    ["src/notebook/hot.ts"],
  ],
  [
    "places in the window are made the element's own",
    "src/inputs/pointer.ts",
    /getBoundingClientRect|\.client[XY]\b/,
    "a page may be scaled or zoomed",
    [
      // These go through it, or stay in the window.
      "src/figure/export/picture.ts",
      "src/figure/export/html-text.ts",
      "src/embed/frame.ts",
      "src/notebook/contents.ts",
      "src/notebook/show-code.ts",
    ],
  ],
  [
    "canvases are read",
    "src/figure/export/canvas-reads.ts",
    /\b(toBlob|toDataURL|getImageData|convertToBlob|transferToImageBitmap)\b/,
    "some browsers give back other pixels than were drawn, which is looked at there first",
    [],
  ],
] as const)("%s in %s alone", (_, place, pattern, why, allowed) => {
  const found = files.filter((file) => pattern.test(readFileSync(file, "utf8")));
  expect(
    found.filter((file) => ![place, ...allowed].some((each) => each === file)),
    why,
  ).toEqual([]);
  expect(found).toContain(place);
});
