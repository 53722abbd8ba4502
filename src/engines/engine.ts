import type { Checkpoint, EngineName, ModelSpec, Reading, TrainingSpec } from "./contract";

/** A model and where it goes on from. */
export interface Start {
  readonly model: ModelSpec;
  readonly from: Checkpoint;
}

/**
 * Models in training, all at the same step. They are named by their place among those that are left, and what
 * the methods return belongs to the caller.
 */
export interface Trainer {
  /** Steps taken by each model. */
  readonly step: number;
  /**
   * Takes so many steps with each model.
   * @returns for each model the loss before each of them, over the step's batch
   */
  run(steps: number): Promise<readonly Float32Array<ArrayBuffer>[]>;
  read(model: number): Promise<Reading>;
  checkpoint(): Promise<readonly Checkpoint[]>;
  /** Takes a model out; those behind it move up. The last one stays, until all is disposed of. */
  remove(model: number): Promise<void>;
  dispose(): void;
}

/** Something that can train. Its methods, and those of its trainers, throw an `EngineLostError` when it can no longer. */
export interface Engine {
  readonly name: EngineName;
  /** What it is and runs on, in words for the reader. */
  readonly detail: string;
  /** Whether it computes the same bits on every machine. */
  readonly reproducible: boolean;
  /** How many models it trains at once at most. */
  readonly together: number;
  /**
   * Goes on with models of `spec` from their checkpoints, which are left as they are.
   * @param starts 1 to `together` models, all at the same step
   * @throws RangeError saying in plain words what it has no room for
   */
  start(spec: TrainingSpec, starts: readonly Start[]): Promise<Trainer>;
  dispose(): void;
}

/** The engine is gone (a lost GPU, say); its models can go on elsewhere from a checkpoint. */
export class EngineLostError extends Error {
  override readonly name: string = "EngineLostError";
}

/** Whether an error is an `EngineLostError`, also of a copy of this module: the package has engines in files of their own. */
export function isEngineLost(error: unknown): error is EngineLostError {
  return error instanceof Error && /^Engine(Lost|Failed)Error$/.test(error.name);
}

/** The engine has failed by itself (a shader that does not compile, say), and would again; its models can go on on another. */
export class EngineFailedError extends EngineLostError {
  override readonly name = "EngineFailedError";
}
