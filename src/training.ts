// Training, as `mlp-lookup/training` offers it: `startTraining` in workers of a page, `runJob` in this thread, Node's too.

export { checkSpec } from "./training/check-spec";
export { type OpenEngine, type OpenedEngine, openEngine } from "./training/choose-engine";
export { prepareTraining, startTraining } from "./training/client";
export type {
  Checkpoint,
  EngineName,
  FixedData,
  GeneratedData,
  ModelSpec,
  Reading,
  StartTraining,
  TrainingEvent,
  TrainingOptions,
  TrainingSession,
  TrainingSpec,
} from "./training/contract";
export { type Curve, curvesOfMoments, curvesOfRuns } from "./training/curves";
export { adam, shippedSettings } from "./training/defaults";
export { type Engine, EngineLostError, type Start, type Trainer } from "./training/engine";
export { type JobEvent, type JobOptions, type JobSession, runJob } from "./training/job";
export type { PrepareOptions } from "./training/messages";
export type { Lane, RaceResult } from "./training/race";
export { type Race, RaceControl } from "./training/race-control";
export {
  advanceRun,
  type Moment,
  momentAt,
  type Run,
  type RunModel,
  type RunSettings,
  startRun,
} from "./training/run";
export type { Observable } from "./training/source";
export { initialMoment, momentOf, xSquaredRace, xSquaredTraining } from "./training/spec";
