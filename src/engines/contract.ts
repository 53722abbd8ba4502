import type { Architecture } from "../network/architecture";
import type { Inputs, Targets } from "../network/batch";
import type { Loss } from "../network/loss";
import type { Network } from "../network/network";
import type { Optimiser, Schedule } from "../network/optimiser";
import type { SparseFeatures } from "../network/sparse-features";

/*
 * What every training of every notebook is described by, and what every engine does.
 * Time is counted in steps of the optimiser, one for each batch; where the batch is all the data, a step is an epoch.
 */

/** All that training goes on from, in float32: on another engine it goes on the same way. */
export interface Checkpoint {
  /** Steps taken. */
  readonly step: number;
  readonly network: Network;
  /** Adam's running means of the gradients and of their squares, in the network's shape; zeros under SGD. */
  readonly firstMoment: Network;
  readonly secondMoment: Network;
}

/** One model of a job. */
export interface ModelSpec {
  /** The model's name in the events of its job. */
  readonly id: string;
  /** Seed of its initial weights (PyTorch's default initialisation) and of its batches. */
  readonly seed: number;
  /** Where to start instead of at the initial weights of the seed. */
  readonly from?: Checkpoint;
  /** Steps to train to; 0 leaves the initial weights. */
  readonly steps: number;
  /** Steps at which the weights are wanted, increasing; the last one is always sent. */
  readonly snapshots: readonly number[];
}

/** Data that are all there before training. */
export interface FixedData {
  readonly kind: "fixed";
  /** N rows. */
  readonly inputs: Inputs<Float32Array<ArrayBuffer>>;
  /** N targets: values, or classes for cross-entropy. */
  readonly targets: Targets<Float32Array<ArrayBuffer>>;
  /**
   * Rows of a minibatch, if not all of them: all rows are gone through in an order that each pass shuffles anew,
   * as the model's seed has it; a pass leaves out the last rows that fill no batch.
   */
  readonly batchSize?: number;
}

/** Batches made from the model's seed, each used once. */
export interface GeneratedData {
  readonly kind: "generated";
  readonly generator: SparseFeatures;
  readonly batchSize: number;
}

/** What to train: models that share all but their seeds and lengths. They are trained in the given order, or at once. */
export interface TrainingSpec {
  readonly architecture: Architecture;
  readonly loss: Loss;
  readonly optimiser: Optimiser;
  readonly schedule: Schedule;
  readonly data: FixedData | GeneratedData;
  readonly models: readonly ModelSpec[];
}

/** Which engine trains. */
export type EngineName = (typeof engineNames)[number];

/** All engines: programs of our own on WebGL, TensorFlow.js as everybody uses it, WebAssembly, plain TypeScript. */
export const engineNames = ["webgl", "tfjs", "wasm", "plain"] as const;

/** Whether an engine computes on the graphics card. */
export function usesGraphicsCard(engine: EngineName): boolean {
  return engine === "webgl" || engine === "tfjs";
}

/** Weights and what they make of the data, all of one step. */
export interface Reading {
  readonly network: Network;
  /** The loss of exactly these weights: over all fixed data, or over a batch that is generated for this alone. */
  readonly loss: number;
  /** `[N, out]`, the network at the inputs of fixed data; `[0]` for generated data. */
  readonly predictions: Float32Array<ArrayBuffer>;
}

/** What a job tells while it runs. Arrays are transferred: the receiver owns them. */
export type TrainingEvent =
  /** Training is about to start, or to go on, on `engine`. */
  | {
      readonly type: "engine";
      readonly engine: EngineName;
      /** What it is and runs on, in words for the reader. */
      readonly detail: string;
      /** Whether the same run gives the same bits on every machine. */
      readonly reproducible: boolean;
      /** Why not on a faster one, or not on the wanted one. */
      readonly reason?: string;
    }
  /** A few times a second: where the job is. */
  | {
      readonly type: "progress";
      readonly model: string;
      /** Steps taken by this model. */
      readonly step: number;
      /** Loss before steps `lossFrom`, `lossFrom + 1`, …, each over its own batch: those not yet sent. */
      readonly lossFrom: number;
      readonly losses: Float32Array<ArrayBuffer>;
      /** Steps of all models done, and in all. */
      readonly done: number;
      readonly total: number;
      readonly stepsPerSecond: number;
    }
  /** The weights after `step` steps: at the requested steps, about ten times a second between them (`live`), and at the end. */
  | ({
      readonly type: "snapshot";
      readonly model: string;
      readonly step: number;
      /** True where nobody asked for this step: shown, not kept. */
      readonly live: boolean;
    } & Reading)
  | { readonly type: "model-done"; readonly model: string; readonly step: number }
  /** The loss or a weight is no longer finite; the last finite snapshot was sent before. The job goes on with the other models. */
  | { readonly type: "diverged"; readonly model: string; readonly step: number }
  | { readonly type: "paused" }
  | { readonly type: "resumed" }
  /** The engine was lost and training restarted from the last checkpoint. */
  | {
      readonly type: "restarted";
      readonly model: string;
      readonly step: number;
      readonly engine: EngineName;
      readonly reason: string;
    }
  | { readonly type: "done" }
  | { readonly type: "stopped" }
  | { readonly type: "error"; readonly message: string };

/** A running job. Every method may be called at any time; after the end they do nothing. */
export interface TrainingSession {
  pause(): void;
  resume(): void;
  /** Trains one step and pauses. */
  step(): void;
  /** Goes on with all models on another engine, from where they are; on the fastest if none is named. */
  switchTo(engine: EngineName | undefined): void;
  /** Stops at once; weights already sent remain valid. */
  stop(): void;
}

/** How a job is to run. */
export interface TrainingOptions {
  /** The engine to train on, if it can be had; otherwise the fastest. */
  readonly engine?: EngineName;
  /** Whether only an engine will do that computes the same bits on every machine, if there is one. */
  readonly reproducible?: boolean;
  /** Stops the job when it resolves. */
  readonly invalidation?: Promise<void>;
}

/** Starts a job. */
export type StartTraining = (
  spec: TrainingSpec,
  listener: (event: TrainingEvent) => void,
  options: TrainingOptions,
) => TrainingSession;
