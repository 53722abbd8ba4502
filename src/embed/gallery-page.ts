// On the gallery: tags to copy name the site as it is reached, and parameters tell what they may be.
import { notebooks } from "virtual:notebooks";
import { declaredParameters } from "./declared-parameters";

for (const code of document.querySelectorAll(".tag code"))
  code.textContent = (code.textContent ?? "").replaceAll(
    /(?<=(?:src|srcset|href)=")\.\/[^"]*/g,
    (path) => new URL(path, location.href).href,
  );

for (const table of document.querySelectorAll<HTMLElement>("table.parameters")) {
  const { notebook = "", cell = "" } = table.dataset;
  void tellParameters(table, notebook, cell);
}

/** Fills in what the declarations themselves say: the range and the initial value of each. */
async function tellParameters(table: HTMLElement, notebook: string, slug: string): Promise<void> {
  const cells = await notebooks[notebook]?.cells();
  const embedded = await cells?.[slug]?.load();
  if (embedded === undefined) return;
  const parameters = declaredParameters(embedded.cells);
  for (const row of table.querySelectorAll<HTMLElement>("[data-parameter]")) {
    const parameter = parameters.get(row.dataset.parameter ?? "");
    const [, range, initial] = row.querySelectorAll("td");
    if (parameter === undefined) continue;
    range.textContent = parameter.kind.replaceAll("-", "−");
    initial.textContent = (parameter.initialText || "nothing").replaceAll("-", "−");
  }
}
