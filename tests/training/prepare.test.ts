import { describe, expect, it, vi } from "vitest";
import { untrained } from "../../src/engines/checkpoint";
import type { Engine } from "../../src/engines/engine";
import { plainEngine } from "../../src/engines/plain-engine";
import { initialise } from "../../src/network/initialise";
import { seeded } from "../../src/network/random";
import { prepare } from "../../src/training/prepare";
import { withTrainers } from "./fake-engines";
import { job } from "./specs";

const spec = job([{ steps: 100 }]);
const opening = (engine: Engine = plainEngine) =>
  vi.fn(async () => ({ engine, reason: "Because." }));

describe("prepare", () => {
  it("opens the engine that is wanted and keeps it for the job, once", async () => {
    const open = opening();
    const prepared = await prepare(spec, { engine: "plain" }, open);
    expect(open.mock.calls).toEqual([["plain", { reproducible: false }]]);
    expect(prepared.take({ engine: "plain" })).toEqual({ engine: plainEngine, reason: "Because." });
    expect(prepared.take({ engine: "plain" })).toBeUndefined();
  });

  it("takes no wish for a reproducible run for the wish for none", async () => {
    const open = opening();
    const prepared = await prepare(spec, { reproducible: true }, open);
    expect(open.mock.calls).toEqual([[undefined, { reproducible: true }]]);
    expect(prepared.take({ reproducible: true })?.engine).toBe(plainEngine);
    expect((await prepare(spec, {}, open)).take({ reproducible: false })?.engine).toBe(plainEngine);
  });

  it.each([
    [{ engine: "wasm" }, { engine: "plain" }],
    [{ engine: "wasm" }, {}],
    [{}, { engine: "wasm" }],
    [{}, { reproducible: true }],
    [
      { engine: "wasm", reproducible: true },
      { engine: "wasm", reproducible: false },
    ],
  ] as const)("after %j has nothing for a job that wants %j", async (before, wanted) => {
    const prepared = await prepare(spec, before, opening());
    expect(prepared.take(wanted)).toBeUndefined();
    expect(prepared.take(before)).toBeUndefined();
  });

  it("trains a model that nobody sees from where it is to start, and lets it go", async () => {
    const dispose = vi.fn();
    const trained: number[] = [];
    const watched = withTrainers(plainEngine, (trainer) => ({
      run(steps) {
        trained.push(trainer.step, steps);
        return trainer.run(steps);
      },
      dispose,
    }));
    const network = initialise(spec.architecture, seeded(5));
    const from = { ...untrained(network), step: 12 };
    await prepare(job([{ from }]), {}, opening(watched));
    expect(trained[0]).toBe(12);
    expect(trained[1]).toBeGreaterThan(0);
    expect(dispose).toHaveBeenCalledOnce();
  });

  it("leaves an engine that is not on the processor to the job", async () => {
    const prepared = await prepare(spec, {}, async () => undefined);
    expect(prepared.take({})).toBeUndefined();
  });

  it("keeps quiet about an engine that cannot be opened", async () => {
    const prepared = await prepare(spec, {}, async () => {
      throw new Error("no engine");
    });
    expect(prepared.take({})).toBeUndefined();
  });

  it("keeps quiet about an engine that cannot train, and does not keep it", async () => {
    const broken: Engine = {
      ...plainEngine,
      start: async () => {
        throw new RangeError("no room");
      },
    };
    expect((await prepare(spec, {}, opening(broken))).take({})).toBeUndefined();
  });
});
