import type {
  EngineName,
  StartTraining,
  TrainingEvent,
  TrainingSession,
  TrainingSpec,
} from "./contract";
import type { PrepareOptions } from "./messages";
import { advanceRun, type Moment, momentAt, type Run, type RunSettings, startRun } from "./run";
import { type Observable, Source } from "./source";

/** What the training controls show. */
export interface TrainingStatus {
  readonly phase: "idle" | "starting" | "training" | "paused" | "done" | "stopped" | "failed";
  readonly engine?: EngineName;
  /** The hardware or software that the engine runs on, as it names itself. */
  readonly detail?: string;
  /** Why this engine and not a faster one. */
  readonly reason?: string;
  /** Whether the run computes the same bits on every machine. */
  readonly reproducible?: boolean;
  /** Whether that was asked of the run: it then stays on its engine. */
  readonly reproducibleWanted?: boolean;
  /** The model in training, its epoch, and epochs of all models done and in all. */
  readonly model?: string;
  readonly epoch?: number;
  readonly done: number;
  readonly total: number;
  readonly epochsPerSecond: number;
  /** Something the reader should know: a divergence, a restart, an error. */
  readonly message?: string;
}

/** Milliseconds. */
const settleInterval = 1000;

const idle: TrainingStatus = { phase: "idle", done: 0, total: 0, epochsPerSecond: 0 };

/** What a control needs from outside. */
export interface RunControlOptions {
  readonly start: StartTraining;
  /** Makes ready for a job that is about to start. */
  readonly prepare: (spec: TrainingSpec, options: PrepareOptions) => void;
  /** The spec of a job for the settings. */
  readonly spec: (settings: RunSettings) => TrainingSpec;
  /** The longest model before training. */
  readonly initial: (settings: RunSettings) => Moment;
  /** The engine that the reader asks for; undefined to let the page choose. */
  readonly engine: () => EngineName | undefined;
  /** Whether the reader wants a run that has the same bits everywhere. */
  readonly reproducible: () => boolean;
  /** The training step that the reader looks at; null for the latest. */
  readonly step: Observable<number | null>;
  /** Loads the history of a shipped run. */
  readonly history: (run: Run) => Promise<readonly Moment[]>;
}

