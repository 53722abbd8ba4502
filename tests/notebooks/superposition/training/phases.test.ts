import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { targetMoment } from "../../../../notebooks/superposition/mathematics/naive";
import type { PhaseSettings } from "../../../../notebooks/superposition/training/phase-training";
import {
  type PhaseCell,
  PhaseControl,
  shownPhases,
} from "../../../../notebooks/superposition/training/phases";
import type { StartTraining, TrainingEvent, TrainingSpec } from "../../../../src/engines/contract";
import { initialise } from "../../../../src/network/initialise";
import { seeded } from "../../../../src/network/random";
import { runJob } from "../../../../src/training/job";

const settings: PhaseSettings = { features: 16, exponent: 4, seed: 3 };

/** A machine on which each training takes a second, and ends as it is told to. */
function machine(endOf: (spec: TrainingSpec) => "done" | "diverged" | "error" = () => "done") {
  const running = new Set<object>();
  const started: TrainingSpec[] = [];
  let most = 0;
  const start: StartTraining = (spec, listener) => {
    const session = {
      pause() {},
      resume() {},
      step() {},
      switchTo() {},
      stop() {
        if (!running.delete(session)) return;
        clearTimeout(timer);
        listener({ type: "stopped" });
      },
    };
    const tell = (event: TrainingEvent): void => {
      if (running.has(session)) listener(event);
    };
    const timer = setTimeout(() => {
      const end = endOf(spec);
      if (end === "error") {
        tell({ type: "error", message: "There are no workers here." });
        running.delete(session);
        return;
      }
      const network = initialise(spec.architecture, seeded(1));
      const reading = { network, loss: 0, predictions: new Float32Array() };
      tell({ type: "snapshot", model: "phase", step: 1, live: false, ...reading });
      if (end === "diverged") tell({ type: "diverged", model: "phase", step: 1 });
      tell({ type: "done" });
      running.delete(session);
    }, 1000);
    running.add(session);
    started.push(spec);
    most = Math.max(most, running.size);
    return session;
  };
  return { start, running, started, most: () => most };
}

const placeOf = ({ architecture, data }: TrainingSpec): string =>
  `${architecture.layers[0].outputs} ${data.kind === "generated" && data.generator.probability}`;

const states = (control: PhaseControl): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { result } of control.diagram.value!.cells)
    counts[result.state] = (counts[result.state] ?? 0) + 1;
  return counts;
};

