import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Column, Heights } from "./columns.ts";
import { codesOf } from "./compile/closure.ts";
import { type CompiledNotebook, compile } from "./compile/compile.ts";
import { notebookOf, type Prerendered } from "./compile/page.ts";
import type { DeclaredParameter } from "./compile/syntax.ts";

/** The notebooks of a site, `notebooks/NAME/index.html`, each compiled once as long as it stays the same. */
export class Sources {
  readonly root: string;
  readonly #compiled = new Map<string, CompiledNotebook>();

  /** @param root the folder of the site */
  constructor(root: string) {
    this.root = root;
  }

  /** Names of all notebooks: first the one whose page is the site's own, then in the order of the alphabet. */
  names(): string[] {
    const folder = join(this.root, "notebooks");
    const folders = existsSync(folder) ? readdirSync(folder).sort() : [];
    const names = folders.filter((name) => existsSync(this.fileOf(name)));
    const main = this.mainName();
    return names.sort((a, b) => Number(b === main) - Number(a === main));
  }

  /** Names of all notebooks as they are to be read: by their own `data-order`, then those that have none as in `names`. */
  inOrder(): string[] {
    const place = (name: string): number =>
      this.read(this.fileOf(name)).order ?? Number.POSITIVE_INFINITY;
    return this.names()
      .map((name) => ({ name, place: place(name) }))
      .sort((a, b) => (a.place < b.place ? -1 : Number(a.place > b.place)))
      .map(({ name }) => name);
  }

  /** The template of all pages. */
  template(): string {
    return readFileSync(join(this.root, "index.html"), "utf8");
  }

  /** The notebook whose page is the site's own; undefined if the template names none. */
  mainName(): string | undefined {
    return notebookOf(this.template());
  }

  fileOf(name: string): string {
    return join(this.root, "notebooks", name, "index.html");
  }

  /** Path, from the site's root, of the sheet of what only a notebook's figures need, if it has one. */
  sheetOf(name: string): string | undefined {
    const path = `notebooks/${name}/figures.css`;
    return existsSync(join(this.root, path)) ? path : undefined;
  }

  /** Compiles a notebook. @throws NotebookError */
  read(file: string): CompiledNotebook {
    const source = readFileSync(file, "utf8");
    const before = this.#compiled.get(file);
    const readShown = (path: string): string => readFileSync(resolve(dirname(file), path), "utf8");
    const same = ([path, text]: [string, string]): boolean => readShown(path) === text;
    if (before?.source === source && [...before.shown].every(same)) return before;
    const path = file.startsWith(`${this.root}/`) ? file.slice(this.root.length + 1) : file;
    const notebook = compile(source, path, readShown);
    this.#compiled.set(file, notebook);
    return notebook;
  }

  /** Address of a notebook's page, from the site's root. */
  pageOf(name: string): string {
    return name === this.mainName() ? "./" : `./${name}/`;
  }

  /** What `npm run prerender` has drawn of a notebook. */
  prerendered(name: string): Prerendered | undefined {
    return this.#json(`${name}.json`);
  }

  /** The heights of a notebook's cells by their slugs, as `npm run prerender` has measured them. */
  heights(name: string): Readonly<Record<string, Heights>> {
    return this.#json(`${name}-heights.json`) ?? {};
  }

  /** What a cell's figure shows, in words, as HTML, where `npm run prerender` has drawn it. */
  altOf(name: string, slug: string): string | undefined {
    const html = this.prerendered(name)?.figures?.[slug] ?? "";
    return /<img [^>]* alt="([^"]*)"/.exec(html)?.[1];
  }

  /**
   * The still of the figure that stands for a notebook, where `npm run prerender` has drawn it: a `<picture>` for wide and
   * narrow windows, light and dark, whose addresses start at the site's root.
   */
  still(name: string): string | undefined {
    const { picture } = this.read(this.fileOf(name));
    const html = picture && this.prerendered(name)?.figures?.[picture];
    return /<picture>.*?<\/picture>/s.exec(html ?? "")?.[0];
  }

  /** Path, from the site's root, of the picture of an embedded cell, where `npm run prerender` has drawn one. */
  embedded(name: string, slug: string, column: Column): string | undefined {
    return this.#published(`embed/${name}/${slug}-${column}.webp`);
  }

  /** Path, from the site's root, of the picture of a link to a cell, where `npm run prerender` has drawn one. */
  card(name: string, slug: string): string | undefined {
    return this.#published(`cards/${name}/${slug}.png`);
  }

  #published(path: string): string | undefined {
    return existsSync(join(this.root, "public", path)) ? path : undefined;
  }

  #json<T>(file: string): T | undefined {
    const path = join(this.root, "public/prerender", file);
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;
  }

  /** The parameters that a notebook's cells declare. */
  parameters(name: string): readonly DeclaredParameter[] {
    return this.read(this.fileOf(name)).cells.flatMap((cell) =>
      codesOf(cell).flatMap(({ parameters }) => parameters),
    );
  }

  /** A notebook as it was last compiled. */
  compiled(file: string): CompiledNotebook | undefined {
    return this.#compiled.get(file);
  }
}
