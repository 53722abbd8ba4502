import type { Run, RunModel } from "./run";

/**
 * Runs as a text: all but their histories, which are too large to be kept. Numbers are kept to the last bit.
 * A model in training is kept where it is.
 */
export function writeRuns(runs: readonly Run<unknown>[]): string {
  const settled = (model: RunModel): RunModel =>
    model.state === "training" ? { ...model, state: "done" } : model;
  const kept = runs.map((run) => ({ ...run, models: run.models.map(settled), history: [] }));
  return JSON.stringify(kept, (_, value) =>
    value instanceof Float32Array ? { float32: toBase64(value) } : value,
  );
}

/**
 * Reads what `writeRuns` wrote.
 * @throws Error if it is anything else
 */
export function readRuns<Settings>(text: string): Run<Settings>[] {
  const runs = JSON.parse(text, (_, value) =>
    typeof value?.float32 === "string" ? fromBase64(value.float32) : value,
  );
  const fits =
    Array.isArray(runs) &&
    runs.every(
      (run) =>
        run?.settings &&
        Array.isArray(run.models) &&
        run.losses instanceof Float32Array &&
        run.latest?.network?.layers?.every?.(
          (layer: { weight?: unknown }) => layer.weight instanceof Float32Array,
        ),
    );
  if (!fits) throw new TypeError("These are no runs that a page has kept.");
  // Of a training there is always a moment to look at.
  return runs.map((run) => (run.origin === "live" ? { ...run, history: [run.latest] } : run));
}

/** Characters are made of so many bytes at once: more would be too many arguments. */
const chunk = 0x8000;

function toBase64({ buffer, byteOffset, byteLength }: Float32Array): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let text = "";
  for (let i = 0; i < bytes.length; i += chunk)
    text += String.fromCharCode(...bytes.subarray(i, i + chunk));
  return btoa(text);
}

function fromBase64(text: string): Float32Array<ArrayBuffer> {
  return new Float32Array(Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer);
}
