import { afterEach, describe, expect, it, vi } from "vitest";
import { openEngine, openProcessorEngine } from "../../src/engines/choose-engine";

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
    for (const wanted of [undefined, "webgl", "tfjs"] as const) {
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

describe("a reproducible engine", () => {
  it.each([undefined, "webgl", "wasm", "plain"] as const)(
    "is WebAssembly with plain vector instructions where %s is wanted",
    async (wanted) => {
      const { engine, reason } = await openEngine(wanted, { reproducible: true });
      expect(engine).toMatchObject({
        name: "wasm",
        detail: "WebAssembly SIMD",
        reproducible: true,
      });
      expect(reason).toBeUndefined();
    },
  );

  it.each<[string, unknown, string]>([
    ["missing", undefined, "This browser has no WebAssembly."],
    [
      "without vector instructions",
      { validate: () => false },
      "WebAssembly has no vector instructions (SIMD) in this browser.",
    ],
    [
      "forbidden",
      { validate: () => true, compile: () => Promise.reject(new Error("blocked")) },
      "The security policy of this page does not allow WebAssembly.",
    ],
  ])(
    "gives way to the plain engine, which is not, where WebAssembly is %s",
    async (_, stub, why) => {
      vi.stubGlobal("WebAssembly", stub);
      const { engine, reason } = await openEngine(undefined, { reproducible: true });
      expect(engine).toMatchObject({ name: "plain", reproducible: false });
      expect(reason).toBe(why);
    },
  );
});

/** Puts a WebGL context in place that can compute in float32, drawn by `renderer`. */
function stubWebgl(renderer: string): { contexts: number; lost: number } {
  const seen = { contexts: 0, lost: 0 };
  let pixel = new Float32Array(4);
  const gl: Record<string, unknown> = {
    getExtension: (name: string) =>
      name === "WEBGL_lose_context" ? { loseContext: () => void ++seen.lost } : {},
    getParameter: () => renderer,
    checkFramebufferStatus: () => "complete",
    FRAMEBUFFER_COMPLETE: "complete",
    clearBufferfv: (_buffer: number, _index: number, values: Float32Array<ArrayBuffer>) => {
      pixel = values;
    },
    readPixels: (...args: unknown[]) => (args[6] as Float32Array).set(pixel),
  };
  const nothing = (): null => null;
  const context = new Proxy(gl, { get: (target, name) => target[String(name)] ?? nothing });
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      getContext(): unknown {
        seen.contexts += 1;
        return context;
      }
    },
  );
  return seen;
}

describe("openProcessorEngine", () => {
  const hardware = "ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)";

  it("opens what is wanted on the processor, without looking for a graphics card", async () => {
    const seen = stubWebgl(hardware);
    for (const name of ["wasm", "plain"] as const) {
      const opened = await openProcessorEngine(name, { reproducible: false });
      expect(opened?.engine.name).toBe(name);
      expect(opened?.reason).toBeUndefined();
    }
    const opened = await openProcessorEngine(undefined, { reproducible: true });
    expect(opened?.engine).toMatchObject({ name: "wasm", reproducible: true });
    expect(seen.contexts).toBe(0);
  });

  it("opens nothing where a graphics card would train, and keeps no context of it", async () => {
    const seen = stubWebgl(hardware);
    for (const wanted of [undefined, "webgl", "tfjs"] as const)
      expect(await openProcessorEngine(wanted, { reproducible: false })).toBeUndefined();
    expect(seen).toEqual({ contexts: 3, lost: 3 });
  });

  it("opens WebAssembly where the processor draws, unless that is wanted", async () => {
    stubWebgl("Mesa/X.org, llvmpipe (LLVM 15.0.6, 256 bits)");
    const opened = await openProcessorEngine(undefined, { reproducible: false });
    expect(opened?.engine.name).toBe("wasm");
    expect(opened?.reason).toBe("WebGL is drawn by the processor here, without a graphics card.");
    expect(await openProcessorEngine("webgl", { reproducible: false })).toBeUndefined();
  });

  it("gives the reasons that openEngine would give", async () => {
    for (const wanted of [undefined, "webgl", "tfjs"] as const) {
      const { engine, reason } = (await openProcessorEngine(wanted, { reproducible: false }))!;
      expect([engine.name, reason]).toEqual(["wasm", noWebgl]);
    }
    vi.stubGlobal("WebAssembly", undefined);
    const expected = await openEngine(undefined, { reproducible: false });
    expect(await openProcessorEngine(undefined, { reproducible: false })).toEqual(expected);
    expect(expected.engine.name).toBe("plain");
  });
});
