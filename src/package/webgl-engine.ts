import type * as Engine from "../engines/webgl/webgl-engine";
import address from "../engines/webgl/webgl-engine?url";

/**
 * Stands in the package for src/engines/webgl/webgl-engine: that lies, with TensorFlow.js, in a file of its own, which
 * bundlers copy as it is and which is fetched when it is first wanted, from the page or from a worker.
 */
export const openWebglEngine: typeof Engine.openWebglEngine = async (context) => {
  const engine: typeof Engine = await import(/* @vite-ignore */ /* webpackIgnore: true */ address);
  return engine.openWebglEngine(context);
};
