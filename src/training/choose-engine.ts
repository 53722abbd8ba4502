import type { EngineName } from "./contract";
import type { Engine } from "./engine";
import { plainEngine } from "./plain-engine";
import { openContext } from "./webgl-context";

/** An engine, and why it is not the wanted one or a faster one. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly reason?: string;
}

/** Opens the wanted engine, or the best one that is there. */
export type OpenEngine = (wanted?: EngineName) => Promise<OpenedEngine>;

/**
 * Opens WebGL where there is a usable one, and the plain engine otherwise or on demand.
 * WebGL drawn by the processor is slower than the plain engine, and so runs only on demand.
 * TensorFlow.js is not fetched before WebGL is known to be usable.
 */
export const openEngine: OpenEngine = async (wanted) => {
  if (wanted === "plain") return { engine: plainEngine };
  try {
    const context = openContext({ software: wanted === "webgl" });
    const { openWebglEngine } = await import("./webgl-engine");
    return { engine: await openWebglEngine(context) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { engine: plainEngine, reason };
  }
};
