// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type CopyElement, copyText } from "../../../src/embed/dialog/copy";

let element: CopyElement;
const field = (): HTMLTextAreaElement => element.querySelector("textarea")!;
const status = (): string | null => element.querySelector("[role=status]")!.textContent;

beforeEach(() => {
  element = copyText("Paste this");
  document.body.replaceChildren(element);
  element.show("<a>one</a>");
});
afterEach(() => vi.unstubAllGlobals());

it("a text stands in a field that cannot be changed, with a label", () => {
  expect(field().value).toBe("<a>one</a>");
  expect(field().readOnly).toBe(true);
  expect(field().labels![0].textContent).toBe("Paste this");
});

it("a text is copied, and another one is not said to be", async () => {
  const writeText = vi.fn(async () => {});
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  element.querySelector("button")!.click();
  await vi.waitFor(() => expect(status()).toBe("Copied"));
  expect(writeText).toHaveBeenCalledWith("<a>one</a>");
  element.show("<a>one</a>");
  expect(status()).toBe("Copied");
  element.show("<a>two</a>");
  expect(status()).toBe("");
});

it.each([
  ["is none", {}],
  ["refuses", { clipboard: { writeText: () => Promise.reject(new Error("no")) } }],
])("where the clipboard %s, the text is selected, and that is said", async (_, navigator) => {
  vi.stubGlobal("navigator", navigator);
  element.querySelector("button")!.click();
  await vi.waitFor(() => expect(status()).toMatch(/The snippet is selected/));
  expect(document.activeElement).toBe(field());
  expect([field().selectionStart, field().selectionEnd]).toEqual([0, "<a>one</a>".length]);
});
