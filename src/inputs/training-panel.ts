import type { EngineName } from "../training/contract";
import type { TrainingStatus } from "../training/run-control";
import { button, controls } from "./button";
import { epochsProgress, progressBar } from "./progress";

/** What the buttons do. */
export interface TrainingActions {
  train(): void;
  pause(): void;
  resume(): void;
  step(): void;
  reset(): void;
  /** Shows the shipped run again. */
  restore(): void;
}

/** What the panel shows. */
export interface TrainingPanelState {
  readonly status: TrainingStatus;
  /** Whether the run on the page is the shipped one. */
  readonly shipped: boolean;
  /** Whether it was opened from a file. */
  readonly opened?: boolean;
  /** Whether the chosen settings are those of the run on the page. */
  readonly current: boolean;
}

export interface TrainingPanelElement extends HTMLElement {
  update(state: TrainingPanelState): void;
}

/** The buttons that train, the progress, and a line that says what trains where; it stays one height. */
export function trainingPanel(actions: TrainingActions): TrainingPanelElement {
  let phase: TrainingStatus["phase"] = "idle";
  const main = button(
    "Train",
    () => {
      if (phase === "training" || phase === "starting") actions.pause();
      else if (phase === "paused") actions.resume();
      else actions.train();
    },
    { primary: true },
  );
  const step = button("Step", actions.step);
  step.title = "Train one epoch";
  const reset = button("Reset", actions.reset);
  reset.title = "Back to the untrained network of this seed";
  const restore = button("Shipped run", actions.restore);
  restore.title = "Back to the models that came with this page";
  const progress = progressBar("Training progress");
  const line = document.createElement("p");
  line.className = "training-line";
  const message = document.createElement("p");
  message.className = "training-message";
  message.setAttribute("role", "status");

  const element = document.createElement("div") as HTMLElement as TrainingPanelElement;
  element.className = "training-panel";
  element.append(controls("Training", main, step, reset, restore, progress), line, message);

  element.update = ({ status, shipped, opened = false, current }) => {
    phase = status.phase;
    main.textContent = mainLabel(phase);
    restore.disabled = shipped;
    progress.update(
      phase === "idle"
        ? {
            fraction: shipped || opened ? 1 : 0,
            text: shipped
              ? "trained ahead of your visit"
              : opened
                ? "opened from a file"
                : "untrained",
          }
        : epochsProgress(
            status.done,
            status.total,
            phase === "training" ? status.epochsPerSecond : 0,
          ),
    );
    const text = engineLine(status);
    if (line.textContent !== text) line.textContent = text;
    const words =
      status.message ??
      (current || isBusy(phase)
        ? ""
        : "These settings are not trained yet. Press Train to see them.");
    // A live region speaks whenever it is written to.
    if (message.textContent !== words) message.textContent = words;
    message.classList.toggle("training-failed", phase === "failed");
  };
  return element;
}

function mainLabel(phase: TrainingStatus["phase"]): string {
  switch (phase) {
    case "starting":
    case "training":
      return "Pause";
    case "paused":
      return "Resume";
    default:
      return "Train";
  }
}

function isBusy(phase: TrainingStatus["phase"]): boolean {
  return phase === "starting" || phase === "training" || phase === "paused";
}

/** What trains, how fast, and why not something faster. */
export function engineLine({
  phase,
  engine,
  detail,
  reason,
  epochsPerSecond,
}: TrainingStatus): string {
  if (phase === "starting" && engine === undefined) return "Starting the engine…";
  if (engine === undefined) return "Training runs in your browser; nothing leaves this page.";
  const name = engineName(engine, detail ?? "");
  const speed =
    epochsPerSecond > 0
      ? `, ${epochsPerSecond < 10 ? epochsPerSecond.toFixed(1) : epochsPerSecond.toFixed(0)} epochs a second`
      : "";
  return `Engine: ${name}${speed}.${reason === undefined ? "" : ` ${reason}`}`;
}

function engineName(engine: EngineName, detail: string): string {
  switch (engine) {
    case "webgl":
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
