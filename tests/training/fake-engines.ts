import type { OpenEngine } from "../../src/engines/choose-engine";
import type { EngineName } from "../../src/engines/contract";
import { type Engine, EngineLostError, type Trainer } from "../../src/engines/engine";
import { plainEngine } from "../../src/engines/plain-engine";

/** An engine that remembers which models it was given, and at which step. */
export interface WatchedEngine extends Engine {
  readonly started: { readonly models: readonly string[]; readonly step: number }[];
}

/**
 * An engine that trains several models at once: the plain engine's trainers side by side.
 * It throws where it is not used as its contract has it.
 */
export function sideBySide(together: number, name: EngineName = "webgl"): WatchedEngine {
  const started: { models: readonly string[]; step: number }[] = [];
  const start: Engine["start"] = async (spec, starts) => {
    const [{ step }] = starts.map(({ from }) => from);
    if (starts.length > together) throw new Error(`${starts.length} models at once`);
    if (starts.some(({ from }) => from.step !== step)) throw new Error("models at several steps");
    started.push({ models: starts.map(({ model }) => model.id), step });
    const trainers = await Promise.all(starts.map((one) => plainEngine.start(spec, [one])));
    const at = (model: number): Trainer => {
      if (trainers[model] === undefined) throw new Error(`no model ${model}`);
      return trainers[model];
    };
    return {
      get step() {
        return at(0).step;
      },
      run: async (steps) => {
        if (!(steps >= 1)) throw new Error(`${steps} steps`);
        return (await Promise.all(trainers.map((trainer) => trainer.run(steps)))).flat();
      },
      read: (model) => at(model).read(0),
      checkpoint: async () =>
        (await Promise.all(trainers.map((trainer) => trainer.checkpoint()))).flat(),
      async remove(model) {
        at(model);
        if (trainers.length === 1) throw new Error("the last model is removed");
        trainers.splice(model, 1);
      },
      dispose() {
        trainers.length = 0;
      },
    };
  };
  return { ...plainEngine, name, detail: "a fake engine", together, start, started };
}

/** An engine that is lost once it has taken so many steps. */
export function lostAfter(
  steps: number,
  engine: Engine = sideBySide(1),
  error = new EngineLostError("It is gone."),
): Engine {
  let left = steps;
  return withTrainers(engine, (trainer) => ({
    async run(count) {
      const losses = await trainer.run(count);
      left -= count;
      if (left < 0) throw error;
      return losses;
    },
  }));
}

/** An engine whose trainers have some methods replaced. */
export function withTrainers(
  engine: Engine,
  change: (trainer: Trainer) => Partial<Trainer>,
): Engine {
  return {
    ...engine,
    async start(...args) {
      const trainer = await engine.start(...args);
      return Object.assign(Object.create(trainer) as Trainer, change(trainer));
    },
  };
}

/** Opens these engines one after another, then the plain one, and remembers what was asked for. */
export function engines(...first: Engine[]): {
  openEngine: OpenEngine;
  asked: (string | undefined)[];
} {
  const asked: (string | undefined)[] = [];
  const openEngine: OpenEngine = async (wanted) => {
    asked.push(wanted);
    return { engine: first.shift() ?? plainEngine };
  };
  return { openEngine, asked };
}