/** Trains runs one at a time and holds the one that the page shows. */
export class RunControl {
  /** The run on the page. */
  readonly run: Source<Run>;
  /** The longest model at the step that the reader looks at: the network that the page takes apart. */
  readonly moment: Source<Moment>;
  /** The same, but behind by up to a second while it trains: for what is too dear to compute at every moment. */
  readonly settled: Source<Moment>;
  readonly status = new Source<TrainingStatus>(idle);
  readonly #options: RunControlOptions;
  #session: TrainingSession | undefined;
  /** Counts the jobs, to tell the events of the one under way from late ones. */
  #job = 0;
  #historyOf: RunSettings | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** @param run the run to show until the reader trains */
  constructor(run: Run, options: RunControlOptions) {
    this.#options = options;
    this.run = new Source(run);
    this.moment = new Source(momentAt(run, options.step.value));
    this.settled = new Source(this.moment.value);
    options.step.addEventListener("input", this.#look);
    this.#look();
  }

  /** Shows another run and ends the job under way. */
  show(run: Run): void {
    this.#end();
    this.status.value = idle;
    this.#set(run);
  }

  /** Trains the models of the settings from their initial weights. */
  train(settings: RunSettings): void {
    this.#end();
    const { start, spec, initial } = this.#options;
    const total = settings.epochs.reduce((sum, epochs) => sum + epochs, 0);
    const options = this.#trainingOptions();
    const { reproducible: reproducibleWanted } = options;
    this.status.value = { ...idle, phase: "starting", total, reproducibleWanted };
    // The workers begin while this thread computes and draws the untrained model.
    const job = ++this.#job;
    this.#session = start(
      spec(settings),
      (event) => {
        if (job === this.#job) this.#hear(event);
      },
      options,
    );
    this.#set(startRun(settings, initial(settings)));
  }

  #trainingOptions(): PrepareOptions & { readonly reproducible: boolean } {
    const engine = this.#options.engine();
    return { ...(engine && { engine }), reproducible: this.#options.reproducible() };
  }

  /** Makes ready to train with these settings: the reader is about to. */
  prepare(settings: RunSettings): void {
    const { prepare, spec } = this.#options;
    if (this.#session === undefined) prepare(spec(settings), this.#trainingOptions());
  }

  /** Goes on with the job under way on another engine, from where it is; on the fastest if none is named. */
  switchTo(engine: EngineName | undefined): void {
    this.#session?.switchTo(engine);
  }

  pause(): void {
    this.#session?.pause();
  }

  resume(): void {
    this.#session?.resume();
  }

  /** One epoch of the job under way, or the first one of a new job. */
  step(settings: RunSettings): void {
    if (this.#session === undefined) this.train(settings);
    this.#session?.step();
  }

  /** Back to the initial weights of the settings. */
  reset(settings: RunSettings): void {
    this.show(startRun(settings, this.#options.initial(settings)));
  }

  /** Loads the history of a shipped run, once; a live run has its own. */
  async wantHistory(): Promise<void> {
    const run = this.run.value;
    if (run.origin !== "shipped" || run.history.length > 0 || run.settings === this.#historyOf)
      return;
    this.#historyOf = run.settings;
    try {
      const history = await this.#options.history(run);
      if (this.run.value.settings === run.settings) this.#set({ ...this.run.value, history });
    } catch (error) {
      this.#historyOf = undefined;
      this.status.value = {
        ...this.status.value,
        message: `The history of this model could not be loaded: ${(error as Error).message}`,
      };
    }
  }

  /** Ends the job and sends nothing any more. */
  dispose(): void {
    this.#end();
    clearTimeout(this.#settling);
    this.#options.step.removeEventListener("input", this.#look);
  }

  readonly #look = (): void => {
    const step = this.#options.step.value;
    if (step !== null) void this.wantHistory();
    this.moment.value = momentAt(this.run.value, step);
    if (this.status.value.phase !== "training") this.#settle();
    else this.#settling ??= setTimeout(() => this.#settle(), settleInterval);
  };

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.settled.value = this.moment.value;
  }

  #end(): void {
    const session = this.#session;
    this.#session = undefined;
    ++this.#job;
    session?.stop();
  }

  #hear(event: TrainingEvent): void {
    if (event.type === "done" || event.type === "stopped" || event.type === "error") {
      this.#session = undefined;
    }
    this.status.value = nextStatus(this.status.value, event);
    this.#set(advanceRun(this.run.value, event));
  }

  #set(run: Run): void {
    this.run.value = run;
    this.#look();
  }
}

/** The status after an event. */
function nextStatus(status: TrainingStatus, event: TrainingEvent): TrainingStatus {
  switch (event.type) {
    case "engine": {
      const { engine, detail, reason } = event;
      const { reason: _, ...rest } = status;
      // What several engines have computed is the same nowhere else.
      const reproducible = event.reproducible && status.reproducible !== false;
      return {
        ...rest,
        engine,
        detail,
        reproducible,
        ...(reason === undefined ? {} : { reason }),
      };
    }
    case "progress": {
      // Each epoch is one step: the batch is all the data.
      const { model, step: epoch, done, total, stepsPerSecond: epochsPerSecond } = event;
      const phase = status.phase === "starting" ? "training" : status.phase;
      return { ...status, phase, model, epoch, done, total, epochsPerSecond };
    }
    case "paused":
      return { ...status, phase: "paused" };
    case "resumed":
      return { ...status, phase: "training" };
    case "diverged":
      return {
        ...status,
        message: `The model for ${event.model} epochs diverged at epoch ${event.step}: its loss is no longer finite. Its last finite weights are kept; try a smaller learning rate.`,
      };
    case "restarted":
      return {
        ...status,
        engine: event.engine,
        message: `${event.reason} Training went on from epoch ${event.step}.`,
      };
    case "done":
      return { ...status, phase: "done" };
    case "stopped":
      return { ...status, phase: "stopped" };
    case "error":
      return { ...status, phase: "failed", message: event.message };
    default:
      return status;
  }
}
