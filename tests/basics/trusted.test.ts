// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.unstubAllGlobals();
});

const load = () => import("../../src/basics/trusted");

it("HTML and addresses are taken as they are where the browser knows no trusted types", async () => {
  const { fragmentOf, scriptAddress } = await load();
  const [first, second] = fragmentOf("<p>One</p><p>Two</p>").children;
  expect([first.textContent, second.localName]).toEqual(["One", "p"]);
  expect(scriptAddress("blob:1")).toBe("blob:1");
});

it("they go through one policy, made once, where the browser knows them", async () => {
  const createPolicy = vi.fn((_: string, rules: { createHTML(html: string): string }) => ({
    createHTML: (html: string) => `${rules.createHTML(html)}<b>trusted</b>`,
    createScriptURL: (address: string) => `trusted ${address}`,
  }));
  vi.stubGlobal("trustedTypes", { createPolicy });
  const { fragmentOf, scriptAddress } = await load();
  expect(fragmentOf("<p>One</p>").lastElementChild?.textContent).toBe("trusted");
  expect(scriptAddress("blob:1")).toBe("trusted blob:1");
  expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(["lookup"]);
});

it("a page that does not allow the policy is told its name, each time", async () => {
  const createPolicy = () => {
    throw new TypeError('Policy "lookup" disallowed.');
  };
  vi.stubGlobal("trustedTypes", { createPolicy });
  const { fragmentOf, scriptAddress } = await load();
  const words = /requires trusted types and does not allow those of this \(trusted-types lookup/;
  expect(() => fragmentOf("<p>One</p>")).toThrow(words);
  expect(() => scriptAddress("blob:1")).toThrow(words);
});
