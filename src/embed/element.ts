import { AddressRequest, pageAddress } from "../basics/address-request";
import { EmbedRequest } from "../basics/embed-request";
import { isOn } from "../basics/is-on";
import type { EmbedDialog } from "../notebook/embed-script";
import { givenParameters, isParameter } from "./attributes";
import baseText from "./base.css?inline";
import type { Catalogue, CataloguedCell, CataloguedNotebook, EmbeddedCell } from "./catalogue";
import { whenDrawn } from "./drawn";
import type { ShownCell } from "./live-scope";
import { isOwnKey } from "./own-keys";
import { reserveHeight } from "./reserve";
import { type Member, type Scope, scopeOf } from "./scope";
import { sheetOf } from "./sheet-of";

/** How near to the window a cell begins to live: a window's height. */
const nearness = "100% 0px";

/** Where there is no browser, as when a site is built, the module can be imported, and defines nothing. */
const Base: typeof HTMLElement =
  "HTMLElement" in globalThis ? HTMLElement : (class {} as typeof HTMLElement);

/** What an element needs was not to be had: it is asked for again. */
class NotLoaded extends Error {}

/**
 * One cell of a notebook in another page:
 *
 *     <lookup-cell notebook="x-squared" cell="lookup-trace" x="5" scope="a">fallback</lookup-cell>
 *
 * It computes nothing before it is near the window. What stands in it is seen until the cell is drawn.
 */
export class LookupCell extends Base implements Member {
  static catalogue: Catalogue;

  /** All that the element shows, out of reach of the page's styles. */
  readonly box = document.createElement("div");
  #scope: Scope | undefined;
  #shown: ShownCell | undefined;
  /** Aborted when the element leaves the page, or is to show another cell. */
  #ending: AbortController | undefined;

  /** The texts of its style sheets. */
  #sheets: readonly string[] = [baseText];

  constructor() {
    super();
    this.box.className = "embed";
    this.box.lang = "en";
    for (const type of ["keydown", "keypress", "keyup"])
      this.box.addEventListener(type, (event) => {
        if (isOwnKey(event as KeyboardEvent)) event.stopPropagation();
      });
    // Else what stands in the tag stays.
    if (!canLive()) return;
    const shadow = this.attachShadow({ mode: "open" });
    shadow.append(this.box);
    this.#style();
  }

  connectedCallback(): void {
    // An element that is moved goes on.
    if (this.shadowRoot !== null && this.#ending === undefined) this.#begin();
  }

  adoptedCallback(): void {
    this.#style();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** The value of a parameter; undefined until the cell lives. */
  value(name: string): unknown {
    return this.#scope?.value(name);
  }

  /** Sets a parameter for all elements of the scope; null or undefined gives it its initial value. */
  set(name: string, value: unknown): void {
    this.#scope?.setText(
      name,
      value === null || value === undefined ? undefined : String(value),
      this,
    );
  }

  given(): Readonly<Record<string, string>> {
    return givenParameters(this);
  }

  take(notices: HTMLElement): boolean {
    if (this.#shown !== undefined) this.box.append(notices);
    return this.#shown !== undefined;
  }

  #style(): void {
    const view = this.ownerDocument.defaultView;
    if (this.shadowRoot === null || view === null) return;
    this.shadowRoot.adoptedStyleSheets = this.#sheets.map((text) => sheetOf(text, view));
  }

  #begin(): void {
    const ending = new AbortController();
    this.#ending = ending;
    const attributes = new MutationObserver((records) => this.#changed(records));
    attributes.observe(this, { attributes: true });
    ending.signal.addEventListener("abort", () => attributes.disconnect());
    this.#showOptions();
    this.box.replaceChildren(document.createElement("slot"));

    const { site, asset, notebooks, dialog } = LookupCell.catalogue;
    const name = this.getAttribute("notebook") ?? "";
    const slug = this.getAttribute("cell") ?? "";
    const notebook = this.#find("notebook", name, notebooks);
    if (notebook === undefined) return;
    const { parameters, page } = notebook;
    const scope = scopeOf({ notebook: name, parameters, asset }, this.getAttribute("scope"));
    scope.join(this);
    this.#scope = scope;
    ending.signal.addEventListener("abort", () => scope.leave(this));
    const address = site && new URL(page, site);
    const { signal } = ending;
    this.box.addEventListener(AddressRequest.type, (event) => this.#answer(event, address), {
      signal,
    });
    if (site && dialog)
      this.box.addEventListener(
        EmbedRequest.type,
        (event) => this.#offerDialog(event, site, dialog),
        { signal },
      );
    void this.#place(notebook, slug, address, signal);
  }

