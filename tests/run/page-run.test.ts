// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { TrainingEvent } from "../../src/engines/contract";
import type { Host } from "../../src/notebook/host";
import { Parameter } from "../../src/notebook/parameter";
import { flag, optional, positiveNumber, wholeNumber } from "../../src/notebook/parameters";
import { runOnPage } from "../../src/run/page-run";
import type { Moment, Run } from "../../src/run/run";
import { SideBySide } from "../../src/run/side-by-side";
import type { Trained } from "../../src/run/trained";

const { start, prepare } = vi.hoisted(() => ({ start: vi.fn(), prepare: vi.fn() }));
vi.mock("../../src/training/late-client", () => ({
  startTraining: start,
  prepareTraining: prepare,
}));

interface Settings {
  readonly seed: number;
  readonly rate: number;
}

const moment = (step: number): Moment => ({
  step,
  loss: 1,
  network: { layers: [] },
  predictions: new Float32Array(0),
});
const shippedOf = (settings: Settings): Run<Settings> => ({
  settings,
  origin: "shipped",
  models: [{ steps: 20, state: "done", step: 20 }],
  losses: new Float32Array(21),
  history: [],
  latest: moment(20),
});

function trained(more: Partial<Trained<Settings>> = {}): Trained<Settings> {
  return {
    word: "epoch",
    remedy: "try a smaller learning rate",
    spec: (settings) => ({ settings }) as never,
    steps: () => [20],
    initial: () => moment(0),
    load: async () => [shippedOf({ seed: 7, rate: 0.1 })],
    loadHistory: async () => [moment(0), moment(10), moment(20)],
    text: ({ seed }) => `seed ${seed}`,
    ...more,
  };
}

async function onPage(more?: Partial<Trained<Settings>>) {
  const parameters = {
    seed: new Parameter({ codec: wholeNumber(0, 100), initial: 7 }),
    rate: new Parameter({ codec: positiveNumber(1e-6, 10), initial: 0.1 }),
    step: new Parameter({ codec: optional(wholeNumber(0, 20)), initial: null as number | null }),
    engine: new Parameter<"webgl" | "wasm" | "plain" | null>({
      codec: { takes: "nothing", parse: () => null, format: String },
      initial: null,
    }),
    reproducible: new Parameter({ codec: flag, initial: false }),
  };
  const notice = vi.fn((_message: string, _options?: object) => () => {});
  let omitted = (): string | undefined => undefined;
  const host = {
    asset: (path: string) => new URL(path, "https://example.org/"),
    notice,
    omits: (ask: () => string | undefined) => {
      omitted = ask;
    },
  } as unknown as Host;
  let end = (): void => {};
  const invalidation = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { seed, rate } = parameters;
  const page = await runOnPage(trained(more), invalidation, {
    host,
    parameters,
    settings: { seed, rate },
  });
  return { page, parameters, notice, end, omitted: () => omitted() };
}

let stop: ReturnType<typeof vi.fn>;
/** Tells the page of what the last job does. */
let tell: (event: TrainingEvent) => void;
beforeEach(() => {
  stop = vi.fn();
  start.mockReset().mockImplementation((_spec, listener) => {
    tell = listener;
    return { pause: vi.fn(), resume: vi.fn(), step: vi.fn(), switchTo: vi.fn(), stop };
  });
});

