// @vitest-environment jsdom
import { expect, test } from "vitest";
import { heading } from "../../src/drawing/heading";

test("a heading says something else, and its title again", () => {
  const { element, say } = heading(0, 0, "title");
  say("entry");
  expect(element.textContent).toBe("entry");
  say(undefined);
  expect(element.textContent).toBe("title");
});

test("a heading that gets another title says it at once, and comes back to it", () => {
  const { element, say, entitle } = heading(0, 0);
  say("entry");
  entitle("another");
  expect(element.textContent).toBe("another");
  say("entry");
  say(undefined);
  expect(element.textContent).toBe("another");
});
