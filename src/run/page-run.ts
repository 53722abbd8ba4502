import type { EngineName } from "../engines/contract";
import { all } from "../notebook/all";
import type { Observable, Stream } from "../notebook/definition";
import type { Host } from "../notebook/host";
import { observe } from "../notebook/observe";
import type { Parameter } from "../notebook/parameter";
import { Source } from "../notebook/source";
import { prepareTraining, startTraining } from "../training/late-client";
import { followChoice } from "./follow-choice";
import { type Moment, type Run, startRun } from "./run";
import { isTraining, RunControl, type TrainingStatus } from "./run-control";
import type { Trained } from "./trained";

/** The runs of a page, and all that its reader does with them. */
export interface PageRun<Settings> {
  readonly trained: Trained<Settings>;
  readonly host: Host;
  /** The run that the page takes apart, and those beside it. */
  readonly controls: readonly RunControl<Settings>[];
  readonly run: Observable<Run<Settings>>;
  /** Its longest model at the step that the reader looks at. */
  readonly moment: Observable<Moment>;
  readonly status: Observable<TrainingStatus>;
  /** What the reader has chosen to train. */
  readonly chosen: Observable<Settings>;
  /** All of it, for what shows the training itself. */
  readonly shown: Observable<ShownRun<Settings>>;
  prepare(): void;
  train(): void;
  pause(): void;
  resume(): void;
  step(): void;
  reset(): void;
  /** Back to the runs, and the settings, that came with the page. */
  restore(): void;
  /** Shows a run that was opened from a file. */
  open(run: Run<Settings>): void;
  lookAt(step: number | null): void;
  chooseEngine(engine: EngineName | null): void;
  chooseReproducible(reproducible: boolean): void;
  /** What cells see of it as it changes. */
  observed(): Observed<Settings>;
}

/** Values over time, for a cell to give to others. */
export interface Observed<Settings> {
  readonly shown: Stream<ShownRun<Settings>>;
  readonly run: Stream<Run<Settings>>;
  readonly moment: Stream<Moment>;
  readonly training: Stream<boolean>;
}

/** A run as it is shown at a moment. */
export interface ShownRun<Settings> {
  readonly page: PageRun<Settings>;
  readonly run: Run<Settings>;
  readonly moment: Moment;
  readonly status: TrainingStatus;
  readonly chosen: Settings;
  /** null to let the page choose. */
  readonly engine: EngineName | null;
  readonly reproducible: boolean;
}

export interface PageRunOptions<Settings> {
  readonly host: Host;
  /** The parameter of each setting. */
  readonly settings: { readonly [Name in keyof Settings]: Parameter<Settings[Name]> };
  readonly parameters: {
    /** The training step that the reader looks at; null for the latest. */
    readonly step: Parameter<number | null>;
    readonly engine: Parameter<EngineName | null>;
    readonly reproducible: Parameter<boolean>;
  };
}

/** Milliseconds that the page waits for the runs that come with it before it shows untrained ones. */
const patience = 4000;

/**
 * Puts what a notebook trains on its page: the runs that came with it, until the reader trains others. Where these are
 * late or cannot be had, the page says so and shows untrained ones: training needs none of them.
 */
