import type { Plugin } from "vite";

/**
 * Lets bundles leave out the palettes of d3-scale-chromatic that nobody uses. They stand in one file, each made by
 * calls of which no bundler can know that they do nothing else.
 */
export function unusedPalettes(): Plugin {
  return {
    name: "unused-palettes",
    apply: "build",
    transform(code, id) {
      if (!/\bd3-scale-chromatic\b[^?]*\.mjs$/.test(id)) return null;
      return { code: withPureCalls(code), map: null };
    },
  };
}

/** Marks each variable that a call makes as one that may go: `var a = f();` is then `var a = /* @__PURE__ *\/ (() => f())();` */
export function withPureCalls(code: string): string {
  return code.replace(
    /^(var [\w$]+ = )((?:new )?[\w$]+\([^;]*);$/gm,
    "$1/* @__PURE__ */ (() => $2)();",
  );
}
