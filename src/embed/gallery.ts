import type { CompiledCell } from "../notebook/compile/cells.ts";
import { closureOf, isShown, parametersOf } from "../notebook/compile/closure.ts";
import type { CompiledNotebook } from "../notebook/compile/compile.ts";
import { notebookList } from "../notebook/compile/listing.ts";
import { escapeHtml } from "../notebook/escape-html.ts";
import { listNotebooks } from "../notebook/list-notebooks.ts";
import type { Sources } from "../notebook/sources.ts";
import { isParameter } from "./attributes.ts";
import { fallbackHtml, fallbackOf } from "./fallback.ts";
import { parameterTable } from "./parameter-table.ts";
import { cellTag } from "./tag.ts";
import type { ToldParameter } from "./told-parameters.ts";

/** Checks the `<lookup-cell>` tags of a page. @throws Error that names the first tag with an unknown notebook, cell or parameter */
export function checkTags(html: string, file: string, sources: Sources): void {
  for (const [tag, attributes = ""] of html.matchAll(/<lookup-cell\b([^>]*)>/g)) {
    const given = new Map(
      [...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name, value]),
    );
    const expect = (kind: string, name: string | undefined, among: readonly string[]): void => {
      if (name === undefined || !among.includes(name))
        throw new Error(
          `${file}: ${tag} names no ${kind}${name === undefined ? "" : ` “${name}”`} that there is. There are ${among.join(", ")}.`,
        );
    };
    const name = given.get("notebook");
    expect("notebook", name, sources.names());
    const { cells } = sources.read(sources.fileOf(name as string));
    const shown = cells.filter(isShown).map(({ slug }) => slug);
    expect("cell", given.get("cell"), shown);
    const parameters = sources.parameters(name as string).map((parameter) => parameter.name);
    for (const attribute of given.keys())
      if (attribute && isParameter(attribute)) expect("parameter", attribute, parameters);
  }
}

/**
 * Fills `<!-- gallery -->` with the parameters of every notebook and with each cell that can be embedded and its tag,
 * `<!-- notebooks -->` with the list of the notebooks, and each empty tag of the page with what stands in it until its
 * cell lives.
 * @param told by notebook, what to say of its parameters
 */
export function fillGallery(
  html: string,
  sources: Sources,
  told: ReadonlyMap<string, readonly ToldParameter[]>,
): string {
  const sections = [...told].map(([name, parameters]) =>
    notebookSection(name, parameters, sources),
  );
  return html
    .replace(
      /<lookup-cell notebook="([\w-]+)" cell="([\w-]+)"[^>]*>(?=<\/)/g,
      (tag, name: string, slug: string) =>
        `${tag}${fromRoot(fallbackHtml(fallbackOf(sources, name, slug), "./"))}`,
    )
    .replace("<!-- notebooks -->", () => notebookList(listNotebooks(sources, "./")))
    .replace("<!-- gallery -->", () => sections.join("\n"));
}

/** HTML whose pictures the build finds and refers to. */
function fromRoot(html: string): string {
  return html.replace(/(src|srcset)="\.\//g, '$1="/');
}

function notebookSection(
  name: string,
  parameters: readonly ToldParameter[],
  sources: Sources,
): string {
  const notebook = sources.read(sources.fileOf(name));
  const shown = notebook.cells.filter(isShown);
  const drawn = sources.prerendered(name)?.figures ?? {};
  const isFigure = ({ slug }: CompiledCell): boolean => drawn[slug]?.includes("<figure") ?? false;
  const outputs = shown.filter(({ mode }) => mode === "ts");
  const figures = outputs.filter(isFigure);
  const controls = outputs.filter((cell) => !isFigure(cell));
  const texts = shown.filter(({ mode }) => mode !== "ts");
  const section = (title: string, cells: readonly CompiledCell[]): string =>
    cells.length === 0
      ? ""
      : `<h3>${title}</h3>\n${cells.map((cell) => cellSection(name, notebook, cell, fallbackHtml(fallbackOf(sources, name, cell.slug), "./"))).join("\n")}`;
  const attributes =
    parameters.length === 0 ? "" : `<h3>Attributes of its tags</h3>\n${parameterTable(parameters)}`;
  return `<section>
<h2>${escapeHtml(notebook.title)}</h2>
${notebook.description === undefined ? "" : `<p>${escapeHtml(notebook.description)}</p>`}
${attributes}
${section("Figures", figures)}
${section("Controls", controls)}
${section("Text and formulas", texts)}
</section>`;
}

function cellSection(
  name: string,
  notebook: CompiledNotebook,
  cell: CompiledCell,
  fallback: string,
): string {
  const tag = cellTag({ notebook: name, cell: cell.slug }, fallback);
  const depends = parametersOf(closureOf(notebook, cell)).length > 0;
  const note = depends ? "" : "<p>It depends on no parameter.</p>";
  const id = `${name}-${cell.slug}`;
  return `<article id="${id}">
<h4><a href="#${id}">${cell.slug}</a></h4>
<pre class="tag" tabindex="0"><code>${escapeHtml(tag)}</code></pre>
${note}${fromRoot(tag)}
</article>`;
}
