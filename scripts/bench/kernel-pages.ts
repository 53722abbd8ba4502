import type { Browser, Page } from "playwright-core";
import { serveBuild } from "../site.mjs";
import type { BenchPage } from "./page/page";

/** Pages of `scripts/bench/page`, which train what they are told to. */
export interface KernelPages {
  open(): Promise<KernelPage>;
  close(): Promise<void>;
}

export interface KernelPage {
  /** Calls a function of the page, with the page in front. */
  call<K extends keyof BenchPage>(
    name: K,
    ...args: Parameters<BenchPage[K]>
  ): Promise<Awaited<ReturnType<BenchPage[K]>>>;
  close(): Promise<void>;
}

/** Workers of a whole run, whatever the machine has. */
export const workers = 2;

export async function serveKernelPages(browser: Browser): Promise<KernelPages> {
  const site = await serveBuild({
    configFile: false,
    root: "scripts/bench/page",
    base: "./",
    // The page has all engines at hand, of which a warning would say that they are not lazy there.
    logLevel: "error",
    worker: { format: "es" },
    build: { target: "es2022" },
  });
  return {
    async open() {
      const context = await browser.newContext();
      await context.addInitScript((count) => {
        Object.defineProperty(navigator, "hardwareConcurrency", { value: count });
      }, workers);
      const page = await context.newPage();
      page.on("pageerror", (error) => console.error(`The page has an error: ${error.message}`));
      await page.goto(site.url, { waitUntil: "load" });
      return {
        call: (name, ...args) => callIn(page, name, args),
        close: () => context.close(),
      };
    },
    close: () => site.close(),
  };
}

async function callIn<T>(page: Page, name: string, args: readonly unknown[]): Promise<T> {
  // TensorFlow.js lets the page draw in between, which one in the background would not.
  await page.bringToFront();
  return page.evaluate(
    ([name, args]) => {
      const { page } = globalThis as unknown as {
        page: Record<string, (...args: unknown[]) => Promise<T>>;
      };
      return page[name](...args);
    },
    [name, args] as const,
  );
}
