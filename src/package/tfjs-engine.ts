import type * as Engine from "../engines/tfjs/tfjs-engine";
import address from "../engines/tfjs/tfjs-engine?url";

/** Stands in the package for src/engines/tfjs/tfjs-engine, as ./webgl-engine does for our own programs. */
export const openTfjsEngine: typeof Engine.openTfjsEngine = async (context) => {
  const engine: typeof Engine = await import(/* @vite-ignore */ /* webpackIgnore: true */ address);
  return engine.openTfjsEngine(context);
};
