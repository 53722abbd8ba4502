import type { Browser } from "playwright-core";

export interface Browsers {
  readonly chromium: string | undefined;
  readonly firefox: string | undefined;
  readonly webkit:
    | { readonly driver: string; readonly display: string; readonly browser: string }
    | undefined;
}
/** Paths of the browsers' programs; undefined for those that the machine lacks. */
export function findBrowsers(): Browsers;
/** Installs the browsers that are missing, as far as this machine lets us, and returns what is there then. */
export function installBrowsers(): Browsers;
/** Chromium with WebGL on the software renderer, so that every machine gives the same, and nothing that calls home. */
export function launchChromium(): Promise<Browser>;
