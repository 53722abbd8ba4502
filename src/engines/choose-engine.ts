import { type EngineName, usesGraphicsCard } from "./contract";
import type { Engine } from "./engine";
import { plainEngine } from "./plain-engine";
import { openContext } from "./webgl/context";

/** An engine, and why it is not the wanted one or a faster one. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly reason?: string;
}

/**
 * Opens the wanted engine, or the best one that is there.
 * @param options.reproducible whether it must compute the same bits everywhere, if any can
 */
export type OpenEngine = (
  wanted: EngineName | undefined,
  options: { readonly reproducible: boolean },
) => Promise<OpenedEngine>;

/**
 * Opens the fastest engine: WebGL on a graphics card, otherwise WebAssembly, otherwise plain TypeScript.
 * WebGL drawn by the processor is slower than these, and so runs only on demand. A reproducible engine is
 * WebAssembly with plain vector instructions; without these, whatever else there is.
 * What is not used is not fetched.
 */
export const openEngine: OpenEngine = async (wanted, { reproducible }) => {
  const reasons: string[] = [];
  for (const name of enginesFrom(reproducible ? "wasm" : wanted))
    try {
      const engine = await openers[name](wanted, reproducible);
      return { engine, ...(reasons.length > 0 && { reason: reasons.join(" ") }) };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  throw new Error(reasons.join(" "));
};

/** Opens the engine that `openEngine` would, if that is on the processor; then TensorFlow.js is not fetched. */
export async function openProcessorEngine(
  ...[wanted, options]: Parameters<OpenEngine>
): Promise<OpenedEngine | undefined> {
  const [fastest] = enginesFrom(options.reproducible ? "wasm" : wanted);
  if (!usesGraphicsCard(fastest)) return openEngine(wanted, options);
  try {
    openContext({ software: wanted !== undefined })
      .gl.getExtension("WEBGL_lose_context")
      ?.loseContext();
    return undefined;
  } catch (error) {
    const { engine, reason } = await openEngine("wasm", options);
    const why = error instanceof Error ? error.message : String(error);
    return { engine, reason: reason === undefined ? why : `${why} ${reason}` };
  }
}

/** Those to try, fastest first, from the wanted one on. TensorFlow.js is slower than our own programs, and runs on demand. */
function enginesFrom(wanted: EngineName | undefined): readonly EngineName[] {
  const names: readonly EngineName[] = [wanted === "tfjs" ? "tfjs" : "webgl", "wasm", "plain"];
  return wanted === undefined ? names : names.slice(names.indexOf(wanted));
}

/** Each throws an error saying in plain words why its engine cannot be used. */
const openers: Record<
  EngineName,
  (wanted: EngineName | undefined, reproducible: boolean) => Promise<Engine>
> = {
  webgl: async (wanted) => {
    const context = openContext({ software: wanted === "webgl" });
    const { openWebglEngine } = await import("./webgl/webgl-engine");
    return openWebglEngine(context);
  },
  tfjs: async () => {
    const context = openContext({ software: true });
    const { openTfjsEngine } = await import("./tfjs/tfjs-engine");
    return openTfjsEngine(context);
  },
  wasm: async (_, reproducible) => {
    const { openWasmEngine } = await import("./wasm/wasm-engine");
    return openWasmEngine(reproducible ? "simd" : undefined);
  },
  plain: async () => plainEngine,
};
