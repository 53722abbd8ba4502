import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { Sources } from "../../../src/notebook/sources";

const root = resolve(import.meta.dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

it("the lines under Adam’s formula are those by which the TensorFlow.js engine trains", () => {
  const sources = new Sources(root);
  const { cells } = sources.read(sources.fileOf("x-squared"));
  const heart = read("src/engines/tfjs/heart.ts").trim();
  const shown = cells.find(({ slug }) => slug === "adam-step")!;
  expect(shown.mode === "ts" && shown.text.startsWith(heart)).toBe(true);
  // One file: whoever changes it changes both.
  expect(read("src/engines/tfjs/tfjs-engine.ts")).toContain('import { forward } from "./heart"');
  expect(read("src/engines/tfjs/optimiser.ts")).toContain('import { step } from "./heart"');
  for (const name of ["gelu", "forward", "step"])
    expect(heart).toContain(`export function ${name}(`);
});
