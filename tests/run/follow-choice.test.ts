import { describe, expect, it, vi } from "vitest";
import { Source } from "../../src/notebook/source";
import { followChoice } from "../../src/run/follow-choice";
import type { Moment, Run } from "../../src/run/run";

/** Of models of one width, one for each number of steps. */
interface Settings {
  readonly steps: readonly number[];
  readonly width: number;
}

const settings: Settings = { steps: [0, 10, 50], width: 4 };
const latest: Moment = {
  step: 50,
  loss: 1,
  network: { layers: [] },
  predictions: new Float32Array(0),
};
const runOf = (of: Settings): Run<Settings> => ({
  settings: of,
  origin: "shipped",
  models: of.steps.map((steps) => ({ steps, state: "done" })),
  losses: new Float32Array(51),
  history: [],
  latest,
});
const shipped = runOf(settings);

function shown(first: Settings, { parts = true } = {}) {
  const chosen = new Source(first);
  const run = new Source(shipped);
  const show = (next: Run<Settings>): void => {
    run.value = next;
  };
  const train = vi.fn();
  const dismiss = vi.fn();
  const notice = vi.fn(
    (_message: string, _options?: { key?: string; action?: { label: string; run(): void } }) =>
      dismiss,
  );
  const load = vi.fn(async (_: Run<Settings>, of: Settings) => runOf(of));
  followChoice<Settings>(
    {
      trained: {
        text: ({ width }) => `width ${width}`,
        ...(parts && {
          parts: {
            has: ({ steps, width }, all) =>
              width === all.width && steps.every((each) => all.steps.includes(each)),
            load,
          },
        }),
      },
      control: { run, show, underWay: false },
      trainer: { train },
      chosen,
      shipped,
      host: { notice, asset: (path) => new URL(path, "https://example.org/") },
    },
    new Promise(() => {}),
  );
  return { chosen, run, train, notice, load, dismiss };
}

describe("what the reader has chosen, while the shipped run is on the page", () => {
  it("changes nothing where it is the shipped run", () => {
    const { notice, run, load } = shown(settings);
    expect(notice).not.toHaveBeenCalled();
    expect(load).not.toHaveBeenCalled();
    expect(run.value).toBe(shipped);
  });

  it("narrows the shipped run where it is a part of it", async () => {
    const { run, notice } = shown({ ...settings, steps: [0, 10] });
    await vi.waitFor(() => expect(run.value.models).toHaveLength(2));
    expect(run.value.origin).toBe("shipped");
    expect(notice).not.toHaveBeenCalled();
  });

  it("is offered for training where it is another run, until one is trained", () => {
    const named = { ...settings, width: 8 };
    for (const parts of [true, false]) {
      const { notice, run, train, dismiss } = shown(named, { parts });
      expect(run.value).toBe(shipped);
      const [message, options] = notice.mock.calls[0];
      expect(message).toContain("width 8");
      options?.action?.run();
      expect(train).toHaveBeenCalledWith(named);
      expect(dismiss).not.toHaveBeenCalled();
      run.value = { ...shipped, origin: "live" };
      expect(dismiss).toHaveBeenCalled();
    }
  });

  it("leaves the page as it is where a part cannot be loaded, and says why", async () => {
    const { chosen, run, notice, load } = shown(settings);
    load.mockRejectedValueOnce(new Error("HTTP status 404."));
    chosen.value = { ...settings, steps: [10] };
    await vi.waitFor(() => expect(notice).toHaveBeenCalled());
    expect(notice.mock.calls[0][0]).toContain("404");
    expect(run.value).toBe(shipped);
  });

  it("leaves a live run alone", async () => {
    const { chosen, run } = shown(settings);
    const live: Run<Settings> = { ...shipped, origin: "live" };
    run.value = live;
    chosen.value = { ...settings, steps: [10] };
    await Promise.resolve();
    expect(run.value).toBe(live);
  });
});
