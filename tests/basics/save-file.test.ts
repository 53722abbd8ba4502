import { expect, it } from "vitest";
import { fileName } from "../../src/basics/save-file";

const named = (settings: Readonly<Record<string, string>>): string =>
  fileName({ cell: "lookup-trace", settings, url: new URL("https://example.org/") }, "svg");

it("names a file after its cell and what the reader has set", () => {
  expect(named({})).toBe("lookup-trace.svg");
  expect(named({ x: "-7.3", silenced: "1,5" })).toBe("lookup-trace-x=-7.3-silenced=1,5.svg");
});

it("has neither characters that folders refuse nor a name without end", () => {
  expect(named({ a: "../<*>" })).toBe("lookup-trace-a=..____.svg");
  expect(named({ silenced: Array.from({ length: 256 }, (_, i) => i).join() }).length).toBe(124);
});