describe("a run on a page", () => {
  it("is the shipped one until the reader trains what she has chosen, from the latest step on", async () => {
    const { page, parameters } = await onPage();
    expect(page.run.value.origin).toBe("shipped");
    parameters.step.value = 10;
    await vi.waitFor(() => expect(page.moment.value.step).toBe(10));
    parameters.seed.value = 8;
    page.train();
    expect(parameters.step.value).toBeNull();
    expect(start.mock.lastCall![0]).toEqual({ settings: { seed: 8, rate: 0.1 } });
    expect(page.status.value.phase).toBe("starting");
    await vi.waitFor(() => expect(page.run.value.origin).toBe("live"));
  });

  it("is not trained, stepped or reset with a field that is wrong, and says which", async () => {
    const { page, parameters, notice } = await onPage();
    parameters.rate.problem = "Learning rate: “abc” is not a number.";
    page.train();
    page.step();
    page.reset();
    expect(start).not.toHaveBeenCalled();
    expect(page.run.value.origin).toBe("shipped");
    expect(notice).toHaveBeenLastCalledWith(
      "Nothing is trained with a field that is wrong. Learning rate: “abc” is not a number.",
      { key: "settings" },
    );
    parameters.rate.problem = undefined;
    page.train();
    expect(start).toHaveBeenCalledTimes(1);
  });

  it("is shown as one value, which is told with every change of it", async () => {
    const { page, parameters } = await onPage();
    const { shown } = page;
    expect(shown.value).toMatchObject({ engine: null, reproducible: false, chosen: { seed: 7 } });
    expect(shown.value).toBe(shown.value);
    const before = shown.value;
    const told = vi.fn();
    shown.addEventListener("input", told);
    parameters.seed.value = 9;
    expect(told).toHaveBeenCalled();
    expect(shown.value).not.toBe(before);
    expect(shown.value.chosen).toEqual({ seed: 9, rate: 0.1 });
  });

  it("comes back with its settings, whatever was trained or opened since", async () => {
    const { page, parameters, notice, omitted } = await onPage();
    const opened: Run<Settings> = {
      ...shippedOf({ seed: 0, rate: 0 }),
      origin: "opened",
      file: "mine.safetensors",
    };
    parameters.seed.value = 3;
    page.open(opened);
    expect(page.run.value).toBe(opened);
    expect(omitted()).toContain("mine.safetensors");
    expect(notice.mock.lastCall![0]).toContain("mine.safetensors");
    (notice.mock.lastCall![1] as { action: { run(): void } }).action.run();
    expect(page.run.value.origin).toBe("shipped");
    expect(parameters.seed.value).toBe(7);
    expect(omitted()).toBeUndefined();
  });

  it("trains on the engine that the reader chooses, and switches to it in the middle", async () => {
    const { page, parameters } = await onPage();
    page.train();
    const session = start.mock.results[0].value;
    page.chooseEngine("plain");
    expect(parameters.engine.value).toBe("plain");
    expect(session.switchTo).toHaveBeenCalledWith("plain");
    page.chooseReproducible(true);
    page.train();
    expect(start.mock.lastCall![2]).toMatchObject({ engine: "plain", reproducible: true });
  });

  it("may be two, trained and brought back together", async () => {
    const { page } = await onPage({
      load: async () => [shippedOf({ seed: 7, rate: 0.1 }), shippedOf({ seed: 7, rate: 0.2 })],
      join: ([main, beside]) =>
        new SideBySide(main, beside, (settings) => ({ ...settings, rate: 0.2 })),
    });
    page.train();
    expect(start.mock.calls.map(([spec]) => spec.settings.rate)).toEqual([0.1, 0.2]);
    page.restore();
    expect(page.controls.map(({ run }) => run.value.settings.rate)).toEqual([0.1, 0.2]);
    expect(page.controls.every(({ run }) => run.value.origin === "shipped")).toBe(true);
    expect(stop).toHaveBeenCalledTimes(2);
  });

  it("that cannot be had is told with a way to try again; what is shown can be trained without it", async () => {
    let tries = 0;
    const load = async () => {
      if (++tries < 3)
        throw new Error("weights/a.safetensors could not be loaded: HTTP status 404.");
      return [shippedOf({ seed: 7, rate: 0.1 })];
    };
    const { page, notice } = await onPage({ load });
    const told = (): [string, { action: { label: string; run(): void } }] =>
      notice.mock.lastCall as never;
    await vi.waitFor(() =>
      expect(told()[0]).toContain("weights/a.safetensors could not be loaded"),
    );
    expect(told()[0]).toContain("What you see is untrained, and Train needs nothing else.");
    expect([page.run.value.origin, page.run.value.latest.step]).toEqual(["live", 0]);
    expect(told()[1].action.label).toBe("Retry");
    told()[1].action.run();
    await vi.waitFor(() => expect(tries).toBe(2));
    await vi.waitFor(() => expect(told()[1].action).toBeDefined());
    told()[1].action.run();
    await vi.waitFor(() => expect(page.run.value.origin).toBe("shipped"));
  });

  it("that is late is shown when it comes, unless the reader has trained meanwhile", async () => {
    for (const trains of [false, true]) {
      vi.useFakeTimers();
      let arrive = (): void => {};
      const load = () =>
        new Promise<Run<Settings>[]>((resolve) => {
          arrive = () =>
            resolve([shippedOf({ seed: 7, rate: 0.1 }), shippedOf({ seed: 7, rate: 0.2 })]);
        });
      const beside = (settings: Settings): Settings => ({ ...settings, rate: 0.2 });
      const opening = onPage({ load, beside, join: ([a, b]) => new SideBySide(a, b, beside) });
      await vi.advanceTimersByTimeAsync(4000);
      const { page, notice } = await opening;
      vi.useRealTimers();
      expect(notice.mock.lastCall![0]).toContain("still on their way");
      expect(page.controls.map(({ run }) => run.value.settings.rate)).toEqual([0.1, 0.2]);
      if (trains) page.train();
      arrive();
      if (trains) await vi.waitFor(() => expect(page.run.value.origin).toBe("live"));
      else
        await vi.waitFor(() =>
          expect(page.controls.every(({ run }) => run.value.origin === "shipped")).toBe(true),
        );
      expect(start.mock.calls.length > 0).toBe(trains);
    }
  });

  it("ends its job with the page", async () => {
    const { page, end } = await onPage();
    page.train();
    end();
    await Promise.resolve();
    expect(stop).toHaveBeenCalled();
    expect(() => tell({ type: "done" } as TrainingEvent)).not.toThrow();
  });
});
