import { dirname, join } from "node:path";
import { type Plugin, runnerImport } from "vite";
import { parameterModule } from "../notebook/compile/parameter-module.ts";
import type { ParameterSpec } from "../notebook/parameter.ts";
import type { Sources } from "../notebook/sources.ts";

/** A parameter as those who embed a cell are told of it. */
export interface ToldParameter {
  readonly name: string;
  /** What it sets, in words. */
  readonly sets: string;
  /** What its attribute may be, in words. */
  readonly takes: string;
  /** The attribute that says what holds without it; empty where nothing is set then. */
  readonly initial: string;
}

/**
 * Runs the table of parameters that a notebook declares, without the notebook, so that what is told of them is what
 * holds. @throws Error that names the notebook if the table cannot run: it may use what the notebook's cells import, and
 * nothing else
 */
export async function toldParameters(sources: Sources, name: string): Promise<ToldParameter[]> {
  const file = sources.fileOf(name);
  const notebook = sources.read(file);
  // A file that is not there, beside the notebook.
  const id = join(dirname(file), "index.parameters.ts");
  const table: Plugin = {
    name: "parameter-table",
    resolveId: (source) => (source === id ? id : undefined),
    load: (source) => (source === id ? parameterModule(notebook) : undefined),
  };
  try {
    const { module } = await runnerImport<{
      readonly table: Readonly<Record<string, ParameterSpec<unknown>>>;
    }>(id, { root: sources.root, configFile: false, logLevel: "error", plugins: [table] });
    return Object.entries(module.table).map(([name, { sets, codec, initial }]) => ({
      name,
      sets,
      takes: codec.takes,
      initial: codec.format(initial),
    }));
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `${notebook.file}: its parameters cannot be told of apart from it: ${message}. Their table may use what its cells import, and nothing else.`,
      { cause: error },
    );
  }
}
