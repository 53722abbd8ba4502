import type { StartTraining, TrainingEvent, TrainingSpec } from "../../../src/engines/contract";
import type { Network } from "../../../src/network/network";
import { Source } from "../../../src/notebook/source";
import { startTraining } from "../../../src/training/late-client";
import { workerCount } from "../../../src/training/worker-count";
import { measurePhase, type Phase } from "../mathematics/phase";
import { superpositionWeights } from "../mathematics/weights";
import { type PhaseGrid, type PhasePlace, phaseGrid, phasePlaces } from "./phase-grid";
import { type PhaseSettings, phaseTraining } from "./phase-training";

/** A place of the diagram and what has come of its network. */
export interface PhaseCell extends PhasePlace {
  /** m */
  readonly neurons: number;
  /** p */
  readonly probability: number;
  readonly result: PhaseResult;
}

export type PhaseResult =
  | { readonly state: "waiting" }
  | { readonly state: "training" }
  | ({ readonly state: "measured" } & Phase)
  | { readonly state: "diverged" };

/** The diagram on the page. */
export interface PhaseDiagram {
  readonly settings: PhaseSettings;
  readonly grid: PhaseGrid;
  /** In the order in which they are trained: coarse first. */
  readonly cells: readonly PhaseCell[];
  readonly running: boolean;
  /** Why it came to an end before its time. */
  readonly problem?: string;
}

const waiting: PhaseResult = { state: "waiting" };

/** Trains the networks of one diagram at a time, several at once, and holds the one that the page shows. */
export class PhaseControl {
  /** Null until the first one is started. */
  readonly diagram = new Source<PhaseDiagram | null>(null);
  readonly #start: StartTraining;
  readonly #atOnce: number;
  #cancelling: AbortController | undefined;

  /** @param atOnce how many networks to train at once */
  constructor(start: StartTraining = startTraining, atOnce = workerCount()) {
    this.#start = start;
    this.#atOnce = atOnce;
  }

  /** Trains the diagram of the settings; one that was cancelled goes on from where it was. */
  async start(settings: PhaseSettings): Promise<void> {
    this.cancel();
    const cancelling = new AbortController();
    this.#cancelling = cancelling;
    const before = this.diagram.value;
    const { grid, cells } =
      before !== null && samePhaseSettings(before.settings, settings)
        ? before
        : emptyDiagram(settings);
    this.diagram.value = { settings, grid, cells, running: true };
    const lanes = Array.from({ length: this.#atOnce }, () => this.#train(cancelling));
    await Promise.all(lanes);
    if (this.#cancelling === cancelling) this.#stop();
  }

  /** Ends the trainings under way; what they have measured stays. */
  cancel(): void {
    if (this.#cancelling !== undefined) this.#stop();
  }

  /** Trains one place after another that waits, until there is none. */
  async #train(cancelling: AbortController): Promise<void> {
    for (;;) {
      const diagram = this.diagram.value;
      const place = diagram?.cells.findIndex(({ result }) => result.state === "waiting") ?? -1;
      if (diagram === null || place < 0 || cancelling.signal.aborted) return;
      const { neurons, probability } = diagram.cells[place];
      this.#set(place, { state: "training" });
      const spec = phaseTraining(diagram.settings, neurons, probability);
      const outcome = await trained(this.#start, spec, cancelling.signal);
      if (cancelling.signal.aborted) return;
      switch (outcome.state) {
        case "done": {
          const weights = superpositionWeights(outcome.network);
          const phase = measurePhase(weights, probability, diagram.settings.exponent);
          this.#set(place, { state: "measured", ...phase });
          break;
        }
        case "diverged":
          this.#set(place, outcome);
          break;
        case "failed":
          this.#stop(outcome.reason);
          return;
      }
    }
  }

  #set(place: number, result: PhaseResult): void {
    const diagram = this.diagram.value!;
    const cells = diagram.cells.map((cell, i) => (i === place ? { ...cell, result } : cell));
    this.diagram.value = { ...diagram, cells };
  }

  /** Ends what is under way; a place whose training is not done waits again. */
  #stop(problem?: string): void {
    const cancelling = this.#cancelling;
    this.#cancelling = undefined;
    cancelling?.abort();
    const { settings, grid, cells } = this.diagram.value!;
    this.diagram.value = {
      settings,
      grid,
      cells: cells.map((cell) =>
        cell.result.state === "training" ? { ...cell, result: waiting } : cell,
      ),
      running: false,
      ...(problem !== undefined && { problem }),
    };
  }
}

/** A diagram none of whose networks is trained. */
export function emptyDiagram(settings: PhaseSettings): PhaseDiagram {
  const grid = phaseGrid(settings.features);
  const cells = phasePlaces(grid).map((place) => ({
    ...place,
    neurons: grid.neurons[place.column],
    probability: grid.probabilities[place.row],
    result: waiting,
  }));
  return { settings, grid, cells, running: false };
}

/** What the page shows of a run with some settings: the diagram that there is, or an empty one. */
export function shownPhases(diagram: PhaseDiagram | null, settings: PhaseSettings) {
  const shown = diagram ?? emptyDiagram(settings);
  return { diagram: shown, settings, current: samePhaseSettings(shown.settings, settings) };
}

function samePhaseSettings(a: PhaseSettings, b: PhaseSettings): boolean {
  return a.features === b.features && a.exponent === b.exponent && a.seed === b.seed;
}

type Outcome =
  | { readonly state: "done"; readonly network: Network }
  | { readonly state: "diverged" }
  | { readonly state: "failed"; readonly reason: string }
  | { readonly state: "stopped" };

/** Trains one network to its end. Nothing of it runs once the promise is settled. */
function trained(
  start: StartTraining,
  spec: TrainingSpec,
  cancelled: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let network: Network | undefined;
    let diverged = false;
    const end = (outcome: Outcome): void => {
      cancelled.removeEventListener("abort", stop);
      resolve(outcome);
    };
    const hear = (event: TrainingEvent): void => {
      switch (event.type) {
        case "snapshot":
          network = event.network;
          break;
        case "diverged":
          diverged = true;
          break;
        case "error":
          end({ state: "failed", reason: event.message });
          break;
        case "stopped":
          end({ state: "stopped" });
          break;
        case "done":
          end(
            diverged || network === undefined ? { state: "diverged" } : { state: "done", network },
          );
      }
    };
    const stop = (): void => session.stop();
    // One core for each network: the graphics card would have to be shared.
    const session = start(spec, hear, { engine: "wasm" });
    cancelled.addEventListener("abort", stop);
  });
}
