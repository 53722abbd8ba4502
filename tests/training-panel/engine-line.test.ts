import { describe, expect, it } from "vitest";
import { engineLine, rendererName } from "../../src/training-panel/engine-line";

const base = { phase: "training", word: "epoch", done: 0, total: 0, stepsPerSecond: 0 } as const;

describe("engineLine", () => {
  it("names the engine, what it runs on and its speed", () => {
    const line = engineLine({
      ...base,
      engine: "webgl",
      detail:
        "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002503) Direct3D11 vs_5_0 ps_5_0, D3D11)",
      stepsPerSecond: 31.4,
    });
    expect(line).toBe(
      "Engine: WebGL, programs of our own on TensorFlow.js’s backend (NVIDIA GeForce RTX 3060), 31 epochs a second. Elsewhere the last digits may differ.",
    );
  });

  it("names the kind of WebAssembly", () => {
    const line = engineLine({ ...base, engine: "wasm", detail: "WebAssembly with relaxed SIMD" });
    expect(line).toContain("Engine: WebAssembly with relaxed SIMD.");
  });

  it("says why it is not a faster engine", () => {
    const line = engineLine({ ...base, engine: "plain", reason: "This browser has no WebGL 2." });
    expect(line).toContain("Engine: Plain TypeScript. This browser has no WebGL 2.");
  });

  it("says whether every machine computes the same bits", () => {
    const wasm = { ...base, engine: "wasm", detail: "WebAssembly SIMD" } as const;
    expect(engineLine({ ...wasm, reproducible: true })).toBe(
      "Engine: WebAssembly SIMD. Every machine computes the same bits.",
    );
    expect(engineLine({ ...wasm, reproducible: false })).toBe(
      "Engine: WebAssembly SIMD. Elsewhere the last digits may differ.",
    );
  });

  it("says that nothing leaves the page before anything trains", () => {
    expect(engineLine({ ...base, phase: "idle" })).toContain("nothing leaves this page");
  });
});

describe("rendererName", () => {
  it.each([
    ["ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)", "Apple M1"],
    [
      "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
      "SwiftShader, in software",
    ],
    ["Mali-G78", "Mali-G78"],
  ])("shortens %s", (renderer, name) => {
    expect(rendererName(renderer)).toBe(name);
  });
});
