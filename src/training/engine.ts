import type { Network } from "../network/network";
import type { EngineName, TrainingSpec } from "./contract";

/** All that training goes on from, in float32: on another engine it goes on the same way. */
export interface Checkpoint {
  /** Adam steps taken. */
  readonly epoch: number;
  readonly network: Network;
  /** Adam's running means of the gradients and of their squares, in the network's shape. */
  readonly firstMoment: Network;
  readonly secondMoment: Network;
}

/** A network and what it makes of the data. */
export interface Reading {
  readonly network: Network;
  /** Mean squared error of exactly these weights. */
  readonly loss: number;
  /** `[N]`, the network at the data's inputs. */
  readonly predictions: Float32Array<ArrayBuffer>;
}

/** One model in training. What its methods return belongs to the caller. */
export interface Trainer {
  /** Adam steps taken. */
  readonly epoch: number;
  /**
   * Takes `epochs` steps.
   * @returns the loss before each of them
   */
  run(epochs: number): Promise<Float32Array<ArrayBuffer>>;
  read(): Promise<Reading>;
  checkpoint(): Promise<Checkpoint>;
  dispose(): void;
}

/** Something that can train. Its methods, and those of its trainers, throw an `EngineLostError` when it can no longer. */
export interface Engine {
  readonly name: EngineName;
  /** What it is and runs on, in words for the reader. */
  readonly detail: string;
  /** Goes on with a model of `spec` from a checkpoint, which is left as it is. */
  start(spec: TrainingSpec, from: Checkpoint): Promise<Trainer>;
  dispose(): void;
}

/** The engine is gone (a lost GPU, say); its models can go on elsewhere from a checkpoint. */
export class EngineLostError extends Error {
  override readonly name = "EngineLostError";
}
