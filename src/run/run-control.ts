import { whole } from "../basics/thousands";
import type {
  EngineName,
  StartTraining,
  TrainingEvent,
  TrainingSession,
  TrainingSpec,
} from "../engines/contract";
import type { Observable } from "../notebook/definition";
import { Source } from "../notebook/source";
import type { PrepareOptions } from "../training/messages";
import { advanceRun, type Moment, momentAt, type Run, sameSettings, startRun } from "./run";
import { type StepWord, stepWords } from "./step-words";

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
  /** What a step is to the reader. */
  readonly word: StepWord;
  /** The model in training, its step, and steps of all models done and in all. */
  readonly model?: string;
  readonly step?: number;
  readonly done: number;
  readonly total: number;
  readonly stepsPerSecond: number;
  /** Something the reader should know: a divergence, a restart, an error. */
  readonly message?: string;
  /** The models that have diverged, by the steps that they were to take, and at which step. */
  readonly diverged?: readonly { readonly steps: number; readonly at: number }[];
}

/** Milliseconds from one picture of a training to the next: each takes a frame or two, which the workers can use as well. */
const showInterval = 100;

/** What a control needs from outside. */
export interface RunControlOptions<Settings> {
  readonly start: StartTraining;
  /** Makes ready for a job that is about to start. */
  prepare(spec: TrainingSpec, options: PrepareOptions): void;
  /** The spec of a job for the settings. */
  spec(settings: Settings): TrainingSpec;
  /** The steps of its models, which name them, increasing. */
  steps(settings: Settings): readonly number[];
  /** What a step is to the reader. */
  readonly word: StepWord;
  /** What she can do about a model that diverges, as the end of a sentence. */
  readonly remedy: string;
  /** The longest model before training. */
  initial(settings: Settings): Moment;
  /** The engine that the reader asks for; undefined to let the page choose. */
  engine(): EngineName | undefined;
  /** Whether the reader wants a run that has the same bits everywhere. */
  reproducible(): boolean;
  /** The training step that the reader looks at; null for the latest. */
  readonly step: Observable<number | null>;
  /** Loads the history of a shipped run. */
  history(run: Run<Settings>): Promise<readonly Moment[]>;
}

/** Trains runs one at a time and holds the one that the page shows. */
export class RunControl<Settings> {
  /** The run on the page. */
  readonly run: Source<Run<Settings>>;
  /** The longest model at the step that the reader looks at: the network that the page takes apart. */
  readonly moment: Source<Moment>;
  readonly status: Source<TrainingStatus>;
  readonly #options: RunControlOptions<Settings>;
  #first: Run<Settings>;
  readonly #idle: TrainingStatus;
  #session: TrainingSession | undefined;
  /** The run with all that its job has told, which the page shows a moment later. */
  #advanced: Run<Settings>;
  #showing: ReturnType<typeof setTimeout> | undefined;
  #shownAt = 0;
  /** The last one that was computed. */
  #untrained: { readonly settings: Settings; readonly moment: Moment } | undefined;
  /** Counts the jobs, to tell the events of the one under way from late ones. */
  #job = 0;
  #historyOf: Settings | undefined;

