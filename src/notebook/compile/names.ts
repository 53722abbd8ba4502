import globals from "globals";

/**
 * Globals of the browser that are nearly always a slip: short words that a cell may well want for
 * its own. They are written `window.name`.
 */
const confusing = new Set(
  `blur close closed confirm event external find focus frames history length location menubar moveBy
  moveTo name open opener origin outerHeight outerWidth parent postMessage print prompt resizeBy
  resizeTo screen screenLeft screenTop screenX screenY scroll scrollbars scrollBy scrollTo scrollX
  scrollY self status statusbar stop toolbar top`.split(/\s+/),
);

/** Names that JavaScript and the browser define. */
export const globalNames: ReadonlySet<string> = new Set(
  [...Object.keys(globals.builtin), ...Object.keys(globals.browser)].filter(
    (name) => !confusing.has(name),
  ),
);

/** The libraries that every cell may use by name, and the package of each. They are fetched where a cell that runs names them. */
export const libraries: ReadonlyMap<string, string> = new Map([
  ["Plot", "@observablehq/plot"],
  ["d3", "d3"],
  ["tf", "@tensorflow/tfjs"],
]);

/** The names that every cell has; see Builtins in ../definition. */
export const builtinNames: ReadonlySet<string> = new Set([
  "display",
  "view",
  "observe",
  "invalidation",
  "host",
  ...libraries.keys(),
]);

/** What to write here for names that Observable's notebooks have and these have not. */
export const observableNames: ReadonlyMap<string, string> = new Map([
  ["FileAttachment", "Put the file into public/ and fetch host.asset(“PATH”)."],
  ["width", "A figure hears of its width itself; for Plot, take a number."],
  ["now", "Yield the time: const now = (function* () { while (true) yield Date.now(); })()."],
  ["Inputs", "Inputs are imported: import { slider } from “../../src/inputs/slider”."],
  ["Generators", "A cell’s generators are unwrapped, and observe gives a source’s values."],
  ["Mutable", "Import a source that can be set, and see its values by observe."],
  ["md", "Write a cell of text/markdown."],
  ["html", "Write a cell of text/html, or make the element by document.createElement."],
  ["svg", "Make the element: import { svg } from “../../src/drawing/svg”."],
  ["tex", `Write a cell of application/x-tex, or $\{tex\`…\`} in prose.`],
]);

/** The candidate that a misspelt name most likely means, if one is close. */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(3, Math.ceil(name.length / 3) + 1);
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; ++i) {
    const next = [i];
    for (let j = 1; j <= b.length; ++j)
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + Number(a[i - 1] !== b[j - 1]),
      );
    row = next;
  }
  return row[b.length]!;
}
