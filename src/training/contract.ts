import type { Network } from "../network/network";

/** Adam's settings; the notebook uses PyTorch's: β₁ 0.9, β₂ 0.999, ε 1e-8. */
export interface AdamSettings {
  readonly name: "adam";
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** One model of a job. */
export interface ModelSpec {
  /** The model's name in the events of its job. */
  readonly id: string;
  /** Seed of its initial weights (PyTorch's default initialisation). */
  readonly seed: number;
  /** Initial weights to use instead of those of the seed. */
  readonly initial?: Network;
  /** Number of epochs to train for; 0 leaves the initial weights. */
  readonly epochs: number;
  /** Epochs at which the weights are wanted, increasing; the last epoch is always sent. */
  readonly snapshots: readonly number[];
}

/** What to train: models that share a shape, the data, the loss and the optimiser. They are trained in the given order. */
export interface TrainingSpec {
  /** Layer widths, input first. */
  readonly widths: readonly number[];
  readonly activation: "gelu";
  readonly loss: "mse";
  readonly optimiser: AdamSettings;
  readonly data: {
    /** `[N]` inputs and `[N]` targets, one full batch. */
    readonly inputs: Float32Array<ArrayBuffer>;
    readonly targets: Float32Array<ArrayBuffer>;
  };
  readonly models: readonly ModelSpec[];
}

/** Which engine trains. */
export type EngineName = "webgl" | "wasm" | "plain";

/** What a job tells while it runs. Arrays are transferred: the receiver owns them. */
export type TrainingEvent =
  /** Training is about to start on `engine`; `reason` says why not on a faster one. */
  | {
      readonly type: "engine";
      readonly engine: EngineName;
      readonly detail: string;
      readonly reason?: string;
    }
  /** A few times a second: where the job is. Weights and predictions belong to the same epoch. */
  | {
      readonly type: "progress";
      readonly model: string;
      /** Adam steps taken by this model. */
      readonly epoch: number;
      /** Loss before steps `lossFrom`, `lossFrom + 1`, …: those not yet sent. */
      readonly lossFrom: number;
      readonly losses: Float32Array<ArrayBuffer>;
      /** Epochs of all models done, and in all. */
      readonly done: number;
      readonly total: number;
      readonly epochsPerSecond: number;
    }
  /** The weights after `epoch` steps: at the requested epochs, about ten times a second between them (`live`), and at the end. */
  | {
      readonly type: "snapshot";
      readonly model: string;
      readonly epoch: number;
      /** Mean squared error of exactly these weights. */
      readonly loss: number;
      readonly network: Network;
      /** `[N]`, the network at the data's inputs. */
      readonly predictions: Float32Array<ArrayBuffer>;
      /** True where nobody asked for this epoch: shown, not kept. */
      readonly live: boolean;
    }
  | { readonly type: "model-done"; readonly model: string; readonly epoch: number }
  /** The loss or a weight is no longer finite; the last finite snapshot was sent before. The job goes on with the next model. */
  | { readonly type: "diverged"; readonly model: string; readonly epoch: number }
  | { readonly type: "paused" }
  | { readonly type: "resumed" }
  /** The engine was lost and training restarted from the last checkpoint. */
  | {
      readonly type: "restarted";
      readonly model: string;
      readonly epoch: number;
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
  /** Trains one epoch and pauses. */
  step(): void;
  /** Stops at once; weights already sent remain valid. */
  stop(): void;
}

/** Starts a job. Implemented by the worker client in pages and by `runJob` in Node. */
export type StartTraining = (
  spec: TrainingSpec,
  listener: (event: TrainingEvent) => void,
  options: { readonly engine?: EngineName; readonly invalidation?: Promise<void> },
) => TrainingSession;
