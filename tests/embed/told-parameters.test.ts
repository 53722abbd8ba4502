import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toldParameters } from "../../src/embed/told-parameters";
import { Sources } from "../../src/notebook/sources";
import { copyOfSite, type FixtureSite } from "../notebook/site";

let site: FixtureSite;
let sources: Sources;
beforeAll(async () => {
  site = await copyOfSite();
  sources = new Sources(site.folder);
});
afterAll(() => site.remove());

/** Adds a notebook whose parameters are this table. */
async function declare(name: string, table: string): Promise<void> {
  const folder = join(site.folder, "notebooks", name);
  await mkdir(folder);
  await writeFile(join(folder, "settings.ts"), "export const most: number = 40;");
  await writeFile(
    join(folder, "index.html"),
    `<notebook><title>T</title><script type="text/x-typescript" data-cell="state">
import { declareParameters, optional, wholeNumber } from "${join(process.cwd(), "src/notebook/parameters")}";
import { most } from "./settings";
document.title = "runs with the notebook alone";
const here = 3;
const parameters = declareParameters(host, ${table});</script></notebook>`,
  );
}

it("tells what the notebook's own declaration says, what it imports included", async () => {
  await declare(
    "told",
    `{
  at: { sets: "the place", codec: wholeNumber(0, most - 1), initial: most / 2 },
  pinned: { sets: "what is pinned", codec: optional(wholeNumber(0, 9)), initial: null as number | null },
}`,
  );
  expect(await toldParameters(sources, "told")).toEqual([
    { name: "at", sets: "the place", takes: "a whole number from 0 to 39", initial: "20" },
    {
      name: "pinned",
      sets: "what is pinned",
      takes: "a whole number from 0 to 9, or nothing",
      initial: "",
    },
  ]);
});

it("tells nothing of a notebook without parameters", async () => {
  expect(await toldParameters(sources, "second")).toEqual([]);
});

it("names the notebook whose table uses more than imports", async () => {
  await declare("bound", '{ at: { sets: "the place", codec: wholeNumber(0, 9), initial: here } }');
  await expect(toldParameters(sources, "bound")).rejects.toThrow(
    /notebooks\/bound\/index\.html: .*here is not defined.*cells import, and nothing else/,
  );
});
