import { escapeHtml } from "../escape-html.ts";

/** A notebook as a page leads to it. */
export interface Listed {
  /** Address, relative to the page. */
  readonly href: string;
  readonly title: string;
  /** What it is about, in a sentence. */
  readonly description?: string;
  /** The still that stands for it: a `<picture>`. */
  readonly still?: string;
  /** Whether the page is its own. */
  readonly current: boolean;
}

/**
 * The notebooks as a page begins with them: a list in a wide window, and in a narrow one a button that shows it.
 * The browser itself opens and closes a popover, so this needs no script.
 */
export function notebookList(listed: readonly Listed[]): string {
  const items = listed.map((each) => `<li>${link(each)}${sentence(each)}</li>`);
  return `<nav class="notebooks" aria-label="Notebooks"><button type="button" popovertarget="notebooks">Notebooks</button><ol id="notebooks" popover>${items.join("")}</ol></nav>`;
}

/**
 * What to read when a page's argument is at its end: the notebook after the page's own, or all others where that is the
 * last. Empty where there is no other.
 * @param listed all notebooks, in the order of reading
 */
export function readNext(listed: readonly Listed[]): string {
  const at = listed.findIndex(({ current }) => current);
  const next = at < 0 ? undefined : listed[at + 1];
  const shown = next ? [next] : listed.filter(({ current }) => !current);
  if (shown.length === 0) return "";
  const items = shown.map(
    (each) => `<li>${thumbnail(each)}<div><h3>${link(each)}</h3>${sentence(each)}</div></li>`,
  );
  const heading = next ? "Read next" : shown.length > 1 ? "Read the others" : "Read the other";
  return `<nav class="read-next" aria-labelledby="read-next"><h2 id="read-next">${heading}</h2><ul>${items.join("")}</ul></nav>`;
}

function link({ href, title, current }: Listed): string {
  return `<a href="${href}"${current ? ' aria-current="page"' : ""}>${escapeHtml(title)}</a>`;
}

function sentence({ description }: Listed): string {
  return description === undefined ? "" : `<p>${escapeHtml(description)}</p>`;
}

/** The still, silent and as large as its place: the title beside it says where it leads. */
function thumbnail({ still = "" }: Listed): string {
  return still.replace(/ style="[^"]*"/, "").replace(/ alt="[^"]*"/, ' alt=""');
}
