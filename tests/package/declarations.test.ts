import { expect, it } from "vitest";
import { withEndings } from "../../src/package/declarations";

it("gives every path in a declaration its ending, and tells which these are", () => {
  const { code, imports } = withEndings(`import type { A } from "./a";
import { type B } from '../b/b';
import type { D } from "d3-scale";
/** As in import "./c". */
export declare const c: import("./c").C<A, B, D>;
export * from "./e";
export { f } from "./f";
export {};
`);
  expect(code).toBe(`import type { A } from "./a.js";
import { type B } from '../b/b.js';
import type { D } from "d3-scale";
/** As in import "./c". */
export declare const c: import("./c.js").C<A, B, D>;
export * from "./e.js";
export { f } from "./f.js";
export {};
`);
  expect([...imports].sort()).toEqual(["../b/b", "./a", "./c", "./e", "./f"]);
});
