import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Sources } from "../../src/notebook/sources";

it("names the main notebook first, then the others in the order of the alphabet", async () => {
  const root = await mkdtemp(join(tmpdir(), "site-"));
  await mkdir(join(root, "notebooks"));
  for (const name of ["apple", "main", "zebra", "banana"])
    await writeFile(join(root, "notebooks", `${name}.html`), "<notebook></notebook>");
  await writeFile(join(root, "index.html"), "<!-- notebook:main -->");
  expect(new Sources(root).names()).toEqual(["main", "apple", "banana", "zebra"]);
  await rm(root, { recursive: true });
});
