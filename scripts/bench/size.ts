import { gzipSync } from "node:zlib";
import type { BuiltSite } from "../site.mjs";
import type { Section } from "./figures";
import { sum } from "./statistics";

/** Modules that only training needs. */
const engineModule = /\/src\/engines\/(wasm\/|webgl|plain-engine)|\/@tensorflow\//;

/** What the engines add to the code that the page waits for, and what the WebAssembly engine adds once the reader trains. */
export function measureSize(output: BuiltSite["output"]): Section {
  const chunks = output.filter((file) => file.type === "chunk");
  const first = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  for (const fileName of first)
    for (const each of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? [])
      first.add(each);
  const modules = chunks
    .filter(({ fileName }) => first.has(fileName))
    .flatMap((chunk) => Object.entries(chunk.modules))
    .filter(([id]) => engineModule.test(id));
  // Workers are built apart: their scripts are files of the page's build.
  const engines = output.filter(({ fileName }) => /\bwasm-engine-[^/]*\.js$/.test(fileName));
  if (engines.length === 0) throw new Error("The build has no script of the WebAssembly engine.");
  return {
    title: "Code of the engines",
    figures: [
      {
        id: "engines-before-training",
        name: "in what the page waits for",
        unit: "kB",
        value: sum(modules, ([, { renderedLength }]) => renderedLength) / 1000,
        note: modules.map(([id]) => id.replace(/^.*\/src\//, "src/")).join(", "),
      },
      {
        id: "wasm-engine-size",
        name: "WebAssembly engine, gzipped",
        unit: "kB",
        value:
          sum(engines, (file) => gzipped(file.type === "chunk" ? file.code : file.source)) / 1000,
      },
    ],
  };
}

function gzipped(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length;
}
