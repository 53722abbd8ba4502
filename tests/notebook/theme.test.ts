import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { contrast, themeColour } from "../drawing/support/colours";

it("every font of the theme is preloaded by a page: one that comes late is not used", async () => {
  const fontsIn = async (file: string): Promise<string[]> =>
    [...(await readFile(file, "utf8")).matchAll(/[\w-]+\.woff2/g)].map(([name]) => name).sort();
  const fonts = await fontsIn("src/notebook/theme.css");
  expect(fonts.length).toBeGreaterThan(0);
  expect(await fontsIn("index.html")).toEqual(fonts);
});

it("tells blue and red apart by lightness, too, in both schemes: not every eye and no grey print has hues", () => {
  const [blues, reds, papers] = (["blue", "red", "paper"] as const).map(themeColour);
  for (const scheme of [0, 1]) {
    expect(contrast(blues[scheme], reds[scheme])).toBeGreaterThan(1.45);
    for (const colour of [blues[scheme], reds[scheme]])
      expect(contrast(colour, papers[scheme])).toBeGreaterThan(4.5);
  }
});
