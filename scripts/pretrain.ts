/**
 * Trains the runs that are shipped with the pages and writes them to `public/weights/NAME/`:
 *
 *     npm run pretrain            of all notebooks
 *     npm run pretrain -- NAME    of one
 *
 * What is trained, `notebooks/NAME/pretrain.ts` says. The weights depend on nothing but their settings and the code:
 * a second run writes the same bytes.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a notebook's `pretrain.ts` exports. */
interface Pretrained {
  /** Returns the bytes of files by their names, without ".safetensors". */
  pretrain(): Promise<Readonly<Record<string, Uint8Array>>>;
}

const found = import.meta.glob<Pretrained>("../notebooks/*/pretrain.ts");
const wanted = process.argv.slice(2);
for (const [path, load] of Object.entries(found)) {
  const [, notebook] = /notebooks\/([^/]+)\//.exec(path)!;
  if (wanted.length > 0 && !wanted.includes(notebook)) continue;
  const { pretrain } = await load();
  const folder = join("public", "weights", notebook);
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(await pretrain())) {
    const file = join(folder, `${name}.safetensors`);
    await writeFile(file, bytes);
    console.log(`${file}: ${(bytes.length / 1024).toFixed(0)} KB`);
  }
}
