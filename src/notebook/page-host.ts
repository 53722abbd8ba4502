import { AddressRequest } from "../basics/address-request";
import { EmbedRequest } from "../basics/embed-request";
import type { EmbedScript } from "./embed-script";
import type { Host, NoticeOptions, TabText } from "./host";
import { noticeBoard } from "./notice";
import type { Parameter } from "./parameter";
import { settingsOf } from "./parameters";

/** Milliseconds between two changes of the address: Safari refuses more than 100 in 30 seconds. */
const addressInterval = 350;

/** The site's own page as a host: parameters live in the address, notices over the page. */
export interface PageHost extends Host {
  /** Writes what is pending into the address and stops listening. */
  dispose(): void;
}

/**
 * @param element carries the notebook's cells
 * @param notebook its name
 */
export function pageHost(element: HTMLElement, notebook: string): PageHost {
  const board = noticeBoard(document.body);
  let declared: ReadonlyMap<string, Parameter<unknown>> = new Map();
  let pending: Record<string, string | undefined> = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let omitted = (): string | undefined => undefined;

  const write = (): void => {
    timer = undefined;
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(pending)) {
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    const next = `${url.pathname}${searchOf(Object.fromEntries(url.searchParams))}${url.hash}`;
    if (next !== `${location.pathname}${location.search}${location.hash}`) {
      history.replaceState(history.state, "", next);
    }
  };
  // Going back to another heading brings back an older address; the page's state is the newer one.
  const restore = (): void => {
    if (timer === undefined) write();
  };
  addEventListener("popstate", restore);
  // Whoever asks wants the state as it is, not as it was when the address was last written.
  const answer = (event: Event): void => {
    const cell = cellOf(event);
    if (!(event instanceof AddressRequest) || cell === undefined) return;
    clearTimeout(timer);
    write();
    const changed = settingsOf(declared).filter(({ isInitial }) => !isInitial);
    const settings = Object.fromEntries(changed.map(({ name, text }) => [name, text]));
    // What others have added to the address, and what could not be used, is not handed on.
    const url = new URL(location.href);
    url.search = searchOf(settings);
    url.hash = cell.id;
    event.answer = { cell: cell.dataset.cell, settings, url, omitted: omitted() };
  };
  element.addEventListener(AddressRequest.type, answer);
  // The dialog is part of what other pages load, and is fetched from there.
  const offerDialog = (event: Event): void => {
    const cell = cellOf(event);
    if (!(event instanceof EmbedRequest) || cell === undefined) return;
    event.answer = async () => {
      const settings = settingsOf(declared);
      const root = assetOf("./");
      const { dialog }: EmbedScript = await import(/* @vite-ignore */ assetOf("embed.js").href);
      const { open } = await dialog();
      const present = { notebook, cell: cell.dataset.cell, settings };
      await open(present, { root, parent: document.body });
    };
  };
  element.addEventListener(EmbedRequest.type, offerDialog);

  const tab = tabText(`lookup ${location.pathname}`);
  return {
    element,
    ...(tab && { tab }),
    parameters: () => Object.fromEntries(new URLSearchParams(location.search)),
    setParameters(values) {
      pending = { ...pending, ...values };
      timer ??= setTimeout(write, addressInterval);
    },
    adopt(parameters) {
      declared = parameters;
    },
    omits(ask) {
      omitted = ask;
    },
    notice: (message: string, options?: NoticeOptions) => board.show(message, options),
    asset: assetOf,
    dispose() {
      removeEventListener("popstate", restore);
      element.removeEventListener(AddressRequest.type, answer);
      element.removeEventListener(EmbedRequest.type, offerDialog);
      if (timer !== undefined) {
        clearTimeout(timer);
        write();
      }
      board.dispose();
    },
  };
}

/** What the tab keeps under a name; undefined where a browser lets nothing be kept. */
function tabText(name: string): TabText | undefined {
  try {
    const storage = sessionStorage;
    return {
      get: () => storage.getItem(name) ?? undefined,
      set: (text) => storage.setItem(name, text),
      clear: () => storage.removeItem(name),
    };
  } catch {
    return undefined;
  }
}

/** Parameters as an address has them. Commas are allowed in a query and keep "epochs=0,10,20" legible. */
function searchOf(settings: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(settings).toString().replaceAll("%2C", ",");
  return search === "" ? "" : `?${search}`;
}

/** The element of the cell in which something asks. */
function cellOf({ target }: Event): CellElement | undefined {
  return target instanceof Element
    ? (target.closest<CellElement>("[data-cell]") ?? undefined)
    : undefined;
}
type CellElement = HTMLElement & { readonly dataset: { readonly cell: string } };

/** A file of the site. Its root is where the page states it, since a page may lie in a folder of its own. */
function assetOf(path: string): URL {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="site-root"]');
  return new URL(path, new URL(meta?.content ?? "./", document.baseURI));
}
