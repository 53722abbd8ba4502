import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative } from "node:path";
import { compile } from "./compile.ts";
import { toModule } from "./module.ts";
import { NotebookError } from "./problem.ts";
import { tsc } from "./tsc.ts";

/**
 * Type-checks a project and its notebooks: writes the module of each `notebooks/NAME/index.html` to
 * `.notebook/NAME/index.ts` and runs tsc on all.
 * @param root the folder of `notebooks/` and `tsconfig.json`, whose `rootDirs` are `notebooks` and `.notebook`,
 *   so that a cell's imports are found from there
 * @param library the folder of src/notebook
 * @returns what is wrong, one message each; in a notebook at "notebooks/NAME/index.html:LINE:COLUMN"
 */
export async function check(root: string, library: string): Promise<string[]> {
  const maps = new Map<string, SourceMap>();
  const messages: string[] = [];
  const folder = join(root, ".notebook");
  rmSync(folder, { recursive: true, force: true });
  for (const name of readdirSync(join(root, "notebooks")).sort()) {
    const file = `notebooks/${name}/index.html`;
    if (!existsSync(join(root, file))) continue;
    const path = join(folder, name, "index.ts");
    try {
      const readShown = (path: string): string =>
        readFileSync(join(root, "notebooks", name, path), "utf8");
      const notebook = compile(readFileSync(join(root, file), "utf8"), file, readShown);
      const { code, map } = toModule(notebook, path, { name, library, uses: false });
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, code);
      maps.set(`.notebook/${name}/index.ts`, new SourceMap(JSON.parse(map.toString())));
    } catch (error) {
      if (!(error instanceof NotebookError)) throw error;
      messages.push(...error.message.split("\n"));
    }
  }
  for (const line of (await tsc(["-p", root], root)).split("\n"))
    if (line.trim()) messages.push(relocate(line, maps));
  // A type that both parts of a cell name stands in both.
  return [...new Set(messages)];
}

/** A line of tsc's output, "FILE(LINE,COLUMN): …", at the position in the notebook that its file comes from. */
function relocate(line: string, maps: ReadonlyMap<string, SourceMap>): string {
  const [, file = "", row, column, message] = /^([^(]+)\((\d+),(\d+)\): (.*)$/.exec(line) ?? [];
  const map = maps.get(relative(".", file));
  if (map === undefined) return line;
  const entry = map.findEntry(Number(row) - 1, Number(column) - 1);
  if (!("originalSource" in entry)) return line;
  // An entry covers what follows it; what we generated follows a cell, and belongs to its end.
  const past =
    entry.generatedLine === Number(row) - 1 ? Number(column) - 1 - entry.generatedColumn : 0;
  return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + past + 1}: ${message}`;
}
