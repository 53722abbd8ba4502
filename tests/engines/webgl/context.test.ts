import { describe, expect, it } from "vitest";
import { isSoftwareRenderer } from "../../../src/engines/webgl/context";

describe("isSoftwareRenderer", () => {
  it.each([
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
    "Mesa/X.org, llvmpipe (LLVM 15.0.6, 256 bits)",
    "ANGLE (Mesa, lavapipe, OpenGL 4.5)",
    "softpipe",
    "SWR (LLVM 13.0.0, 256 bits)",
    "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)",
    "Apple Software Renderer",
    "Mesa OffScreen",
    "GDI Generic",
  ])("knows %s", (renderer) => {
    expect(isSoftwareRenderer(renderer)).toBe(true);
  });

  it.each([
    "ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)",
    "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)",
    "ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)",
    "Apple GPU",
    "Mali-G78",
  ])("takes %s for hardware", (renderer) => {
    expect(isSoftwareRenderer(renderer)).toBe(false);
  });
});
