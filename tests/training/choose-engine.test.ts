import { afterEach, describe, expect, it, vi } from "vitest";
import { openEngine } from "../../src/training/choose-engine";

afterEach(() => vi.unstubAllGlobals());

const noWebgl = "WebGL cannot be used off the page here: there is no OffscreenCanvas.";

describe("openEngine", () => {
  it("gives WebAssembly and the plain engine on demand, without a reason", async () => {
    for (const wanted of ["wasm", "plain"] as const) {
      const { engine, reason } = await openEngine(wanted);
      expect(engine.name).toBe(wanted);
      expect(reason).toBeUndefined();
    }
  });

  it("gives WebAssembly where there is no WebGL, and says why", async () => {
    for (const wanted of [undefined, "webgl"] as const) {
      const { engine, reason } = await openEngine(wanted);
      expect(engine.name).toBe("wasm");
      expect(reason).toBe(noWebgl);
    }
  });

  it("gives the plain engine where there is no WebAssembly", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    const { engine, reason } = await openEngine();
    expect(engine.name).toBe("plain");
    expect(reason).toBe(`${noWebgl} This browser has no WebAssembly.`);
  });

  it("gives the plain engine where WebAssembly has no vector instructions", async () => {
    vi.stubGlobal("WebAssembly", { validate: () => false });
    const { engine, reason } = await openEngine("wasm");
    expect(engine.name).toBe("plain");
    expect(reason).toBe("WebAssembly has no vector instructions (SIMD) in this browser.");
  });

  it("gives the plain engine where the page may not compile WebAssembly", async () => {
    vi.stubGlobal("WebAssembly", {
      validate: () => true,
      compile: () => Promise.reject(new Error("blocked by Content Security Policy")),
    });
    const { engine, reason } = await openEngine("wasm");
    expect(engine.name).toBe("plain");
    expect(reason).toBe("The security policy of this page does not allow WebAssembly.");
  });
});
