// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import { loadFonts } from "../../../src/embed/fonts";
import { embeddedFaces, withoutFamilies } from "../../../src/figure/export/font-faces";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("leaves the fonts that another machine may have", () => {
  const own = new Set(["Inter Text", "Source Serif"]);
  expect(withoutFamilies("'Inter Text', Inter, system-ui, sans-serif", own)).toBe(
    "Inter, system-ui, sans-serif",
  );
  expect(withoutFamilies('"Source Serif", "Source Serif 4", serif', own)).toBe(
    '"Source Serif 4", serif',
  );
});

describe("a picture carries its fonts with it", () => {
  const face = (family: string, weight: string): string =>
    `@font-face\\{font-family:"${family}";font-weight:${weight};.*src:url\\(data:`;

  it("where the page's style sheets name them, and where an embedded cell has added them", async () => {
    /** jsdom has no fonts. */
    class FakeFace {
      readonly style = "normal";
      readonly family: string;
      readonly weight: string;
      constructor(family: string, _source: string, { weight }: { weight: string }) {
        this.family = family;
        this.weight = weight;
      }
      load = async () => this;
    }
    vi.stubGlobal("FontFace", FakeFace);
    Object.defineProperty(document, "fonts", { value: new Set() });
    vi.stubGlobal("fetch", async () => ({ ok: true, blob: async () => new Blob(["letters"]) }));
    await loadFonts(false);
    const said: Record<string, string> = {
      "font-family": '"Inter Text"',
      "font-weight": "400",
      src: 'url("inter.woff2")',
    };
    class FakeRule {
      readonly style = { getPropertyValue: (name: string) => said[name] ?? "" };
      readonly parentStyleSheet = null;
    }
    vi.stubGlobal("CSSFontFaceRule", FakeRule);
    const sheets = [{ cssRules: [new FakeRule(), {}] }];
    Object.defineProperty(document, "styleSheets", { value: sheets });

    expect(await embeddedFaces(["'Lookup Sans', sans-serif", "'Inter Text', serif"])).toMatch(
      new RegExp(`^${face("Inter Text", "400")}.*${face("Lookup Sans", "100 900")}`),
    );
    expect(await embeddedFaces(["'Lookup Sans'"])).not.toContain("Inter Text");
    expect(await embeddedFaces(["Georgia"])).toBe("");
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
    said["font-family"] = "Other";
    said.src = 'url("other.woff2")';
    expect(await embeddedFaces(["Other"])).toBe("");
  });
});