describe("PhaseControl", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("trains every place once, coarse before fine, as many at once as it may", async () => {
    const { start, started, running, most } = machine();
    const control = new PhaseControl(start, 3);
    expect(control.diagram.value).toBeNull();
    const all = control.start(settings);
    await vi.advanceTimersByTimeAsync(60_000);
    await all;
    const { cells, running: goesOn } = control.diagram.value!;
    expect(started.map(placeOf)).toEqual(
      cells.map(({ neurons, probability }) => `${neurons} ${probability}`),
    );
    expect(states(control)).toEqual({ measured: cells.length });
    expect(goesOn).toBe(false);
    expect(most()).toBe(3);
    expect(running.size).toBe(0);
  });

  it("tells of each place as it is trained and measured", async () => {
    const { start } = machine();
    const control = new PhaseControl(start, 2);
    void control.start(settings);
    await vi.advanceTimersByTimeAsync(1500);
    expect(states(control)).toMatchObject({ measured: 2, training: 2 });
    const [first] = control.diagram.value!.cells;
    // The costliest of the coarse places.
    expect(first).toMatchObject({ neurons: 6, probability: 1, stride: 4 });
    expect(first.result).toMatchObject({
      state: "measured",
      ignoring: expect.closeTo((10 / 16) * targetMoment(4), 12),
    });
    control.cancel();
  });

  it("keeps what it has measured when it is cancelled, leaves nothing running, and goes on from there", async () => {
    const { start, started, running } = machine();
    const control = new PhaseControl(start, 2);
    void control.start(settings);
    await vi.advanceTimersByTimeAsync(2500);
    control.cancel();
    expect(running.size).toBe(0);
    expect(control.diagram.value!.running).toBe(false);
    expect(states(control)).toMatchObject({ measured: 4 });
    expect(states(control).training).toBeUndefined();
    await vi.advanceTimersByTimeAsync(5000);
    expect(started).toHaveLength(6);

    void control.start(settings);
    await vi.advanceTimersByTimeAsync(1);
    expect(states(control)).toMatchObject({ measured: 4, training: 2 });
    await vi.advanceTimersByTimeAsync(60_000);
    const { cells } = control.diagram.value!;
    expect(states(control)).toEqual({ measured: cells.length });
    // The two that were cut off are trained again.
    expect(started).toHaveLength(cells.length + 2);
  });

  it("starts over for other settings, and hears no more of those before", async () => {
    const { start, running, most } = machine();
    const control = new PhaseControl(start, 2);
    void control.start(settings);
    await vi.advanceTimersByTimeAsync(1500);
    void control.start({ ...settings, features: 4 });
    expect(states(control)).toMatchObject({ training: 2 });
    expect(states(control).measured).toBeUndefined();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(control.diagram.value!.settings.features).toBe(4);
    expect(states(control)).toEqual({ measured: control.diagram.value!.cells.length });
    expect(most()).toBe(2);
    expect(running.size).toBe(0);
  });

  it("notes a network that diverges, and passes on to the next", async () => {
    const { start } = machine((spec) =>
      spec.architecture.layers[0].outputs === 1 ? "diverged" : "done",
    );
    const control = new PhaseControl(start, 2);
    void control.start(settings);
    await vi.advanceTimersByTimeAsync(60_000);
    const { cells, running } = control.diagram.value!;
    const diverged = ({ result }: PhaseCell): boolean => result.state === "diverged";
    expect(cells.filter(diverged).every(({ neurons }) => neurons === 1)).toBe(true);
    expect(states(control)).toEqual({ diverged: 9, measured: cells.length - 9 });
    expect(running).toBe(false);
  });

  it("ends with the reason where nothing can be trained", async () => {
    const { start, started, running } = machine(() => "error");
    const control = new PhaseControl(start, 2);
    void control.start(settings);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(control.diagram.value).toMatchObject({
      running: false,
      problem: "There are no workers here.",
    });
    expect(states(control).training).toBeUndefined();
    expect(started).toHaveLength(2);
    expect(running.size).toBe(0);
    void control.start(settings);
    expect(control.diagram.value!.problem).toBeUndefined();
    control.cancel();
  });
});

it("shows an empty diagram before there is one, and says of one whether it is of the run on the page", () => {
  const empty = shownPhases(null, settings);
  expect(empty.current).toBe(true);
  expect(empty.diagram.running).toBe(false);
  expect(empty.diagram.cells.every(({ result }) => result.state === "waiting")).toBe(true);
  expect(shownPhases(empty.diagram, { ...settings, exponent: 2 })).toMatchObject({
    diagram: empty.diagram,
    current: false,
  });
});

it("finds what is known of two features: a neuron for each answers both, one neuron cannot", async () => {
  const start: StartTraining = (spec, listener) => {
    const session = runJob(spec, (event) => {
      if (event.type !== "handed-over") listener(event);
    });
    return { ...session, switchTo: () => {} };
  };
  const control = new PhaseControl(start, 2);
  await control.start({ features: 2, exponent: 2, seed: 1 });
  const measured = control.diagram.value!.cells.map(({ neurons, probability, result }) => {
    if (result.state !== "measured") throw new Error(result.state);
    return { neurons, probability, ...result };
  });
  const enough = measured.filter(({ neurons, probability }) => neurons === 2 && probability > 0.1);
  const short = measured.filter(({ neurons, probability }) => neurons === 1 && probability > 0.1);
  expect(enough.length * short.length).toBeGreaterThan(0);
  for (const { gain, sharing, ignoring } of enough) {
    expect(gain).toBeGreaterThan(0.9);
    expect(sharing).toBeCloseTo(2, 1);
    expect(ignoring).toBe(0);
  }
  for (const { loss, ignoring } of short) {
    expect(ignoring).toBeGreaterThan(0);
    // No better than the naive solution by much, and no worse.
    expect(loss / ignoring).toBeGreaterThan(0.5);
    expect(loss / ignoring).toBeLessThan(1.1);
  }
}, 60_000);
