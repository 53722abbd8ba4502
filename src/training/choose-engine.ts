import type { EngineName } from "./contract";
import type { Engine } from "./engine";
import { plainEngine } from "./plain-engine";
import { openContext } from "./webgl/context";

/** An engine, and why it is not the wanted one or a faster one. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly reason?: string;
}

/** Opens the wanted engine, or the best one that is there. */
export type OpenEngine = (wanted?: EngineName) => Promise<OpenedEngine>;

/**
 * Opens the fastest engine: WebGL on a graphics card, otherwise WebAssembly, otherwise plain TypeScript.
 * WebGL drawn by the processor is slower than these, and so runs only on demand.
 * What is not used is not fetched.
 */
export const openEngine: OpenEngine = async (wanted) => {
  const reasons: string[] = [];
  for (const name of enginesFrom(wanted))
    try {
      const engine = await openers[name](wanted);
      return { engine, ...(reasons.length > 0 && { reason: reasons.join(" ") }) };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  throw new Error(reasons.join(" "));
};

/** All engines, fastest first, from the wanted one on. */
function enginesFrom(wanted: EngineName | undefined): readonly EngineName[] {
  const names: readonly EngineName[] = ["webgl", "wasm", "plain"];
  return wanted === undefined ? names : names.slice(names.indexOf(wanted));
}

/** Each throws an error saying in plain words why its engine cannot be used. */
const openers: Record<EngineName, (wanted: EngineName | undefined) => Promise<Engine>> = {
  webgl: async (wanted) => {
    const context = openContext({ software: wanted === "webgl" });
    const { openWebglEngine } = await import("./webgl/webgl-engine");
    return openWebglEngine(context);
  },
  wasm: async () => {
    const { openWasmEngine } = await import("./wasm/wasm-engine");
    return openWasmEngine();
  },
  plain: async () => plainEngine,
};
