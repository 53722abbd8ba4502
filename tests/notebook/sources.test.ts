import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Sources } from "../../src/notebook/sources";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "site-"));
  await writeFile(join(root, "index.html"), "<!-- notebook:main -->");
});
afterEach(() => rm(root, { recursive: true }));

async function add(name: string, attributes = ""): Promise<void> {
  await mkdir(join(root, "notebooks", name), { recursive: true });
  const file = join(root, "notebooks", name, "index.html");
  await writeFile(file, `<notebook ${attributes}></notebook>`);
}

it("names the main notebook first, then the others in the order of the alphabet", async () => {
  for (const name of ["apple", "main", "zebra", "banana"]) await add(name);
  expect(new Sources(root).names()).toEqual(["main", "apple", "banana", "zebra"]);
});

it("has them as they are to be read by the place that each gives itself, those without one last", async () => {
  await add("apple");
  await add("main", 'data-order="2"');
  await add("zebra", 'data-order="1"');
  await add("banana", 'data-order="10"');
  await add("cherry");
  const order = ["zebra", "main", "banana", "apple", "cherry"];
  expect(new Sources(root).inOrder()).toEqual(order);
});
