import { expect, it } from "vitest";
import { withoutFamilies } from "../../../src/figure/export/font-faces";

it("leaves the fonts that another machine may have", () => {
  const own = new Set(["Inter Text", "Source Serif"]);
  expect(withoutFamilies("'Inter Text', Inter, system-ui, sans-serif", own)).toBe(
    "Inter, system-ui, sans-serif",
  );
  expect(withoutFamilies('"Source Serif", "Source Serif 4", serif', own)).toBe(
    '"Source Serif 4", serif',
  );
});
