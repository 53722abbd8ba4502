import { escapeHtml } from "../notebook/escape-html.ts";
import type { ToldParameter } from "./told-parameters.ts";

/**
 * The parameters of a notebook as a table, for those who write its tags. In a narrow window each row is a block, so the
 * roles say what then still is a table.
 */
export function parameterTable(parameters: readonly ToldParameter[]): string {
  const head = ["Attribute", "What it sets", "Takes", "Without it"].map(
    (text) => `<th role="columnheader" scope="col">${text}</th>`,
  );
  const rows = parameters.map(
    ({ name, sets, takes, initial }) =>
      `<tr role="row"><th role="rowheader" scope="row"><code>${name}</code></th><td role="cell">${escapeHtml(sets)}</td><td role="cell" data-label="Takes">${escapeHtml(withMinus(takes))}</td><td role="cell" data-label="Without it">${initial === "" ? "nothing" : `<code>${escapeHtml(initial).replaceAll(",", ",<wbr>")}</code>`}</td></tr>`,
  );
  return `<table class="parameters" role="table"><thead role="rowgroup"><tr role="row">${head.join("")}</tr></thead><tbody role="rowgroup">${rows.join("\n")}</tbody></table>`;
}

/** Words whose numbers have a true minus sign. */
function withMinus(words: string): string {
  return words.replace(/(?<![\w.])-(?=\d)/g, "−");
}
