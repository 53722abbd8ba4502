import { startOf } from "../engines/checkpoint";
import type { OpenedEngine, openProcessorEngine } from "../engines/choose-engine";
import type { TrainingSpec } from "../engines/contract";
import type { PrepareOptions } from "./messages";

/** Steps after which browsers have compiled an engine's code with their optimising compiler. */
const warmUpSteps = 4;

/** An engine that is ready to train. */
export interface Prepared {
  /** The engine, once, if it is what is wanted. */
  take(wanted: PrepareOptions): OpenedEngine | undefined;
}

/**
 * Opens the engine of a job that is about to start, and takes a few steps with a model that nobody sees.
 * An engine that is not on the processor is left for the job to open. Whatever goes wrong here is for the job to find.
 * @param spec of one model
 */
export async function prepare(
  spec: TrainingSpec,
  options: PrepareOptions,
  open: typeof openProcessorEngine,
): Promise<Prepared> {
  let opened = await openWarm(spec, options, open).catch(() => undefined);
  return {
    take({ engine, reproducible = false }) {
      const fits = engine === options.engine && reproducible === (options.reproducible ?? false);
      const taken = fits ? opened : undefined;
      opened = undefined;
      return taken;
    },
  };
}

async function openWarm(
  spec: TrainingSpec,
  { engine: wanted, reproducible = false }: PrepareOptions,
  open: typeof openProcessorEngine,
): Promise<OpenedEngine | undefined> {
  const opened = await open(wanted, { reproducible });
  if (opened === undefined) return undefined;
  const [model] = spec.models;
  const trainer = await opened.engine.start(spec, [{ model, from: startOf(spec, model) }]);
  await trainer.run(warmUpSteps);
  await trainer.read(0);
  trainer.dispose();
  return opened;
}
