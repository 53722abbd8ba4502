/**
 * Prints what a reader's browser fetches, gzipped, and fails past the budgets:
 *
 *     npm run build && npm run size
 *
 * It reads each page's HTML in `dist/` and follows the code from there: "before training" is the page's
 * own scripts with everything that they import statically, which is all JavaScript that runs until the
 * reader presses Train or takes something away; so does the libraries' code that its cells name (Plot), which comes after
 * the page is alive. What lies behind another dynamic import or in a worker is listed as fetched later.
 * An embedded cell needs `embed.js`, what that fetches for every cell (style sheets included), and its own module;
 * the dialog that embeds it elsewhere is listed apart.
 * A notebook that needs less than others says so in `notebooks/NAME/budgets.json`: `{ "first": BYTES }` of its page before
 * the first interaction, `{ "page": BYTES }` before training, and `{ "cells": { "CELL": BYTES } }`.
 * 1 kB is 1000 bytes.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { parseAst } from "vite";

const site = "dist";
const scriptBudget = 98_000;
const pageBudget = 225_000;
const libraryBudget = 128_000;
/** Of the engines that need TensorFlow.js, as their worker fetches them. */
const engineBudgets = { "webgl-engine": 60_000, "tfjs-engine": 135_000 };
const weightsBudget = 300_000;
const embedBudget = 15_000;
const cellBudget = 195_000;
/** What the notebooks say in their folders, by their names. */
const own = ownBudgets();
/** Of cells that need less than others, by "NOTEBOOK.CELL". */
const cellBudgets = Object.fromEntries(
  Object.entries(own).flatMap(([name, { cells = {} }]) =>
    Object.entries(cells).map(([cell, bytes]) => [`${name}.${cell}`, bytes]),
  ),
);
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
reportEngines();
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
  const libraries = new Set([...librariesOf(first)].filter((file) => !first.has(file)));
  const later = [...reachable([...first], (links) => Object.values(links).flat())].filter(
    (file) => !first.has(file) && !libraries.has(file),
  );
  const script = sum([...first]);
  const whole = script + sum([...libraries]);
  const firstBudget = own[notebookOf(page)]?.first ?? scriptBudget;
  const wholeBudget = own[notebookOf(page)]?.page ?? pageBudget;
  foundTensorflow ||= later.some(hasTensorflow);
  console.log(`\n${page}`);
  row("HTML", gzipped(page));
  row("CSS", sum(styles));
  row("JavaScript before the first interaction", script, firstBudget);
  for (const file of first) row(`  ${relative(site, file)}`, gzipped(file));
  row("with the libraries that its cells name", whole, wholeBudget);
  for (const file of libraries) row(`  ${relative(site, file)}`, gzipped(file), libraryBudget);
  console.log("  fetched when the reader trains, or takes something away:");
  for (const file of later) {
    const kind = hasTensorflow(file) ? ", has TensorFlow.js" : "";
    row(`  ${relative(site, file)}${kind}`, gzipped(file));
  }

  const limit = (what, bytes, budget) => {
    if (bytes > budget)
      problems.push(
        `${what} has ${kilobytes(bytes)}, the budget is ${kilobytes(budget)} (gzipped)`,
      );
  };
  limit(`${page}, JavaScript before the first interaction,`, script, firstBudget);
  limit(`${page}, JavaScript before training,`, whole, wholeBudget);
  for (const file of libraries) limit(relative(site, file), gzipped(file), libraryBudget);
  for (const file of [...first, ...libraries]) {
    if (hasTensorflow(file))
      problems.push(
        `${relative(site, file)} has TensorFlow.js in it and is fetched before training`,
      );
  }
}

function reportEngines() {
  const assets = join(site, "assets");
  const named = (name) =>
    readdirSync(assets)
      .filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file))
      .map((file) => resolve(assets, file));
  const worker = reachable(named("worker"), ({ imports }) => imports);
  console.log("\nEngines: JavaScript when they are wanted");
  for (const [name, budget] of Object.entries(engineBudgets)) {
    const [file] = named(name);
    if (file === undefined) throw new Error(`There is no ${name} in ${assets}`);
    const needed = [...reachable([file], ({ imports }) => imports)];
    const bytes = sum(needed.filter((each) => !worker.has(each)));
    row(`  ${name}`, bytes, budget);
    if (bytes > budget)
      problems.push(
        `${name} has ${kilobytes(bytes)}, the budget is ${kilobytes(budget)} (gzipped)`,
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
      sum([...reachable([...always, notebook, file, ...librariesOf([file])], statically)]),
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
    files.map(([name, file]) => [name, JSON.parse(readFileSync(file, "utf8"))]),
  );
}

/** The notebook of a built page. */
function notebookOf(page) {
  const folder = relative(site, dirname(page));
  return folder || /<!-- notebook:([\w-]+) -->/.exec(readFileSync("index.html", "utf8"))?.[1];
}

/** The libraries that the cells of some scripts name: chunks apart, called as cells call them. `tf` comes when the reader asks. */
function librariesOf(scripts) {
  const named = [...scripts].flatMap((file) => linksOf(file).dynamic);
  return reachable(
    named.filter((file) => /^(Plot|d3)-[\w-]{8}\.js$/.test(basename(file))),
    ({ imports }) => imports,
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
