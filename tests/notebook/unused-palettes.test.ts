import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withPureCalls } from "../../src/notebook/unused-palettes";

const path = join(process.cwd(), "node_modules/d3-scale-chromatic/dist/d3-scale-chromatic.mjs");

it("marks what makes a palette, and nothing that is called later", () => {
  const marked = withPureCalls(
    [
      'var a = colors("001122");',
      "var b = new Array(3).concat(",
      '  "00"',
      ").map(colors);",
      "var ramp = scheme => interpolate(scheme);",
      "function f(t) {",
      "  var c = g(t);",
      "}",
    ].join("\n"),
  );
  expect(marked.match(/@__PURE__/g)).toHaveLength(2);
  expect(marked).toContain('var a = /* @__PURE__ */ (() => colors("001122"))();');
  expect(marked).toContain("  var c = g(t);");
});

it("leaves every palette as it was", () => {
  const code = withPureCalls(readFileSync(path, "utf8"));
  expect(code.match(/@__PURE__/g)!.length).toBeGreaterThan(60);
  for (const name of ["d3-interpolate", "d3-color"]) expect(code).toContain(`'${name}'`);
  expect(code.replaceAll(/\/\* @__PURE__ \*\/ \(\(\) => ([^;]*)\)\(\);/g, "$1;")).toBe(
    readFileSync(path, "utf8"),
  );
});