  /** Keeps the room that the cell will take, and has it live once the reader comes near. */
  async #place(
    notebook: CataloguedNotebook,
    slug: string,
    page: URL | undefined,
    ending: AbortSignal,
  ): Promise<void> {
    try {
      const cells = await loaded(notebook.cells());
      const cell = ending.aborted ? undefined : this.#find("cell", slug, cells);
      if (cell === undefined) return;
      const release = reserveHeight(this.box, cell.heights, ending);
      whenNear(this, ending, () => void this.#live(cell, page, ending).finally(release));
    } catch (error) {
      this.#fail(error, ending);
    }
  }

  /** Answers whoever asks for the address of the cell: it is on its notebook's page, or else on this one. */
  #answer(event: Event, page: URL | undefined): void {
    if (!(event instanceof AddressRequest)) return;
    const cell = this.getAttribute("cell") ?? "";
    const changed = this.#scope?.settings().filter(({ isInitial }) => !isInitial) ?? [];
    const settings = Object.fromEntries(changed.map(({ name, text }) => [name, text]));
    const url = page ? new URL(`#cell-${cell}`, page) : pageAddress();
    if (page) for (const [name, text] of Object.entries(settings)) url.searchParams.set(name, text);
    else if (this.id) url.hash = this.id;
    event.answer = { cell, settings, url, omitted: this.#scope?.omitted() };
  }

  /** Offers whoever asks for it the dialog that embeds this cell in yet another page. */
  #offerDialog(event: Event, root: URL, dialog: () => Promise<EmbedDialog>): void {
    const parent = this.shadowRoot;
    if (!(event instanceof EmbedRequest) || parent === null) return;
    event.answer = async () => {
      const [notebook, cell] = ["notebook", "cell"].map((name) => this.getAttribute(name) ?? "");
      const settings = this.#scope?.settings() ?? [];
      const { open } = await dialog();
      await open({ notebook, cell, settings }, { root, parent });
    };
  }

  #end(): void {
    this.#shown?.end();
    this.#shown = undefined;
    this.#scope = undefined;
    this.#ending?.abort();
    this.#ending = undefined;
  }

  /** Brings the cell to life, and resolves once it is drawn. */
  async #live(cell: CataloguedCell, page: URL | undefined, ending: AbortSignal): Promise<void> {
    try {
      const [{ LiveScope, loadFonts, sheets }, embedded] = await loaded(
        Promise.all([import("./live"), cell.load()]),
      );
      await loadFonts(isProse(embedded));
      const scope = this.#scope;
      if (ending.aborted || scope === undefined) return;
      this.#sheets = [baseText, ...sheets(embedded.sheet)];
      this.#style();
      this.#shown = scope.show(embedded, LiveScope);
      const { element } = this.#shown;
      for (const link of element.querySelectorAll<HTMLAnchorElement>('a[href^="#"]'))
        if (page) link.href = new URL(link.hash, page).href;
        else link.removeAttribute("href");
      element.classList.add("undrawn");
      this.box.append(element);
      scope.placeNotices();
      await whenDrawn(element, ending);
      if (ending.aborted) return;
      element.classList.remove("undrawn");
      this.box.querySelector("slot")?.remove();
    } catch (error) {
      this.#fail(error, ending);
    }
  }

  #fail(error: unknown, ending: AbortSignal): void {
    if (ending.aborted) return;
    this.#say(error instanceof Error ? error.message : String(error));
    if (!(error instanceof NotLoaded)) return;
    const again = (): void => {
      this.#end();
      this.#begin();
    };
    addEventListener("online", again, { signal: ending });
    whenBack(this, ending, again);
  }

  /** What a name of an attribute stands for, or undefined, which it then says. */
  #find<T>(kind: string, name: string, among: Readonly<Record<string, T>>): T | undefined {
    if (Object.hasOwn(among, name)) return among[name];
    const named = name === "" ? `No ${kind} is named` : `There is no ${kind} “${name}”`;
    this.#say(`${named}. The ${kind}s are ${Object.keys(among).join(", ")}.`);
    return undefined;
  }

  #say(text: string): void {
    const message = document.createElement("p");
    message.className = "embed-message";
    message.setAttribute("role", "alert");
    message.textContent = text;
    this.box.append(message);
  }

  #changed(records: readonly MutationRecord[]): void {
    const names = new Set(records.map(({ attributeName }) => attributeName ?? ""));
    if (["notebook", "cell", "scope"].some((name) => names.has(name))) {
      this.#end();
      this.#begin();
      return;
    }
    this.#showOptions();
    for (const name of names)
      if (isParameter(name)) this.#scope?.setText(name, this.getAttribute(name) ?? undefined, this);
  }

  #showOptions(): void {
    this.box.toggleAttribute("data-code", isOn(this.getAttribute("code")));
    this.box.toggleAttribute("data-no-controls", this.getAttribute("controls") === "none");
    this.box.toggleAttribute("data-no-menu", this.getAttribute("menu") === "none");
  }
}

/** Whether the browser has what our style sheets are made of. */
function canLive(): boolean {
  try {
    sheetOf(baseText, window);
    return CSS.supports("color", "light-dark(#000, #fff)");
  } catch {
    return false;
  }
}

function isProse({ slug, cells }: EmbeddedCell): boolean {
  return cells.some((cell) => cell.slug === slug && "slots" in cell);
}

/** @throws NotLoaded if code could not be fetched */
async function loaded<T>(code: Promise<T>): Promise<T> {
  try {
    return await code;
  } catch (error) {
    throw new NotLoaded(
      `This could not be loaded: ${(error as Error).message} It is tried again when you are online, or come back to it; after an update of its site, reload the page.`,
    );
  }
}

/** Runs something once an element has left the window's neighbourhood and is near again. */
function whenBack(element: Element, ending: AbortSignal, run: () => void): void {
  const away = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) return;
      away.disconnect();
      whenNear(element, ending, run);
    },
    { rootMargin: nearness },
  );
  away.observe(element);
  ending.addEventListener("abort", () => away.disconnect());
}

/** Runs something once an element is near the window. */
function whenNear(element: Element, ending: AbortSignal, run: () => void): void {
  const sight = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      sight.disconnect();
      run();
    },
    { rootMargin: nearness },
  );
  sight.observe(element);
  ending.addEventListener("abort", () => sight.disconnect());
}
