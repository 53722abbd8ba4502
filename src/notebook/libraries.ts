import type { Module } from "@observablehq/runtime";
import type { Libraries } from "./definition";

/** The libraries that the cells of a page may use by name. Each is fetched once, when a cell that runs first uses it. */
export class LiveLibraries {
  readonly #module: Module;
  readonly #offered = new Set<string>();

  constructor(module: Module) {
    this.#module = module;
  }

  /** Offers libraries that are not there yet. */
  offer(libraries: Libraries): void {
    for (const [name, load] of Object.entries(libraries)) {
      if (this.#offered.has(name)) continue;
      this.#offered.add(name);
      this.#module.variable().define(name, [], () => fetched(name, load));
    }
  }

  /** Whether a value is a library. */
  has(name: string): boolean {
    return this.#offered.has(name);
  }
}

/** @throws Error that says what to do if a library cannot be fetched: browsers do not try again */
async function fetched(name: string, load: () => Promise<unknown>): Promise<unknown> {
  try {
    return await load();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${name} could not be fetched. Reload the page to try again. (${reason})`, {
      cause,
    });
  }
}
