/**
 * Prints what a reader's browser fetches, gzipped, and fails past the budgets:
 *
 *     npm run build && npm run size
 *
 * It reads each page's HTML in `dist/` and follows the code from there: "before training" is the page's
 * own scripts with everything that they import statically, which is all JavaScript that runs until the
 * reader presses Train or takes something away. What lies behind a dynamic import or in a worker is listed as fetched
 * later.
 * An embedded cell needs `embed.js`, what that fetches for every cell (style sheets included), and its own module;
 * the dialog that embeds it elsewhere is listed apart.
 * A notebook whose cells need less than others says so in `notebooks/NAME/budgets.json`: `{ "cells": { "CELL": BYTES } }`.
 * 1 kB is 1000 bytes.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { parseAst } from "vite";

const site = "dist";
const scriptBudget = 150_000;
const weightsBudget = 300_000;
const embedBudget = 15_000;
const cellBudget = 150_000;
/** Of cells that need less than others, by "NOTEBOOK.CELL". */
const cellBudgets = ownBudgets();
/** A name that only the code of TensorFlow.js contains. */
const tensorflowMark = "WEBGL_VERSION";
/** Whether some page fetches it: else the mark is no longer in it. */
let foundTensorflow = false;

const problems = [];
if (!existsSync(join(site, "index.html"))) {
  console.error(`There is no ${site}/index.html: npm run build`);
  process.exit(1);
}

const pages = readdirSync(site, { recursive: true })
  .filter((file) => basename(file) === "index.html")
  .map((file) => join(site, file));
for (const page of pages) reportPage(page);
if (!foundTensorflow) problems.push("TensorFlow.js was not found behind any page");
reportEmbeds();
reportWeights();
for (const problem of problems) console.error(`PROBLEM: ${problem}`);
process.exit(problems.length > 0 ? 1 : 0);

function reportPage(page) {
  const html = readFileSync(page, "utf8");
  const linked = (pattern) =>
    [...html.matchAll(pattern)].map(([, path]) => resolve(dirname(page), path));
  const scripts = linked(/<script[^>]*\bsrc="([^"]+\.js)"/g);
  const styles = linked(/<link[^>]*\bhref="([^"]+\.css)"/g);
  if (scripts.length === 0) throw new Error(`${page} has no script`);

  const first = reachable(scripts, ({ imports }) => imports);
  const later = [...reachable([...first], (links) => Object.values(links).flat())].filter(
    (file) => !first.has(file),
  );
  const script = sum([...first]);
  foundTensorflow ||= later.some(hasTensorflow);
  console.log(`\n${page}`);
  row("HTML", gzipped(page));
  row("CSS", sum(styles));
  row("JavaScript before training", script, scriptBudget);
  for (const file of first) row(`  ${relative(site, file)}`, gzipped(file));
  console.log("  fetched when the reader trains, or takes something away:");
  for (const file of later) {
    const kind = hasTensorflow(file) ? ", has TensorFlow.js" : "";
    row(`  ${relative(site, file)}${kind}`, gzipped(file));
  }

  if (script > scriptBudget)
    problems.push(
      `${page} needs ${kilobytes(script)} of JavaScript before training, the budget is ${kilobytes(scriptBudget)} (gzipped)`,
    );
  for (const file of first) {
    if (hasTensorflow(file))
      problems.push(
        `${relative(site, file)} has TensorFlow.js in it and is fetched before training`,
      );
  }
}

