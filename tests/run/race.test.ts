import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EngineName, StartTraining, TrainingEvent } from "../../src/engines/contract";
import { type Lane, raceEngines } from "../../src/run/race";
import { RaceControl } from "../../src/run/race-control";
import { job } from "../training/specs";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const spec = job([{ steps: 1_000_000 }]);

/** A machine on which each engine takes so many steps a second; those that are not named are replaced by the plain one. */
function machine(speeds: {
  webgl?: number;
  tfjs?: number;
  relaxed?: number;
  simd?: number;
  plain: number;
}) {
  const running = new Set<object>();
  let most = 0;
  const start: StartTraining = (_, listener, { engine, reproducible = false }) => {
    const session = {
      pause() {},
      resume() {},
      step() {},
      switchTo() {},
      stop() {
        if (!running.delete(session)) return;
        clearInterval(timer);
        listener({ type: "stopped" });
      },
    };
    const tell = (event: TrainingEvent): void => {
      if (running.has(session)) listener(event);
    };
    const kinds: readonly [EngineName, boolean, number | undefined][] = [
      ["webgl", false, speeds.webgl],
      ["tfjs", false, speeds.tfjs],
      ["wasm", false, speeds.relaxed],
      ["wasm", true, speeds.simd],
      ["plain", false, speeds.plain],
    ];
    const from = kinds.findIndex(([name, same]) => name === engine && same === reproducible);
    const [name, same, speed] = kinds.slice(from).find(([, , speed]) => speed !== undefined)!;
    let step = 0;
    const timer = setInterval(() => {
      step += speed! / 5;
      const losses = new Float32Array();
      const at = { step, done: step, total: 1_000_000, stepsPerSecond: 0 };
      tell({ type: "progress", model: "model-0", lossFrom: 0, losses, ...at });
    }, 200);
    running.add(session);
    most = Math.max(most, running.size);
    queueMicrotask(() =>
      tell({ type: "engine", engine: name, detail: `fast ${name}`, reproducible: same }),
    );
    return session;
  };
  return { start, running, most: () => most };
}

const states = (lanes: readonly Lane[]): string[] => lanes.map(({ result }) => result.state);

describe("raceEngines", () => {
  it("measures one engine after another, and tells of each as it starts and ends", async () => {
    const { start, running, most } = machine({
      webgl: 30,
      tfjs: 20,
      relaxed: 100,
      simd: 50,
      plain: 10,
    });
    const told: (readonly Lane[])[] = [];
    const race = raceEngines(
      start,
      spec,
      (lanes) => told.push(lanes),
      new AbortController().signal,
    );
    await vi.advanceTimersByTimeAsync(60_000);
    await race;
    expect(told.map(states)).toContainEqual([
      "measured",
      "running",
      "waiting",
      "waiting",
      "waiting",
    ]);
    const speeds = told
      .at(-1)!
      .map(({ result }) =>
        result.state === "measured" ? Math.round(result.stepsPerSecond) : result,
      );
    expect(speeds).toEqual([30, 20, 100, 50, 10]);
    expect(told.at(-1)![0].result).toMatchObject({ detail: "fast webgl" });
    expect(most()).toBe(1);
    expect(running.size).toBe(0);
  });

  it("measures no engine in the place of another, and says that it cannot run", async () => {
    const { start, running } = machine({ simd: 50, plain: 10 });
    let lanes: readonly Lane[] = [];
    const race = raceEngines(start, spec, (all) => (lanes = all), new AbortController().signal);
    await vi.advanceTimersByTimeAsync(60_000);
    await race;
    expect(states(lanes)).toEqual(["out", "out", "out", "measured", "measured"]);
    expect(running.size).toBe(0);
  });

  it("tells what an engine that breaks down says of it, and goes on with the next", async () => {
    const { start } = machine({ webgl: 30, tfjs: 20, relaxed: 100, simd: 50, plain: 10 });
    const breaking: StartTraining = (spec, listener, options) =>
      start(
        spec,
        (event) =>
          listener(
            event.type === "progress" && options.engine === "webgl"
              ? { type: "error", message: "The graphics card was lost." }
              : event,
          ),
        options,
      );
    let lanes: readonly Lane[] = [];
    const { signal } = new AbortController();
    const race = raceEngines(breaking, spec, (all) => (lanes = all), signal);
    await vi.advanceTimersByTimeAsync(60_000);
    await race;
    expect(lanes[0].result).toEqual({ state: "out", reason: "The graphics card was lost." });
    expect(states(lanes).slice(1)).toEqual(["measured", "measured", "measured", "measured"]);
  });
});

describe("RaceControl", () => {
  it("keeps what it has measured when it is cancelled, and stops the engine", async () => {
    const { start, running } = machine({ webgl: 30, tfjs: 20, relaxed: 100, simd: 50, plain: 10 });
    const control = new RaceControl(start);
    void control.start(spec);
    await vi.advanceTimersByTimeAsync(4000);
    expect(control.race.value.running).toBe(true);
    control.cancel();
    await vi.advanceTimersByTimeAsync(0);
    expect(states(control.race.value.lanes)).toEqual([
      "measured",
      "waiting",
      "waiting",
      "waiting",
      "waiting",
    ]);
    expect(control.race.value.running).toBe(false);
    expect(running.size).toBe(0);
  });

  it("starts over, and hears no more of the race before", async () => {
    const { start, most } = machine({ plain: 10 });
    const control = new RaceControl(start);
    void control.start(spec);
    await vi.advanceTimersByTimeAsync(300);
    void control.start(spec);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states(control.race.value.lanes)).toEqual(["out", "out", "out", "out", "measured"]);
    expect(control.race.value.running).toBe(false);
    expect(most()).toBe(1);
  });
});
