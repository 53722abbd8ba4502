import type { Catalogue } from "./catalogue";
import { LookupCell } from "./element";

/** Defines `<lookup-cell>` where there is a browser; a page that loads the script twice keeps the first. */
export function defineLookupCell(catalogue: Catalogue): void {
  if (!("customElements" in globalThis)) return;
  if (customElements.get("lookup-cell") !== undefined) return;
  LookupCell.catalogue = catalogue;
  customElements.define("lookup-cell", LookupCell);
}
