import { expect, it } from "vitest";
import { openEngine } from "../../src/training/choose-engine";

it("gives the plain engine on demand, without a reason", async () => {
  const { engine, reason } = await openEngine("plain");
  expect(engine.name).toBe("plain");
  expect(reason).toBeUndefined();
});

it("gives the plain engine where there is no WebGL, and says why", async () => {
  for (const wanted of [undefined, "webgl"] as const) {
    const { engine, reason } = await openEngine(wanted);
    expect(engine.name).toBe("plain");
    expect(reason).toBe("WebGL cannot be used off the page here: there is no OffscreenCanvas.");
  }
});
