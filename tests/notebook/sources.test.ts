import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Sources } from "../../src/notebook/sources";

it("names the main notebook first, then the others in the order of the alphabet", async () => {
  const root = await mkdtemp(join(tmpdir(), "site-"));
  for (const name of ["apple", "main", "zebra", "banana"]) {
    await mkdir(join(root, "notebooks", name), { recursive: true });
    await writeFile(join(root, "notebooks", name, "index.html"), "<notebook></notebook>");
  }
  await writeFile(join(root, "index.html"), "<!-- notebook:main -->");
  expect(new Sources(root).names()).toEqual(["main", "apple", "banana", "zebra"]);
  await rm(root, { recursive: true });
});
