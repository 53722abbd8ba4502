import type { EngineName } from "../engines/contract";
import type { TrainingStatus } from "../run/run-control";
import { stepWords } from "../run/step-words";
import { speed } from "./progress";

/** What trains, how fast, why not something faster, and whether it computes the same everywhere. */
export function engineLine({
  phase,
  engine,
  detail,
  reason,
  reproducible,
  stepsPerSecond,
  word,
}: TrainingStatus): string {
  if (phase === "starting" && engine === undefined) return "Starting the engine…";
  if (engine === undefined) return "Training runs in your browser; nothing leaves this page.";
  const name = engineName(engine, detail ?? "");
  const fast =
    stepsPerSecond > 0 ? `, ${speed(stepsPerSecond)} ${stepWords(word, 2)} a second` : "";
  const bits = reproducible
    ? "Every machine computes the same bits."
    : "Elsewhere the last digits may differ.";
  return [`Engine: ${name}${fast}.`, reason, bits].filter(Boolean).join(" ");
}

/** @param detail what the engine says that it is or runs on */
function engineName(engine: EngineName, detail: string): string {
  switch (engine) {
    case "webgl":
      return `WebGL, programs of our own on TensorFlow.js’s backend (${rendererName(detail)})`;
    case "tfjs":
      return `TensorFlow.js on WebGL (${rendererName(detail)})`;
    case "wasm":
      return detail;
    case "plain":
      return "Plain TypeScript";
  }
}

/**
 * The hardware in a WebGL renderer string: "Apple M1" of "ANGLE (Apple, ANGLE Metal Renderer: Apple M1, …)",
 * "SwiftShader" of its long form; other strings as they are.
 */
export function rendererName(renderer: string): string {
  if (/SwiftShader/i.test(renderer)) return "SwiftShader, in software";
  const angle = /ANGLE \([^,]*, ([^,]*)/.exec(renderer);
  const name = angle === null ? renderer : angle[1];
  return name
    .replace(/^ANGLE Metal Renderer: /, "")
    .replace(/ \(0x[\da-f]+\)/i, "")
    .replace(/ (Direct3D|OpenGL|Vulkan).*$/, "")
    .trim();
}
