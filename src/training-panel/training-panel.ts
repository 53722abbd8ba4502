import { pictureKind, showing } from "../figure/picture";
import { button, controls } from "../inputs/button";
import { progressBar } from "../inputs/progress-bar";
import { whenLookedAt } from "../inputs/when-looked-at";
import type { ShownRun } from "../run/page-run";
import { sameSettings } from "../run/run";
import type { TrainingStatus } from "../run/run-control";
import { type EngineActions, type EngineWishes, engineChoice } from "./engine-choice";
import { engineLine } from "./engine-line";
import { stepsProgress } from "./progress";

/** What the panel's controls do. */
export interface TrainingActions extends EngineActions {
  /** The reader may be about to train. */
  prepare(): void;
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
  /** Whether it was trained here, before the page was opened again. */
  readonly kept?: boolean;
  /** Whether the chosen settings are those of the run on the page. */
  readonly current: boolean;
  readonly wishes: EngineWishes;
}

export interface TrainingPanelElement extends HTMLElement {
  update(state: TrainingPanelState): void;
}

/** The buttons that train, the progress, the choice of an engine, and what there is to say of them; it stays one height. */
export const trainingPanel = pictureKind<ShownRun<unknown>>((first, invalidation) => {
  let { page } = first;
  const element = trainingPanelElement(
    {
      prepare: () => page.prepare(),
      train: () => page.train(),
      pause: () => page.pause(),
      resume: () => page.resume(),
      step: () => page.step(),
      reset: () => page.reset(),
      restore: () => page.restore(),
      chooseEngine: (engine) => page.chooseEngine(engine),
      chooseReproducible: (wanted) => page.chooseReproducible(wanted),
    },
    invalidation,
  );
  return showing(element, (shown: ShownRun<unknown>) => {
    page = shown.page;
    const { run, status, chosen, engine, reproducible } = shown;
    return {
      status,
      shipped: run.origin === "shipped",
      opened: run.origin === "opened",
      kept: run.origin === "live" && run.latest.step > 0,
      current: sameSettings(chosen, run.settings),
      wishes: { engine, reproducible },
    };
  });
});

export function trainingPanelElement(
  actions: TrainingActions,
  invalidation: Promise<void>,
): TrainingPanelElement {
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
  const reset = button("Reset", actions.reset);
  reset.title = "Back to the untrained network of this seed";
  const restore = button("Shipped run", actions.restore);
  restore.title = "Back to the models that came with this page";
  const progress = progressBar("Training progress");
  const engine = engineChoice(actions);
  const line = document.createElement("p");
  line.className = "training-line";
  const message = document.createElement("p");
  message.className = "training-message";
  message.setAttribute("role", "status");
  const words = document.createElement("div");
  words.className = "training-words";
  words.append(line, message);

  const buttons = controls("Training", main, step, reset, restore, progress);
  const element = document.createElement("div") as HTMLElement as TrainingPanelElement;
  element.className = "training-panel";
  element.append(buttons, engine, words);

  for (const each of [main, step])
    for (const type of ["pointerenter", "focus"]) each.addEventListener(type, actions.prepare);
  // Once she has trained, it is for her hand on the buttons to say that she will again.
  const prepareFirst = (): void => {
    if (phase === "idle") actions.prepare();
  };
  if (!savesData()) whenLookedAt(buttons, prepareFirst, invalidation);

  element.update = ({ status, shipped, opened = false, kept = false, current, wishes }) => {
    phase = status.phase;
    main.textContent = mainLabel(phase);
    step.title = `Train one ${status.word}`;
    restore.disabled = shipped;
    progress.update(
      phase === "idle"
        ? {
            fraction: shipped || opened || kept ? 1 : 0,
            text: shipped
              ? "trained ahead of your visit"
              : opened
                ? "opened from a file"
                : kept
                  ? "trained here"
                  : "untrained",
          }
        : stepsProgress(
            status.done,
            status.total,
            phase === "training" ? status.stepsPerSecond : 0,
            status.word,
          ),
    );
    engine.update(wishes, isBusy(phase) && status.reproducibleWanted === true);
    const text = engineLine(status);
    if (line.textContent !== text) line.textContent = text;
    const said = messageOf({ status, current, wishes });
    // A live region speaks whenever it is written to.
    if (message.textContent !== said) message.textContent = said;
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

/** What the reader should know, and what she can do about it. */
export function messageOf({
  status,
  current,
  wishes,
}: Omit<TrainingPanelState, "shipped">): string {
  const { phase, message, reproducibleWanted } = status;
  if (phase === "failed")
    return `${sentence(message ?? "")} The weights so far are kept. Press Train to start again, with another engine or a smaller width if it fails anew.`;
  if (message !== undefined) return message;
  if (isBusy(phase) && wishes.reproducible !== reproducibleWanted)
    return wishes.reproducible
      ? "This run goes on as it began. The next Train computes the same bits everywhere."
      : "This run keeps to the same bits everywhere. The next Train may use any engine.";
  if (current) return "";
  if (phase === "paused")
    return "This run keeps the settings that it began with, and Resume goes on with them. Press Reset, then Train, for those that you have chosen since.";
  // What has just begun is shown a moment later.
  return isBusy(phase) ? "" : "These settings are not trained yet. Press Train to see them.";
}

/** What a browser says of an error may lack its full stop. */
function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Whether the reader has asked for few downloads; not every browser can tell. */
function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
