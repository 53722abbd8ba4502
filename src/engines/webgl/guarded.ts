import { EngineFailedError, EngineLostError } from "../engine";

/**
 * Does some work on the graphics card.
 * @param what does it, as a sentence begins
 * @throws EngineLostError if the context is lost
 * @throws EngineFailedError if the work fails otherwise, such as by a shader that does not compile
 */
export function guarded<T>(gl: WebGL2RenderingContext, what: string, work: () => T): T {
  let result: T | undefined;
  let failure: unknown;
  // A lost context fails silently: whatever was read since is nothing.
  if (!gl.isContextLost())
    try {
      result = work();
    } catch (error) {
      failure = error ?? new Error("nothing is known of it");
    }
  if (gl.isContextLost()) throw new EngineLostError("The browser took the graphics card away.");
  if (failure !== undefined) {
    const [said] = (failure instanceof Error ? failure.message : String(failure)).split("\n");
    throw new EngineFailedError(`${what} failed on this graphics card (${said}).`, {
      cause: failure,
    });
  }
  return result as T;
}
