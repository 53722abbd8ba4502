// Training, as `mlp-lookup/training` offers it: `startTraining` in workers of a page, `runJob` in this thread, Node's too.

export { adam } from "./engines/adam";
export { checkSpec } from "./engines/check-spec";
export { type OpenEngine, type OpenedEngine, openEngine } from "./engines/choose-engine";
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
} from "./engines/contract";
export { type Engine, EngineLostError, type Start, type Trainer } from "./engines/engine";
export type { Observable } from "./notebook/definition";
export type { Lane, RaceResult } from "./run/race";
export { type Race, RaceControl } from "./run/race-control";
export { advanceRun, type Moment, momentAt, type Run, type RunModel, startRun } from "./run/run";
export { prepareTraining, startTraining } from "./training/client";
export { type JobEvent, type JobOptions, type JobSession, runJob } from "./training/job";
export type { PrepareOptions } from "./training/messages";