function reportEmbeds() {
  const script = resolve(site, "embed.js");
  const statically = ({ imports }) => imports;
  const modules = reachable([script], statically);
  const later = linksOf(script).dynamic;
  const named = (kind) => (file) =>
    new RegExp(`^${kind}-(.+)-[\\w-]{8}\\.js$`).exec(basename(file))?.[1];
  /** What is known of a notebook's cells. */
  const notebooks = later.filter(named("cells"));
  const dialog = later.filter((file) => /^dialog-/.test(basename(file)));
  const always = reachable(
    [...modules, ...later.filter((file) => ![...notebooks, ...dialog].includes(file))],
    statically,
  );
  if (notebooks.length === 0) throw new Error("embed.js embeds no cells");
  if (dialog.length !== 1) throw new Error("embed.js has no dialog");
  console.log("\nEmbeds: JavaScript and CSS before training");
  const check = (name, bytes, budget) => {
    row(name, bytes, budget);
    if (bytes > budget)
      problems.push(
        `${name} has ${kilobytes(bytes)}, the budget is ${kilobytes(budget)} (gzipped)`,
      );
  };
  check("embed.js", sum([...modules]), embedBudget);
  const sizes = notebooks.flatMap((notebook) =>
    linksOf(notebook).dynamic.map((file) => [
      named("cell")(file),
      sum([...reachable([...always, notebook, file], statically)]),
    ]),
  );
  for (const [name, bytes] of sizes.sort((a, b) => b[1] - a[1]))
    check(`  ${name}`, bytes, cellBudgets[name] ?? cellBudget);
  const opened = [...reachable(dialog, statically)];
  row("fetched when the dialog opens", sum(opened.filter((file) => !always.has(file))));
  for (const name of Object.keys(cellBudgets))
    if (!sizes.some((each) => each[0] === name)) problems.push(`There is no cell ${name} to embed`);
}

function reportWeights() {
  const files = readdirSync(join(site, "weights"), { recursive: true })
    .map((file) => join(site, "weights", file))
    .filter((file) => statSync(file).isFile())
    .sort();
  const early = files.filter((file) => basename(file).startsWith("first-paint"));
  if (early.length === 0) throw new Error(`${site}/weights has no first-paint weights`);
  console.log("\nWeights (as they are: they hardly compress)");
  for (const file of early) {
    const { size } = statSync(file);
    row(`${relative(site, file)}, at first paint`, size, weightsBudget);
    if (size > weightsBudget)
      problems.push(
        `${relative(site, file)} has ${kilobytes(size)}, the budget for first paint is ${kilobytes(weightsBudget)}`,
      );
  }
  for (const file of files.filter((each) => !early.includes(each)))
    row(`${relative(site, file)}, when first wanted`, statSync(file).size);
}

/** What the notebooks say in their folders. */
function ownBudgets() {
  const files = readdirSync("notebooks")
    .map((name) => [name, join("notebooks", name, "budgets.json")])
    .filter(([, file]) => existsSync(file));
  return Object.fromEntries(
    files.flatMap(([name, file]) =>
      Object.entries(JSON.parse(readFileSync(file, "utf8")).cells).map(([cell, bytes]) => [
        `${name}.${cell}`,
        bytes,
      ]),
    ),
  );
}

/** The scripts, and those that they lead to, and so on. */
function reachable(scripts, next) {
  const found = new Set(scripts);
  for (const file of found) for (const each of next(linksOf(file))) found.add(each);
  return found;
}

/** The scripts that a script imports, those that it may import later, and its workers. */
function linksOf(file) {
  const source = readFileSync(file, "utf8");
  const links = { imports: [], dynamic: [], workers: [] };
  const local = (path) => resolve(dirname(file), path);
  visit(parseAst(source), (node) => {
    const path = node.source?.value ?? node.source?.quasis?.[0].value.cooked;
    if (typeof path !== "string" || !/^\.{1,2}\//.test(path)) return;
    if (node.type === "ImportExpression") links.dynamic.push(local(path));
    else links.imports.push(local(path));
  });
  for (const [, path] of source.matchAll(/new URL\(\s*["'`]([^"'`]+\.js)["'`]/g))
    links.workers.push(local(path));
  return links;
}

function hasTensorflow(file) {
  return readFileSync(file, "utf8").includes(tensorflowMark);
}

function visit(node, enter) {
  if (typeof node?.type === "string") enter(node);
  for (const child of Object.values(node ?? {}))
    if (typeof child === "object" && child !== null) visit(child, enter);
}

function sum(files) {
  return files.reduce((total, file) => total + gzipped(file), 0);
}

function gzipped(file) {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

function row(label, bytes, budget) {
  const limit = budget === undefined ? "" : `  of at most ${kilobytes(budget)}`;
  console.log(`  ${label.padEnd(58)} ${kilobytes(bytes).padStart(11)}${limit}`);
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
