import { count, fixed, list, magnitude } from "../../../src/drawing/format";
import {
  type Column,
  column,
  fileColumn,
  type Numbers,
  numbers,
} from "../../../src/figure/columns";
import type { Phase } from "../mathematics/phase";
import type { PhaseSettings } from "../training/phase-training";
import type { PhaseCell, PhaseDiagram } from "../training/phases";
import { chance, order, times } from "./compared";
import { beatsNaive, isKnown } from "./phase-layout";

export interface PhasesState {
  readonly diagram: PhaseDiagram;
  /** Of the diagram that would be trained now, which are those of the run on the page. */
  readonly settings: PhaseSettings;
  /** Whether the diagram is of these settings. */
  readonly current: boolean;
  /** m and p of the run on the page. */
  readonly neurons: number;
  readonly probability: number;
  /** Whether the page trains: the diagram waits then. */
  readonly training: boolean;
  readonly actions: PhasesActions;
}

export interface PhasesActions {
  start(): void;
  cancel(): void;
}

/** A network that came to a good end. */
type MeasuredCell = PhaseCell & { readonly result: { readonly state: "measured" } };

function isMeasured(cell: PhaseCell): cell is MeasuredCell {
  return cell.result.state === "measured";
}

/** What is said of a place that has no numbers yet. */
export const untrained = "not trained yet";

function unmeasured({ result }: PhaseCell): string {
  return result.state === "diverged" ? "diverged" : untrained;
}

/** How many networks of a diagram have come to their end. */
export function knownCount({ cells }: PhaseDiagram): number {
  return cells.filter(isKnown).length;
}

/** What is known of a place, in two lines. */
export function phaseReadout(
  { neurons, probability, result }: PhaseCell,
  features: number,
): readonly [string, string] {
  const where = `m = ${count(neurons)} of n = ${count(features)}, p = ${chance(probability)}`;
  if (result.state !== "measured")
    return [where, result.state === "diverged" ? "the training diverged" : untrained];
  const { sharing, gain, loss, ignoring } = result;
  const cost =
    ignoring === 0 ? `loss ${magnitude(loss)}` : `loss ${times(loss / ignoring)} × the naive`;
  return [where, `${fixed(sharing, 0)} share, mean gain ${fixed(gain, 2)}, ${cost}`];
}

export function phasesCaption({ diagram, settings, current, neurons }: PhasesState): string {
  const known = knownCount(diagram);
  if (known === 0)
    return `Train it, and small networks for n\u00a0=\u00a0${count(settings.features)} features and the loss L${settings.exponent} find out where all features share the neurons and where some are left out: with few neurons or many, with sparse features or dense ones. Coarse places come first and are refined.`;
  const { features, exponent } = diagram.settings;
  const measured = diagram.cells.filter(isMeasured);
  const diverged = known - measured.length;
  const of = current ? "" : ", not those of the run on the page";
  const about = `Each place is a network of m neurons, trained for a short time with L${exponent} on n\u00a0=\u00a0${count(features)} features that are active with probability p${of}; ${known === diagram.cells.length ? `all ${count(known)}` : `${count(known)} of ${count(diagram.cells.length)}`} are there.`;
  const lost =
    diverged === 0
      ? ""
      : ` ${count(diverged)} diverged and ${diverged === 1 ? "is" : "are"} left empty.`;
  return `${about}${lost}${alongColumn(measured, neurons, features)}${againstNaive(measured)}`;
}

/** How the features share in the column nearest to a number of neurons, from its sparsest features to its densest. */
function alongColumn(measured: readonly MeasuredCell[], neurons: number, features: number): string {
  const distance = (cell: PhaseCell): number => Math.abs(Math.log(cell.neurons / neurons));
  const column = measured
    .filter((cell) => distance(cell) === Math.min(...measured.map(distance)))
    .sort((a, b) => a.probability - b.probability);
  const [first, last] = [column[0], column[column.length - 1]];
  if (first === undefined || first === last) return "";
  const share = ({ result }: MeasuredCell): string => fixed(result.sharing, 0);
  return ` With ${count(first.neurons)} ${first.neurons === 1 ? "neuron" : "neurons"}, ${share(first)} of ${count(features)} features share at p\u00a0=\u00a0${chance(first.probability)} and ${share(last)} at p\u00a0=\u00a0${chance(last.probability)}.`;
}

/** How many have a smaller loss than the naive solution, and where none has. */
function againstNaive(measured: readonly MeasuredCell[]): string {
  const compared = measured.filter((cell) => beatsNaive(cell) !== undefined);
  if (compared.length === 0) return "";
  const better = compared.filter(beatsNaive);
  const worse = compared.filter(({ result }) => order(result.loss, result.ignoring) > 0).length;
  const level = compared.length - better.length - worse;
  if (better.length === compared.length) {
    const most = Math.min(...better.map(({ result }) => result.loss / result.ignoring));
    return ` All of those with fewer neurons than features beat the naive solution, at best by a factor of ${times(1 / most)}.`;
  }
  const ends = list([
    `${count(better.length)} ${better.length === 1 ? "beats" : "beat"} the naive solution`,
    ...(level > 0 ? [`${count(level)} ${level === 1 ? "is" : "are"} level with it`] : []),
    ...(worse > 0 ? [`${count(worse)} ${worse === 1 ? "is" : "are"} worse`] : []),
  ]);
  const line = better.length > 0 ? "; the line parts the first from the others" : "";
  return ` Of the ${count(compared.length)} with fewer neurons than features, ${ends}${line}.`;
}

/** All networks that came to a good end; in the table those that did not as well, and before any is there those that come first. */
export function phasesNumbers({ diagram }: PhasesState): Numbers {
  const { features, exponent } = diagram.settings;
  const measure = (
    heading: string,
    field: string,
    of: keyof Phase,
    write: (value: number) => string,
    otherwise: (cell: PhaseCell) => string = () => "",
  ): Column<PhaseCell> =>
    column(
      heading,
      field,
      (cell) => (isMeasured(cell) ? cell.result[of] : Number.NaN),
      (cell) => (isMeasured(cell) ? write(cell.result[of]) : otherwise(cell)),
    );
  return numbers<PhaseCell>(
    sortedCells(diagram).filter(isMeasured),
    [
      column("m", "neurons", ({ neurons }) => neurons),
      column(
        "p",
        "p",
        ({ probability }) => probability,
        ({ probability }) => chance(probability),
      ),
      fileColumn("features", () => features),
      fileColumn("exponent", () => exponent),
      measure("Features that share", "sharing", "sharing", (each) => fixed(each, 1), unmeasured),
      measure("Mean gain", "mean_gain", "gain", (gain) => fixed(gain, 2)),
      measure("Loss", "loss", "loss", magnitude),
      measure("Loss of the naive solution", "naive_loss", "ignoring", magnitude),
    ],
    tabledCells(diagram),
  );
}

/** Those that are there; before that the ones that come first. */
function tabledCells(diagram: PhaseDiagram): readonly PhaseCell[] {
  const known = sortedCells(diagram);
  const first = Math.max(...diagram.cells.map(({ stride }) => stride));
  return known.length > 0 ? known : diagram.cells.filter(({ stride }) => stride === first);
}

/** The networks that have come to their end, by m and p. */
function sortedCells({ cells }: PhaseDiagram): readonly PhaseCell[] {
  return cells
    .filter(isKnown)
    .sort((a, b) => a.neurons - b.neurons || a.probability - b.probability);
}
