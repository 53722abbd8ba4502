/** A WebGL 2 context that can compute in float32, on a canvas of its own. */
export interface FloatContext {
  readonly gl: WebGL2RenderingContext;
  readonly canvas: OffscreenCanvas;
  /** What draws, as far as the browser tells. */
  readonly renderer: string;
  /** Whether that is the processor. */
  readonly software: boolean;
}

/**
 * Opens a WebGL context to compute with.
 * @param options.software whether one that the processor draws will do
 * @throws Error saying in plain words what is missing
 */
export function openContext({ software }: { readonly software: boolean }): FloatContext {
  if (typeof OffscreenCanvas === "undefined")
    throw new Error("WebGL cannot be used off the page here: there is no OffscreenCanvas.");
  const canvas = new OffscreenCanvas(1, 1);
  const attributes = {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    premultipliedAlpha: false,
    preserveDrawingBuffer: false,
    failIfMajorPerformanceCaveat: !software,
    powerPreference: "high-performance" as const,
  };
  const gl = canvas.getContext("webgl2", attributes);
  if (gl === null)
    throw new Error(
      software
        ? "WebGL 2 is not available here."
        : "WebGL 2 on a graphics card is not available here.",
    );
  if (gl.getExtension("EXT_color_buffer_float") === null || !keepsFloat32(gl)) {
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    throw new Error("WebGL cannot compute in float32 here.");
  }
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  const drawnInSoftware = isSoftwareRenderer(renderer);
  if (!software && drawnInSoftware) {
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    throw new Error("WebGL is drawn by the processor here, without a graphics card.");
  }
  return { gl, canvas, renderer, software: drawnInSoftware };
}

/** Whether the processor draws, by the renderer's name; not every browser says so in another way. */
export function isSoftwareRenderer(renderer: string): boolean {
  return /swiftshader|llvmpipe|lavapipe|softpipe|\bswr\b|software|basic render|mesa offscreen|gdi generic/i.test(
    renderer,
  );
}

/** Whether a float32 texture can be drawn on and read back without losing bits. */
function keepsFloat32(gl: WebGL2RenderingContext): boolean {
  const texture = gl.createTexture();
  const framebuffer = gl.createFramebuffer();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, 1, 1);
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  let kept = gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
  if (kept) {
    // Neither value survives float16: one is below its range, the other has more digits.
    const values = Float32Array.of(1e-8, 1 + 2 ** -20, 0, 0);
    const read = new Float32Array(4);
    gl.clearBufferfv(gl.COLOR, 0, values);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, read);
    kept = values.every((value, i) => value === read[i]);
  }
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.deleteFramebuffer(framebuffer);
  gl.bindTexture(gl.TEXTURE_2D, null);
  gl.deleteTexture(texture);
  return kept;
}
