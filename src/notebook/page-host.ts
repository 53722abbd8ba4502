import { AddressRequest } from "../address-request";
import type { Host, NoticeOptions } from "./host";
import { noticeBoard } from "./notice";

/** Milliseconds between two changes of the address: Safari refuses more than 100 in 30 seconds. */
const addressInterval = 350;

/** The site's own page as a host: parameters live in the address, notices over the page. */
export interface PageHost extends Host {
  /** Writes what is pending into the address and stops listening. */
  dispose(): void;
}

/** @param element carries the notebook's cells */
export function pageHost(element: HTMLElement): PageHost {
  const board = noticeBoard(document.body);
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
    // Commas are allowed in a query and keep "epochs=0,10,20" legible.
    const search = url.searchParams.toString().replaceAll("%2C", ",");
    const next = `${url.pathname}${search === "" ? "" : `?${search}`}${url.hash}`;
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
    if (!(event instanceof AddressRequest) || !(event.target instanceof Element)) return;
    const cell = event.target.closest<HTMLElement>("[data-cell]");
    if (cell?.dataset.cell === undefined) return;
    clearTimeout(timer);
    write();
    const url = new URL(location.href);
    url.hash = cell.id;
    event.answer = { cell: cell.dataset.cell, url, omitted: omitted() };
  };
  element.addEventListener(AddressRequest.type, answer);

  return {
    element,
    parameters: () => Object.fromEntries(new URLSearchParams(location.search)),
    setParameters(values) {
      pending = { ...pending, ...values };
      timer ??= setTimeout(write, addressInterval);
    },
    omits(ask) {
      omitted = ask;
    },
    notice: (message: string, options?: NoticeOptions) => board.show(message, options),
    asset: (path) => new URL(path, siteRoot()),
    dispose() {
      removeEventListener("popstate", restore);
      element.removeEventListener(AddressRequest.type, answer);
      if (timer !== undefined) {
        clearTimeout(timer);
        write();
      }
      board.dispose();
    },
  };
}

/** The site's root as the page states it, since a page may lie in a folder of its own. */
function siteRoot(): URL {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="site-root"]');
  return new URL(meta?.content ?? "./", document.baseURI);
}
