import { nearestIndex } from "../basics/nearest-index";
import { whole } from "../basics/thousands";
import { pictureKind, showing } from "../figure/picture";
import { asInput, changed, type InputElement, keepToItself } from "../inputs/input";
import { slider } from "../inputs/slider";
import { keptSteps } from "../run/kept-steps";
import type { ShownRun } from "../run/page-run";
import type { StepWord } from "../run/step-words";

/** The moments that a training has kept, and where the reader is among them. */
export interface ScrubberState {
  /** Increasing. */
  readonly steps: readonly number[];
  /** The step that the page shows. */
  readonly step: number;
  /** Why there is nothing to move through, where there is not. */
  readonly without?: string | undefined;
}

/** Moves through the kept moments of a training. Its value is the chosen step, or null at the last moment. */
export interface ScrubberElement extends InputElement<number | null> {
  update(state: ScrubberState): void;
}

/** Positions of the slider; moments are spread evenly over them, however many there are. */
const positions = 1000;

/** Moves through the moments that the run on the page has kept. */
export const scrubber = pictureKind<ShownRun<unknown>>((first) => {
  let { page } = first;
  const element = scrubberElement("Training step", page.trained.word);
  element.addEventListener("input", () => page.lookAt(element.value));
  return showing(element, (shown: ShownRun<unknown>) => {
    page = shown.page;
    const { run, moment } = shown;
    return {
      steps: keptSteps(run),
      step: moment.step,
      without: run.origin === "opened" ? "no history: opened from a file" : undefined,
    };
  });
});

/** @param word what a step is to the reader */
export function scrubberElement(label: string, word: StepWord): ScrubberElement {
  let state: ScrubberState = { steps: [0], step: 0 };
  const last = (): number => state.steps.length - 1;
  const indexAt = (position: number): number => Math.round((position / positions) * last());
  const stepAt = (position: number): number => state.steps[indexAt(position)];
  const range = slider({
    label,
    min: 0,
    max: positions,
    step: 1,
    value: positions,
    format: (position) => state.without ?? `${word} ${whole(stepAt(position))}`,
  });
  const native = range.querySelector("input")!;
  keepToItself(native);
  const element = document.createElement("div");
  element.append(range);
  const show = (index: number): void => {
    range.value = last() === 0 ? positions : Math.round((index / last()) * positions);
  };
  native.addEventListener("input", () => changed(element));
  // One arrow is one moment, however fine the positions are.
  native.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    show(Math.min(last(), Math.max(0, indexAt(range.value) + by)));
    changed(element);
  });

  const input = asInput<number | null>(element, {
    get: () => (indexAt(range.value) === last() ? null : stepAt(range.value)),
    set: (epoch) => show(epoch === null ? last() : nearestIndex(state.steps, epoch)),
  }) as ScrubberElement;
  input.update = (next) => {
    state = next;
    native.disabled = next.without !== undefined;
    show(nearestIndex(next.steps, next.step));
  };
  return input;
}
