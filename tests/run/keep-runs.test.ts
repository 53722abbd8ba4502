// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import type { TabText } from "../../src/notebook/host";
import { keepRuns, restoreRuns } from "../../src/run/keep-runs";
import { writeRuns } from "../../src/run/kept-runs";
import type { Run } from "../../src/run/run";
import type { RunControl } from "../../src/run/run-control";

interface Settings {
  readonly seed: number;
}

const runOf = (seed: number, origin: Run<Settings>["origin"], step: number): Run<Settings> => ({
  settings: { seed },
  origin,
  models: [{ steps: 20, state: "done", step }],
  losses: Float32Array.of(1),
  history: [],
  latest: {
    step,
    loss: 1,
    predictions: Float32Array.of(),
    network: { layers: [{ weight: Float32Array.of(seed) } as never] },
  },
});

function tabWith(text?: string) {
  const tab: TabText = {
    get: () => text,
    set: (next) => {
      text = next;
    },
    clear: () => {
      text = undefined;
    },
  };
  return { tab, text: () => text };
}

function keeping(run: Run<Settings>, tab: TabText, seed = 7, underWay = false) {
  const control = { run: { value: run }, underWay, show: vi.fn() };
  const controls = [control as unknown as RunControl<Settings>];
  const notice = vi.fn(() => () => {});
  return { control, notice, of: { controls, chosen: () => ({ seed }), host: { tab, notice } } };
}

it("what was trained is kept as the reader leaves, and shown when she is back", () => {
  const { tab, text } = tabWith();
  keepRuns(keeping(runOf(7, "live", 20), tab).of, new Promise(() => {}));
  dispatchEvent(new Event("pagehide"));
  expect(text()).toContain('"seed":7');
  const back = keeping(runOf(7, "shipped", 500), tab);
  restoreRuns(back.of);
  expect(back.control.show.mock.lastCall?.[0]).toMatchObject({
    settings: { seed: 7 },
    latest: { step: 20 },
  });
  expect(back.notice).toHaveBeenCalledTimes(1);
});

it.each([
  ["the address names another run", writeRuns([runOf(8, "live", 20)]), false],
  ["there were more runs", writeRuns([runOf(7, "live", 20), runOf(7, "live", 20)]), false],
  ["it is nothing that can be read", "[{}]", false],
  ["she trains already", writeRuns([runOf(7, "live", 20)]), true],
])("nothing is shown where %s", (_, text, underWay) => {
  const back = keeping(runOf(7, "shipped", 500), tabWith(text).tab, 7, underWay);
  restoreRuns(back.of);
  expect(back.control.show).not.toHaveBeenCalled();
  expect(back.notice).not.toHaveBeenCalled();
});

it("the shipped run and an untrained one are not kept, nor what there is no room for", () => {
  for (const run of [runOf(7, "shipped", 500), runOf(7, "live", 0)]) {
    const { tab, text } = tabWith("old");
    keepRuns(keeping(run, tab).of, new Promise(() => {}));
    dispatchEvent(new Event("pagehide"));
    expect(text()).toBe(undefined);
  }
  const { tab, text } = tabWith("old");
  const full = {
    ...tab,
    set: () => {
      throw new DOMException("Full", "QuotaExceededError");
    },
  };
  keepRuns(keeping(runOf(7, "live", 20), full).of, new Promise(() => {}));
  dispatchEvent(new Event("pagehide"));
  expect(text()).toBe(undefined);
});
