// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TrainingStatus } from "../../src/run/run-control";
import {
  messageOf,
  type TrainingPanelState,
  trainingPanelElement,
} from "../../src/training-panel/training-panel";

const status: TrainingStatus = {
  phase: "idle",
  word: "epoch",
  done: 0,
  total: 0,
  stepsPerSecond: 0,
};
const running: TrainingStatus = { ...status, phase: "training", reproducibleWanted: false };
const wishes = { engine: null, reproducible: false };
const idle: TrainingPanelState = { status, shipped: true, current: true, wishes };

describe("the training panel", () => {
  const observe = vi.fn();
  const actions = {
    prepare: vi.fn(),
    train: vi.fn(),
    pause: vi.fn(),
    resume: vi.fn(),
    step: vi.fn(),
    reset: vi.fn(),
    restore: vi.fn(),
    chooseEngine: vi.fn(),
    chooseReproducible: vi.fn(),
  };
  const panel = () => {
    const element = trainingPanelElement(actions, new Promise(() => {}));
    element.update(idle);
    return element;
  };
  const buttons = (element: HTMLElement) => [...element.querySelectorAll("button")];

  beforeEach(() => {
    vi.clearAllMocks();
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        observe = observe;
        disconnect(): void {}
      },
    );
  });
  afterEach(() => vi.unstubAllGlobals());

  it("has one main button, which trains, pauses and resumes", () => {
    const element = panel();
    const [main] = buttons(element);
    main.click();
    element.update({ ...idle, status: running });
    expect(main.textContent).toBe("Pause");
    main.click();
    element.update({ ...idle, status: { ...running, phase: "paused" } });
    expect(main.textContent).toBe("Resume");
    main.click();
    for (const action of [actions.train, actions.pause, actions.resume])
      expect(action).toHaveBeenCalledTimes(1);
  });

  it("makes ready when the reader comes to a button that trains", () => {
    const [main, step, reset] = buttons(panel());
    reset.dispatchEvent(new Event("pointerenter"));
    expect(actions.prepare).not.toHaveBeenCalled();
    main.dispatchEvent(new Event("pointerenter"));
    step.dispatchEvent(new Event("focus"));
    expect(actions.prepare).toHaveBeenCalledTimes(2);
  });

  it("makes ready on sight only for a reader who does not save data", () => {
    panel();
    expect(observe).toHaveBeenCalledTimes(1);
    vi.stubGlobal("navigator", { connection: { saveData: true } });
    panel();
    expect(observe).toHaveBeenCalledTimes(1);
  });

  it("leaves no engine to choose while a run must keep its bits, and lets go at its end", () => {
    const element = panel();
    const held = { ...running, reproducibleWanted: true };
    element.update({ ...idle, status: held });
    expect(element.querySelector("select")!.disabled).toBe(true);
    element.update({ ...idle, status: { ...held, phase: "done" } });
    expect(element.querySelector("select")!.disabled).toBe(false);
  });
});

describe("its message", () => {
  it("names the cause of a failure, what is kept and the way out", () => {
    const message = "The training worker failed: out of memory";
    const said = messageOf({ ...idle, status: { ...status, phase: "failed", message } });
    expect(said).toContain(`${message}. The weights so far are kept.`);
    expect(said).toContain("Press Train to start again");
    expect(said).toContain("a smaller width");
  });

  it("says that settings are not trained yet, but not while they are being trained", () => {
    expect(messageOf(idle)).toBe("");
    expect(messageOf({ ...idle, current: false })).toContain("Press Train");
    expect(messageOf({ ...idle, current: false, status: running })).toBe("");
  });

  it("says of a paused run whose settings were changed that it keeps its own", () => {
    const paused = { ...running, phase: "paused" as const };
    expect(messageOf({ ...idle, current: false, status: paused })).toContain(
      "This run keeps the settings that it began with, and Resume goes on with them.",
    );
    expect(messageOf({ ...idle, status: paused })).toBe("");
  });

  it("says that the same bits everywhere hold from the next training on", () => {
    const wanted = { engine: null, reproducible: true };
    expect(messageOf({ ...idle, status: running, wishes: wanted })).toContain("The next Train");
    const held = { ...running, reproducibleWanted: true };
    expect(messageOf({ ...idle, status: held, wishes: wanted })).toBe("");
    expect(messageOf({ ...idle, status: held })).toContain("The next Train");
  });

  it("says rather what went wrong", () => {
    const wanted = { engine: null, reproducible: true };
    const diverged = { ...running, message: "The model diverged." };
    expect(messageOf({ ...idle, status: diverged, wishes: wanted })).toBe("The model diverged.");
  });
});
