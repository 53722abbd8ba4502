// @vitest-environment jsdom
import { expect, test } from "vitest";
import { progressBar } from "../../src/inputs/progress-bar";

test("the bar has a name, and says its words to a screen reader", () => {
  const element = progressBar("Training");
  element.update({ fraction: 0.5, text: "half" });
  const bar = element.querySelector("progress")!;
  expect(bar.value).toBe(0.5);
  expect(bar.getAttribute("aria-valuetext")).toBe("half");
  expect(element.querySelector("label")!.htmlFor).toBe(bar.id);
});