export async function runOnPage<Settings extends object>(
  trained: Trained<Settings>,
  invalidation: Promise<void>,
  { host, settings, parameters: { step, engine, reproducible } }: PageRunOptions<Settings>,
): Promise<PageRun<Settings>> {
  const { asset } = host;
  const chosen = all<Settings>(settings);
  const loading = trained.load(asset);
  const loaded = await inTime(loading);
  const runs = loaded ?? untrainedRuns(trained, chosen.value);
  const controls = runs.map(
    (run) =>
      new RunControl(run, {
        ...trained,
        start: startTraining,
        prepare: prepareTraining,
        engine: () => engine.value ?? undefined,
        reproducible: () => reproducible.value,
        step,
        history: async ({ latest }) => [...(await trained.loadHistory(asset)).slice(0, -1), latest],
      }),
  );
  const [control] = controls;
  const trainer = trained.join?.(controls) ?? control;
  invalidation.then(() => trainer.dispose());
  const { run, moment } = control;
  host.omits(() => run.value.file && `the network from ${run.value.file}`);

  /** Whether what stands in the fields can be trained; if not, the reader is told. */
  const isSound = (): boolean => {
    const problems = Object.values<Parameter<unknown>>(settings).flatMap(
      ({ problem }) => problem ?? [],
    );
    if (problems.length > 0)
      host.notice(`Nothing is trained with a field that is wrong. ${problems.join(" ")}`, {
        key: "settings",
      });
    return problems.length === 0;
  };

  const page: PageRun<Settings> = {
    trained,
    host,
    controls,
    run,
    moment,
    status: trainer.status,
    chosen,
    get shown() {
      return shown;
    },
    prepare: () => trainer.prepare(chosen.value),
    train() {
      if (!isSound()) return;
      step.reset();
      trainer.train(chosen.value);
    },
    pause: () => trainer.pause(),
    resume: () => trainer.resume(),
    step() {
      if (!isSound()) return;
      step.reset();
      trainer.step(chosen.value);
    },
    reset() {
      if (!isSound()) return;
      step.reset();
      trainer.reset(chosen.value);
    },
    restore() {
      for (const name in settings) settings[name].reset();
      step.reset();
      trainer.restore();
    },
    open(opened) {
      step.reset();
      control.show(opened);
      host.notice(`The whole page now shows the network of ${opened.file}.`, {
        key: "weights",
        action: { label: "Shipped run", run: page.restore },
      });
    },
    lookAt(wanted) {
      step.value = wanted;
    },
    chooseEngine(name) {
      engine.value = name;
      trainer.switchTo(name ?? undefined);
    },
    chooseReproducible(wanted) {
      reproducible.value = wanted;
    },
    observed: () => ({
      shown: observe(shown),
      run: observe(run),
      moment: observe(moment),
      training: observe(trainer.status, { map: isTraining }),
    }),
  };
  const shown = all<ShownRun<Settings>>({
    page: new Source(page),
    run,
    moment,
    status: trainer.status,
    chosen,
    engine,
    reproducible,
  });
  const arrived = ([shipped]: readonly Run<Settings>[]): void =>
    followChoice({ trained, control, trainer, chosen, shipped, host }, invalidation);
  if (loaded === undefined) waitOn();
  else arrived(loaded);
  if (host.tab !== undefined) {
    const keeping = { controls, chosen: () => chosen.value, host };
    const kept = host.tab.get() !== undefined;
    const module = import("./keep-runs");
    const keep = async (): Promise<void> => {
      const { keepRuns, restoreRuns } = await module;
      restoreRuns(keeping);
      keepRuns(keeping, invalidation);
    };
    // What was kept is there before anything is drawn of the run that came with the page.
    if (kept) await keep();
    else void keep();
  }
  return page;

  /** Tells why untrained runs are shown, and takes the others when they are there. */
  function waitOn(): void {
    const untrained = "What you see is untrained, and Train needs nothing else.";
    let dismiss = host.notice(`The trained networks are still on their way. ${untrained}`, {
      key: "trained",
    });
    const failed = (error: Error): void => {
      const retry = (): void => void trained.load(asset).then(take, failed);
      dismiss = host.notice(
        `The trained networks could not be shown. ${error.message} ${untrained}`,
        {
          key: "trained",
          action: { label: "Retry", run: retry },
        },
      );
    };
    const take = (late: readonly Run<Settings>[]): void => {
      dismiss();
      for (const [i, each] of controls.entries()) each.arrive(late[i]);
      arrived(late);
    };
    loading.then(take, failed);
  }
}

/** What is there in time; undefined if it is late, or has failed. */
async function inTime<T>(loading: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  try {
    return await Promise.race([loading, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** The run of these settings and the one beside it, as they are drawn. */
function untrainedRuns<Settings>(
  { steps, initial, beside }: Trained<Settings>,
  settings: Settings,
): Run<Settings>[] {
  const each = beside === undefined ? [settings] : [settings, beside(settings)];
  return each.map((one) => startRun(one, steps(one), initial(one)));
}
