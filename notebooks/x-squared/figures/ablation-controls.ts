import { button, controls } from "../../../src/inputs/button";
import { type Focus, type SetFocus, toggled } from "./focus";

export interface AblationControlsState {
  readonly focus: Focus;
  /** Contributions of all neurons at x*, `[d]`. */
  readonly contributions: ArrayLike<number>;
}

/** Which neurons are silent, and how to silence or restore them. */
export interface AblationControlsElement extends HTMLElement {
  update(state: AblationControlsState): void;
}

const largest = 8;

/** Chips of the silenced neurons (a click restores one) and the buttons that silence and restore. */
export function ablationControls(set: SetFocus): AblationControlsElement {
  let last: AblationControlsState | undefined;
  let shown: readonly number[] = [];
  const chips = document.createElement("div");
  chips.className = "chips";
  chips.setAttribute("role", "group");
  chips.setAttribute("aria-label", "Silenced neurons");

  const pinned = button("", () => {
    const neuron = last?.focus.neuron ?? null;
    if (last !== undefined && neuron !== null) set.silenced(toggled(last.focus.silenced, neuron));
  });
  const top = button("", () => {
    if (last !== undefined) set.silenced(largestContributors(last.contributions, largest));
  });
  const all = button("Restore all", () => set.silenced([]));
  const element = document.createElement("div") as HTMLElement as AblationControlsElement;
  element.className = "figure-controls ablation-controls";
  element.append(controls("Silence neurons", pinned, top, all), chips);

  element.update = (state) => {
    last = state;
    const { neuron, silenced } = state.focus;
    pinned.disabled = neuron === null;
    pinned.textContent =
      neuron === null
        ? "Silence the pinned neuron"
        : `${silenced.includes(neuron) ? "Restore" : "Silence"} neuron ${neuron}`;
    top.textContent = `Silence the ${Math.min(largest, state.contributions.length)} largest contributors`;
    all.disabled = silenced.length === 0;
    if (String(silenced) === String(shown)) return;
    shown = silenced;
    chips.replaceChildren(
      ...silenced.map((index) => {
        const chip = button(`neuron ${index} ×`, () => {
          if (last !== undefined)
            set.silenced(last.focus.silenced.filter((other) => other !== index));
        });
        chip.classList.add("chip");
        chip.setAttribute("aria-label", `Restore neuron ${index}`);
        return chip;
      }),
    );
  };
  return element;
}

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
