import { describe, expect, it, vi } from "vitest";
import { Source } from "../../src/notebook/source";
import type { RunControl, TrainingStatus } from "../../src/run/run-control";
import { SideBySide } from "../../src/run/side-by-side";

const idle: TrainingStatus = {
  phase: "idle",
  word: "batch",
  done: 0,
  total: 0,
  stepsPerSecond: 0,
};

function pair() {
  const control = () => {
    const each = {
      status: new Source(idle),
      underWay: false,
      train: vi.fn(),
      step: vi.fn(),
      pause: vi.fn(),
      dispose: vi.fn(),
    };
    return Object.assign(each, { control: each as unknown as RunControl<number> });
  };
  const main = control();
  const beside = control();
  return {
    main,
    beside,
    both: new SideBySide(main.control, beside.control, (settings) => -settings),
  };
}

describe("two runs side by side", () => {
  it("are trained, stepped and paused together, the second with settings of its own", () => {
    const { main, beside, both } = pair();
    both.train(3);
    both.step(4);
    both.pause();
    expect(main.train).toHaveBeenCalledWith(3);
    expect(beside.train).toHaveBeenCalledWith(-3);
    expect(beside.step).toHaveBeenCalledWith(-4);
    expect(main.pause).toHaveBeenCalledOnce();
    expect(beside.pause).toHaveBeenCalledOnce();
  });

  it("are stepped only where they are not at their end, until both are", () => {
    const { main, beside, both } = pair();
    beside.underWay = true;
    both.step(1);
    expect(main.step).not.toHaveBeenCalled();
    expect(beside.step).toHaveBeenCalledOnce();
    main.underWay = true;
    beside.underWay = false;
    both.step(1);
    expect(main.step).toHaveBeenCalledOnce();
    expect(beside.step).toHaveBeenCalledOnce();
    main.underWay = false;
    both.step(1);
    expect(main.step).toHaveBeenCalledTimes(2);
    expect(beside.step).toHaveBeenCalledTimes(2);
  });

  it("are told of as one, which goes on until both are done", () => {
    const { main, beside, both } = pair();
    main.status.value = { ...idle, phase: "done", engine: "wasm", done: 10, total: 10 };
    beside.status.value = { ...idle, phase: "training", done: 4, total: 10, stepsPerSecond: 2 };
    expect(both.status.value).toMatchObject({
      phase: "training",
      engine: "wasm",
      done: 14,
      total: 20,
      stepsPerSecond: 2,
    });
    beside.status.value = { ...idle, phase: "done", done: 10, total: 10 };
    expect(both.status.value.phase).toBe("done");
  });

  it("say what went wrong with either, and keep to their bits only if both do", () => {
    const { main, beside, both } = pair();
    main.status.value = { ...idle, phase: "training", reproducible: true };
    beside.status.value = { ...idle, phase: "failed", reproducible: false, message: "No memory." };
    expect(both.status.value).toMatchObject({
      phase: "failed",
      message: "No memory.",
      reproducible: false,
    });
  });

  it("tell nothing more once they are disposed of", () => {
    const { main, both } = pair();
    both.dispose();
    main.status.value = { ...idle, phase: "training" };
    expect(both.status.value.phase).toBe("idle");
    expect(main.dispose).toHaveBeenCalledOnce();
  });
});
