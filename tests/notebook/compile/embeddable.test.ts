import { expect, it } from "vitest";
import { embeddableHtml } from "../../../src/notebook/compile/embeddable";
import { compiledProse } from "./notebook";

const htmlOf = (text: string, type?: string): string =>
  embeddableHtml(compiledProse(text, type).cells[0]!);

it("prose for another page has formulas as MathML alone", () => {
  const html = htmlOf("So ${tex`\\frac{1}{2}`} and <b style='color: red'>more</b>.");
  expect(html).toContain("<mfrac><mn>1</mn><mn>2</mn></mfrac>");
  expect(html).not.toMatch(/katex-html|<annotation|style=/);
});

it("letters of a variant are characters of their own", () => {
  const html = htmlOf("\\mathbb{R}\\mathbf{Ab}\\mathcal{L}", "application/x-tex");
  expect(html).toContain("<mi>ℝ</mi>");
  expect(html).toContain("𝐀");
  expect(html).toContain("𝐛");
  expect(html).toContain("<mi>ℒ</mi>");
});

it("an arrow's label has no padding that browsers misread", () => {
  expect(htmlOf("\\xrightarrow{a}", "application/x-tex")).toContain("<mpadded>");
});
