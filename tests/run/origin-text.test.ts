import { expect, it } from "vitest";
import { originText } from "../../src/run/origin-text";
import type { Run } from "../../src/run/run";

it("says that a network was trained here only where one was", () => {
  const text = (origin: Run<unknown>["origin"], file?: string, step = 20): string =>
    originText({ origin, ...(file && { file }), latest: { step } } as Run<unknown>);
  expect(text("live")).toContain("trained here");
  expect(text("live", undefined, 0)).toContain("drawn here, in your browser, and is not trained");
  expect(text("shipped")).toContain("came with the page");
  expect(text("opened", "mine.safetensors")).toContain("opened from mine.safetensors");
});
