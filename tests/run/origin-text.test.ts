import { expect, it } from "vitest";
import { originText } from "../../src/run/origin-text";
import type { Run } from "../../src/run/run";

it("says that a network was trained here only where one was", () => {
  const text = (origin: Run<unknown>["origin"], file?: string): string =>
    originText({ origin, ...(file && { file }) } as Run<unknown>);
  expect(text("live")).toContain("trained here");
  expect(text("shipped")).toContain("came with the page");
  expect(text("opened", "mine.safetensors")).toContain("opened from mine.safetensors");
});
