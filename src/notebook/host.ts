import type { Parameter } from "./parameter";

/**
 * What a notebook may ask of the page that carries it: the site's own page, or another's post
 * that embeds some of its cells. Cells know it as `host`.
 */
export interface Host {
  /** The element that carries the notebook's cells. */
  readonly element: HTMLElement;
  /** The raw parameters that the page gives: from its URL, or from the attributes of an embedding element. */
  parameters(): Record<string, string>;
  /** Makes these parameters the page's own; undefined takes one away, and those not named stay. */
  setParameters(values: Record<string, string | undefined>): void;
  /** Takes the parameters themselves once they are declared, where the host reads and moves them while the notebook runs. */
  adopt?(parameters: ReadonlyMap<string, Parameter<unknown>>): void;
  /** Takes whom to ask what of the notebook's state no link can carry: see `CellAddress`. */
  omits(ask: () => string | undefined): void;
  /** Tells the reader something, where she looks. Returns how to dismiss it. */
  notice(message: string, options?: NoticeOptions): () => void;
  /** Keeps a text until the tab is closed, where a page has a tab of its own and may keep anything. */
  readonly tab?: TabText;
  /** The address of a file of the site, from its path there: "weights/x.safetensors". */
  asset(path: string): URL;
}

/** A text that is kept over a reload, and over going away and coming back. */
export interface TabText {
  get(): string | undefined;
  /** @throws DOMException if there is no room for it */
  set(text: string): void;
  /** Forgets it. */
  clear(): void;
}

export interface NoticeOptions {
  /** A button beside the message. */
  readonly action?: { readonly label: string; run(): void };
  /** A notice replaces the one with the same key. */
  readonly key?: string;
}
