import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { build, type Plugin, type UserConfig } from "vite";

/** What a module adds to a path if it wants the file's address. */
const asksAddress = /\?(worker&)?url$/;
/** The id of a module whose value is a file's address is the file's with this. */
const mark = "?address";
const told = "\0told-address-";

/** A bundled script, whose address alone is needed to run it. */
interface WholeFile {
  readonly code: string;
  /** The ids of all that is in it. */
  readonly moduleIds: readonly string[];
  /** The files that it fetches late, whose addresses whoever starts it must tell it. */
  readonly late: readonly string[];
}

/**
 * Files beside the package's modules, each named by `new URL("…", import.meta.url)`: bundlers copy such files, and
 * pages without a bundler find them. A script among them, `?worker&url` or `?url`, is bundled whole, since a copy has
 * none of its neighbours. It learns the addresses of others that it fetches late from the hash of its own.
 * @param config how to bundle scripts
 * @param heard told the ids of the modules in each
 */
export function files(
  config: () => UserConfig,
  heard: (moduleIds: readonly string[]) => void,
): Plugin {
  return {
    name: "package-files",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!asksAddress.test(source)) return undefined;
      const file = await this.resolve(source.replace(asksAddress, ""), importer);
      return file && `${file.id}${mark}`;
    },
    async load(id) {
      if (!id.endsWith(mark)) return undefined;
      const file = id.slice(0, -mark.length);
      const emit = (name: string, source: string | Uint8Array): string =>
        `import.meta.ROLLDOWN_FILE_URL_${this.emitFile({ type: "asset", fileName: `assets/${name}`, source })}`;
      if (!file.endsWith(".ts")) {
        const address = emit(basename(file), await readFile(file));
        return { code: `export default ${address};`, moduleType: "js" };
      }
      const { code, moduleIds, late } = await bundle(file, config());
      heard(moduleIds);
      const address = emit(`${basename(file, ".ts")}.js`, code);
      return {
        code: [
          ...late.map((each, i) => `import late${i} from ${JSON.stringify(`${each}?url`)};`),
          `export default ${[address, ...late.map((_, i) => `${i === 0 ? '"#"' : '" "'} + late${i}`)].join(" + ")};`,
        ].join("\n"),
        moduleType: "js",
      };
    },
  };
}

/** Bundles a module with all that it needs into one script. */
export async function bundle(file: string, config: UserConfig): Promise<WholeFile> {
  const late: string[] = [];
  const telling: Plugin = {
    name: "told-address",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!asksAddress.test(source)) return undefined;
      const file = await this.resolve(source.replace(asksAddress, ""), importer);
      if (file === null) return undefined;
      if (!late.includes(file.id)) late.push(file.id);
      return `${told}${late.indexOf(file.id)}`;
    },
    load(id) {
      if (!id.startsWith(told)) return undefined;
      // Browsers write the space between two addresses as %20.
      return `export default new URL(import.meta.url).hash.slice(1).split("%20")[${id.slice(told.length)}];`;
    },
  };
  const result = await build({
    ...config,
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [telling],
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      ...config.build,
      write: false,
      lib: { entry: file, formats: ["es"] },
      rolldownOptions: {
        ...config.build?.rolldownOptions,
        output: { codeSplitting: false, minify: true },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!("output" in output)) throw new Error(`${file} was not bundled.`);
  const [chunk] = output.output;
  return { code: chunk.code, moduleIds: chunk.moduleIds, late };
}
