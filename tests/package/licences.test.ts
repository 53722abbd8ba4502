import { expect, it } from "vitest";
import { licences } from "../../src/package/licences";

it("names each package once whose modules are there, with its licence", () => {
  const text = licences([
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
