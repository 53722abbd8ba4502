import { expect, test } from "vitest";
import { wrapWords } from "../../src/drawing/wrap-words";

test("a text is broken between its words, where a line would become too long", () => {
  expect(wrapWords("one two three", 20)).toEqual(["one two three"]);
  expect(wrapWords("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrapWords("one", 1)).toEqual(["one"]);
});
