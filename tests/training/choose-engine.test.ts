import { afterEach, describe, expect, it, vi } from "vitest";
import { openEngine } from "../../src/training/choose-engine";
import { isSoftwareRenderer } from "../../src/training/webgl/context";

afterEach(() => vi.unstubAllGlobals());

const noWebgl = "WebGL cannot be used off the page here: there is no OffscreenCanvas.";

describe("openEngine", () => {
  it("gives WebAssembly and the plain engine on demand, without a reason", async () => {
    for (const wanted of ["wasm", "plain"] as const) {
      const { engine, reason } = await openEngine(wanted, { reproducible: false });
      expect(engine.name).toBe(wanted);
      expect(reason).toBeUndefined();
    }
  });

  it("gives WebAssembly where there is no WebGL, and says why", async () => {
    for (const wanted of [undefined, "webgl"] as const) {
      const { engine, reason } = await openEngine(wanted, { reproducible: false });
      expect(engine.name).toBe("wasm");
      expect(reason).toBe(noWebgl);
    }
  });

  it("gives the plain engine where there is no WebAssembly", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    const { engine, reason } = await openEngine(undefined, { reproducible: false });
    expect(engine.name).toBe("plain");
    expect(reason).toBe(`${noWebgl} This browser has no WebAssembly.`);
  });

  it("gives the plain engine where WebAssembly has no vector instructions", async () => {
    vi.stubGlobal("WebAssembly", { validate: () => false });
    const { engine, reason } = await openEngine("wasm", { reproducible: false });
    expect(engine.name).toBe("plain");
    expect(reason).toBe("WebAssembly has no vector instructions (SIMD) in this browser.");
  });

  it("gives the plain engine where the page may not compile WebAssembly", async () => {
    vi.stubGlobal("WebAssembly", {
      validate: () => true,
      compile: () => Promise.reject(new Error("blocked by Content Security Policy")),
    });
    const { engine, reason } = await openEngine("wasm", { reproducible: false });
    expect(engine.name).toBe("plain");
    expect(reason).toBe("The security policy of this page does not allow WebAssembly.");
  });
});

describe("isSoftwareRenderer", () => {
  it.each([
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
    "Mesa/X.org, llvmpipe (LLVM 15.0.6, 256 bits)",
    "softpipe",
    "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)",
  ])("knows %s", (renderer) => {
    expect(isSoftwareRenderer(renderer)).toBe(true);
  });

  it.each(["ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)", "Mali-G78"])(
    "takes %s for hardware",
    (renderer) => {
      expect(isSoftwareRenderer(renderer)).toBe(false);
    },
  );
});
