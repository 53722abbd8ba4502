import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

it("every font of the theme is preloaded by a page: one that comes late is not used", async () => {
  const fontsIn = async (file: string): Promise<string[]> =>
    [...(await readFile(file, "utf8")).matchAll(/[\w-]+\.woff2/g)].map(([name]) => name).sort();
  const fonts = await fontsIn("src/notebook/theme.css");
  expect(fonts.length).toBeGreaterThan(0);
  expect(await fontsIn("index.html")).toEqual(fonts);
});
