import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { licences } from "../../src/package/licences";

it("names each package once whose modules are there, with its licence", () => {
  const text = licences("this site", [
    "/site/src/network/gelu.ts",
    `${process.cwd()}/node_modules/d3-path/src/index.js`,
    `${process.cwd()}/node_modules/d3-path/src/path.js?address`,
    `${process.cwd()}/node_modules/@observablehq/runtime/src/index.js`,
    "\0vite/preload-helper.js",
  ]);
  const titles = text.match(/^## .*$/gm)?.map((title) => title.replace(/ [\d.]+ /, " V "));
  expect(titles).toEqual(["## @observablehq/runtime V (ISC)", "## d3-path V (ISC)"]);
  expect(text).toContain("Copyright");
});

it("has a text under each heading, also for packages that bring none", () => {
  const text = licences("this site", [
    `${process.cwd()}/node_modules/@tensorflow/tfjs-core/dist/index.js`,
    `${process.cwd()}/node_modules/@tensorflow/tfjs-layers/dist/index.js`,
  ]);
  const [, core, layers] = text.split(/^## .*$/m);
  expect(core).toContain("Apache License");
  expect(layers).toContain("Apache License");
  expect(layers).toContain("Permission is hereby granted, free of charge");
});

it("refuses a package whose licence has no text", () => {
  const folder = mkdtempSync(join(tmpdir(), "lookup-licences-"));
  mkdirSync(join(folder, "node_modules/odd"), { recursive: true });
  writeFileSync(
    join(folder, "node_modules/odd/package.json"),
    JSON.stringify({ name: "odd", version: "1.0.0", license: "Odd-1.0" }),
  );
  const odd = [join(folder, "node_modules/odd/index.js")];
  expect(() => licences("this site", odd)).toThrow("odd is under Odd-1.0, and its text is neither");
  rmSync(folder, { recursive: true });
});
