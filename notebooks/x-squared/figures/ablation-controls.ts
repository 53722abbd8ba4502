import { sameList } from "../../../src/figure/drawing";
import { pictureKind, type StateElement } from "../../../src/figure/picture";
import { button, controls } from "../../../src/inputs/button";
import { type Focus, toggled } from "./focus";

export interface AblationControlsState {
  readonly focus: Focus;
  /** Contributions of all neurons at x*, `[d]`. */
  readonly contributions: ArrayLike<number>;
}

const largest = 8;

/** Chips of the silenced neurons (a click restores one) and the buttons that silence and restore. */
export const ablationControls = pictureKind<AblationControlsState>((first) => {
  let { focus, contributions } = first;
  let shown: readonly number[] = [];
  const chips = document.createElement("div");
  chips.className = "chips";
  chips.setAttribute("role", "group");
  chips.setAttribute("aria-label", "Silenced neurons");

  const toggle = (neuron: number): void => focus.set.silenced(toggled(focus.silenced, neuron));
  const pinned = button("", () => {
    if (focus.neuron !== null) toggle(focus.neuron);
  });
  // Those that the reader has silenced stay silent.
  const withLargest = (): number[] =>
    [...new Set([...focus.silenced, ...largestContributors(contributions, largest)])].sort(
      (a, b) => a - b,
    );
  const top = button("", () => focus.set.silenced(withLargest()));
  const all = button("Restore all", () => focus.set.silenced([]));
  const chip = (neuron: number): HTMLButtonElement => {
    const element = button(`neuron ${neuron} ×`, () => toggle(neuron));
    element.classList.add("chip");
    element.setAttribute("aria-label", `Restore neuron ${neuron}`);
    return element;
  };
  const element = document.createElement(
    "div",
  ) as HTMLElement as StateElement<AblationControlsState>;
  element.className = "figure-controls ablation-controls";
  element.append(controls("Silence neurons", pinned, top, all), chips);

  element.update = (state) => {
    ({ focus, contributions } = state);
    const { neuron, silenced } = focus;
    pinned.disabled = neuron === null;
    pinned.textContent =
      neuron === null
        ? "Silence the pinned neuron"
        : `${silenced.includes(neuron) ? "Restore" : "Silence"} neuron ${neuron}`;
    top.textContent = `Silence the ${Math.min(largest, contributions.length)} largest contributors`;
    top.disabled = withLargest().length === silenced.length;
    all.disabled = silenced.length === 0;
    // Chips stay while they can, and the reader's keyboard on them.
    if (sameList(silenced, shown)) return;
    shown = silenced;
    chips.replaceChildren(...silenced.map(chip));
  };
  return element;
});

/** The neurons with the largest |contribution|, in increasing order of their index. */
export function largestContributors(contributions: ArrayLike<number>, most: number): number[] {
  return Array.from(contributions, (contribution, index) => ({
    size: Math.abs(contribution),
    index,
  }))
    .sort((a, b) => b.size - a.size)
    .slice(0, most)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}
