import { expect, it, vi } from "vitest";
import type { TrainingSession } from "../../src/engines/contract";
import { type Client, lateClient } from "../../src/training/late-client";

const nothing = {} as never;

it("what is asked before the code is there happens once it is, in that order", async () => {
  const said: string[] = [];
  const session = Object.fromEntries(
    ["pause", "resume", "step", "switchTo", "stop"].map((word) => [
      word,
      (engine?: string) => said.push(engine === undefined ? word : `${word} ${engine}`),
    ]),
  ) as unknown as TrainingSession;
  const client: Client = {
    startTraining: () => {
      said.push("start");
      return session;
    },
    prepareTraining: () => said.push("prepare"),
  };
  const late = lateClient(async () => client);
  late.prepareTraining(nothing, nothing);
  const started = late.startTraining(nothing, () => {}, {});
  started.step();
  started.switchTo("wasm");
  expect(said).toEqual([]);
  await vi.waitFor(() => expect(said).toEqual(["prepare", "start", "step", "switchTo wasm"]));
  started.stop();
  expect(said.at(-1)).toBe("stop");
});

it("is loaded once, however slowly, and again only after a failure", async () => {
  const said: string[] = [];
  const client = {
    startTraining: () => said.push("start"),
    prepareTraining: () => said.push("prepare"),
  } as unknown as Client;
  const loads = [
    Promise.reject(new Error("offline")),
    new Promise<Client>((resolve) => setTimeout(() => resolve(client), 20)),
    Promise.resolve(client),
  ];
  const load = vi.fn(() => loads.shift()!);
  const late = lateClient(load);
  late.prepareTraining(nothing, nothing);
  await vi.waitFor(() => expect(load).toHaveBeenCalledOnce());
  await new Promise((resolve) => setTimeout(resolve));
  late.prepareTraining(nothing, nothing);
  late.startTraining(nothing, () => {}, {});
  await vi.waitFor(() => expect(said).toEqual(["prepare", "start"]));
  expect(load).toHaveBeenCalledTimes(2);
});

it("a job whose code cannot be loaded ends with an error that says so", async () => {
  const late = lateClient(() => Promise.reject(new Error("offline")));
  const events: unknown[] = [];
  late.prepareTraining(nothing, nothing);
  late.startTraining(nothing, (event) => events.push(event), {});
  await vi.waitFor(() =>
    expect(events).toEqual([
      { type: "error", message: "The training could not be loaded: offline" },
    ]),
  );
});