  /** @param run the run to show until the reader trains */
  constructor(run: Run<Settings>, options: RunControlOptions<Settings>) {
    this.#options = options;
    this.#first = run;
    this.#idle = { phase: "idle", word: options.word, done: 0, total: 0, stepsPerSecond: 0 };
    this.status = new Source(this.#idle);
    this.#advanced = run;
    this.run = new Source(run);
    this.moment = new Source(momentAt(run, options.step.value));
    options.step.addEventListener("input", this.#look);
    this.#look();
  }

  /** The run that it began with: that which came with the page. */
  get first(): Run<Settings> {
    return this.#first;
  }

  /** Whether a job is under way, in training or paused. */
  get underWay(): boolean {
    return this.#session !== undefined;
  }

  /** Shows the run again that it began with. */
  restore(): void {
    this.show(this.#first);
  }

  /** Takes the run that came with the page, if late; shows it unless the reader has trained or opened another. */
  arrive(run: Run<Settings>): void {
    this.#first = run;
    const { origin, latest } = this.run.value;
    if (!this.underWay && origin === "live" && latest.step === 0) this.show(run);
  }

  /** Shows another run and ends the job under way. */
  show(run: Run<Settings>): void {
    this.#end();
    this.status.value = this.#idle;
    this.#set(run);
  }

  /** Trains the models of the settings from their initial weights. */
  train(settings: Settings): void {
    this.#end();
    const { start, spec, steps } = this.#options;
    const total = steps(settings).reduce((sum, each) => sum + each, 0);
    const options = this.#trainingOptions();
    const { reproducible: reproducibleWanted } = options;
    this.status.value = { ...this.#idle, phase: "starting", total, reproducibleWanted };
    const job = ++this.#job;
    this.#session = start(
      spec(settings),
      (event) => {
        if (job === this.#job) this.#hear(event);
      },
      options,
    );
    // The page first has a frame to say that the job has begun, and the workers have their cores to begin it.
    this.#advanced = this.#untrainedRun(settings);
    this.#showSoon(performance.now());
  }

  #untrainedRun(settings: Settings): Run<Settings> {
    return startRun(settings, this.#options.steps(settings), this.#initial(settings));
  }

  /** The longest model before training, which takes tens of milliseconds to compute. */
  #initial(settings: Settings): Moment {
    if (this.#untrained === undefined || !sameSettings(this.#untrained.settings, settings))
      this.#untrained = { settings, moment: this.#options.initial(settings) };
    return this.#untrained.moment;
  }

  #trainingOptions(): PrepareOptions & { readonly reproducible: boolean } {
    const engine = this.#options.engine();
    return { ...(engine && { engine }), reproducible: this.#options.reproducible() };
  }

  /** Makes ready to train with these settings: the reader is about to. */
  prepare(settings: Settings): void {
    const { prepare, spec } = this.#options;
    if (this.#session !== undefined) return;
    prepare(spec(settings), this.#trainingOptions());
    this.#initial(settings);
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

  /** One step of the job under way, or the first one of a new job. */
  step(settings: Settings): void {
    if (this.#session === undefined) this.train(settings);
    this.#session?.step();
  }

  /** Back to the initial weights of the settings. */
  reset(settings: Settings): void {
    this.show(this.#untrainedRun(settings));
  }

  /** Loads the history of a shipped run, once; a live run has its own. */
  async wantHistory(): Promise<void> {
    const run = this.run.value;
    if (run.origin !== "shipped" || run.history.length > 0 || run.settings === this.#historyOf)
      return;
    this.#historyOf = run.settings;
    try {
      const history = await this.#options.history(run);
      // A training may have begun, which the page shows a moment later.
      const now = this.#advanced;
      if (now.origin === "shipped" && now.settings === run.settings) this.#set({ ...now, history });
    } catch (error) {
      this.status.value = {
        ...this.status.value,
        message: `The history of this model could not be loaded: ${(error as Error).message}`,
      };
    } finally {
      // The run that came with the page may come back without it.
      this.#historyOf = undefined;
    }
  }

  /** Ends the job and sends nothing any more. */
  dispose(): void {
    this.#end();
    clearTimeout(this.#showing);
    this.#options.step.removeEventListener("input", this.#look);
  }

  readonly #look = (): void => {
    const step = this.#options.step.value;
    if (step !== null) void this.wantHistory();
    this.moment.value = momentAt(this.run.value, step);
  };

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
    this.status.value = nextStatus(this.status.value, event, this.#options.remedy);
    this.#advanced = advanceRun(this.#advanced, event);
    if (isTraining(this.status.value)) this.#showSoon(this.#shownAt);
    else this.#show();
  }

  /** Shows the run once so much time has passed since a moment. */
  #showSoon(since: number): void {
    this.#showing ??= setTimeout(() => this.#show(), since + showInterval - performance.now());
  }

  #set(run: Run<Settings>): void {
    this.#advanced = run;
    this.#show();
  }

  #show(): void {
    clearTimeout(this.#showing);
    this.#showing = undefined;
    this.#shownAt = performance.now();
    this.run.value = this.#advanced;
    this.#look();
  }
}

/** Whether a job goes on without a pause. */
export function isTraining({ phase }: TrainingStatus): boolean {
  return phase === "starting" || phase === "training";
}

/** The status after an event. */
function nextStatus(status: TrainingStatus, event: TrainingEvent, remedy: string): TrainingStatus {
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
      const { model, step, done, total, stepsPerSecond } = event;
      const phase = status.phase === "starting" ? "training" : status.phase;
      return { ...status, phase, model, step, done, total, stepsPerSecond };
    }
    case "paused":
      return { ...status, phase: "paused" };
    case "resumed":
      return { ...status, phase: "training" };
    case "diverged":
      return withDiverged(status, { steps: Number(event.model), at: event.step }, remedy);
    case "restarted":
      return {
        ...status,
        engine: event.engine,
        message: `${event.reason} Training went on from ${status.word} ${event.step}.`,
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

/** Names every model that has diverged so far: the last one told is not the one that the page shows. */
function withDiverged(
  status: TrainingStatus,
  model: { readonly steps: number; readonly at: number },
  remedy: string,
): TrainingStatus {
  const diverged = [...(status.diverged ?? []), model].sort((a, b) => a.steps - b.steps);
  const { word } = status;
  const names = diverged.map(({ steps }) => whole(steps));
  const [{ steps, at }] = diverged;
  const message =
    diverged.length === 1
      ? `The model for ${names[0]} ${stepWords(word, steps)} diverged at ${word} ${whole(at)}: its loss is no longer finite. Its last finite weights are kept; ${remedy}.`
      : `The models for ${names.slice(0, -1).join(", ")} and ${names[names.length - 1]} ${stepWords(word, 2)} diverged: their losses are no longer finite. Their last finite weights are kept; ${remedy}.`;
  return { ...status, diverged, message };
}
