import { escapeHtml } from "../notebook/escape-html.ts";

/** Attributes of a `<lookup-cell>`, which are also what the address of a frame says. Empty values are not written. */
export type Attributes = Readonly<Record<string, string>>;

/** The tag that shows a cell. @param fallback HTML that is seen until then */
export function cellTag(attributes: Attributes, fallback = ""): string {
  const written = Object.entries(attributes).map(([name, value]) =>
    value === "" ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`,
  );
  return `<lookup-cell${written.join("")}>${fallback}</lookup-cell>`;
}

/** The tag without which `<lookup-cell>` means nothing. @param root address of the site's root */
export function scriptTag(root: string): string {
  return `<script type="module" src="${escapeHtml(root)}embed.js"></script>`;
}

/** Attributes as they stand in an address, commas legible. */
export function queryOf(attributes: Attributes): string {
  const written = Object.entries(attributes).map(([name, value]) =>
    value === "" ? name : `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`,
  );
  return written.join("&");
}
