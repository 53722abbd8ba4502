import type { EngineName } from "../engines/contract";
import type { Observable } from "../notebook/definition";
import type { Moment, Run } from "./run";
import type { RunControl, RunControlOptions, TrainingStatus } from "./run-control";
import type { Asset } from "./stored";

/** What a notebook trains. */
export interface Trained<Settings>
  extends Pick<RunControlOptions<Settings>, "spec" | "steps" | "word" | "remedy" | "initial"> {
  /** Loads the runs that came with the page: the one that it takes apart, and those that are trained beside it. */
  load(asset: Asset): Promise<readonly Run<Settings>[]>;
  /** Loads the history of the first of them. It is kept in float16, and its last moment is the network itself. */
  loadHistory(asset: Asset): Promise<readonly Moment[]>;
  /** Parts of the shipped run that the settings may name, if it has any. */
  readonly parts?: {
    /** Whether the settings name no more than the shipped run has. */
    has(settings: Settings, shipped: Settings): boolean;
    load(shipped: Run<Settings>, settings: Settings, asset: Asset): Promise<Run<Settings>>;
  };
  /** The settings of a run that is trained beside one of these, if there is one. */
  beside?(settings: Settings): Settings;
  /** What trains several runs as if they were one; without it, the first is trained alone. */
  join?(controls: readonly RunControl<Settings>[]): Trainer<Settings>;
  /** The settings in words. */
  text(settings: Settings): string;
}

/** What trains one run or several together. */
export interface Trainer<Settings> {
  readonly status: Observable<TrainingStatus>;
  prepare(settings: Settings): void;
  train(settings: Settings): void;
  pause(): void;
  resume(): void;
  step(settings: Settings): void;
  reset(settings: Settings): void;
  restore(): void;
  switchTo(engine: EngineName | undefined): void;
  dispose(): void;
}
