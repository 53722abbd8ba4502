import { count } from "../../../src/drawing/format";
import { type Frame, figure, type Part } from "../../../src/figure/figure";
import { button, controls } from "../../../src/inputs/button";
import { choice } from "../../../src/inputs/choice";
import { progressBar } from "../../../src/inputs/progress-bar";
import type { PhaseMeasure } from "./phase-colours";
import { cellAt, isKnown, placeAmong } from "./phase-layout";
import { type Chosen, type PhasesOwn, phaseMap, phaseMapHeight } from "./phase-map";
import {
  knownCount,
  type PhasesState,
  phaseReadout,
  phasesCaption,
  phasesNumbers,
} from "./phases-texts";

/** What networks of m neurons make of features that are active with probability p, as a map that gets finer. */
export const phasesFigure = figure<PhasesState, PhasesOwn>({
  title: "Where do features share?",
  height: phaseMapHeight,
  own: () => ({ measure: "sharing", pressed: undefined, over: undefined }),
  depends: ({ diagram, current, neurons, probability }, { measure }) => [
    diagram,
    current,
    neurons,
    probability,
    measure,
  ],
  still: phaseMap,
  caption: phasesCaption,
  sentence({ diagram }, { pressed }) {
    const cell = pressed && cellAt(diagram, pressed.column, pressed.row);
    return cell === undefined
      ? `${count(knownCount(diagram))} of ${count(diagram.cells.length)} networks are trained.`
      : `${phaseReadout(cell, diagram.settings.features).join(": ")}.`;
  },
  columns: phasesNumbers,
  keys: {
    help: "Arrows go from place to place; Escape lets go.",
    press(event, { state, own: { pressed }, look }) {
      const step = steps[event.key];
      if (step !== undefined) look({ pressed: stepped(state, pressed, step) });
      else if (event.key === "Escape" && pressed !== undefined) look({ pressed: undefined });
      else return false;
      return true;
    },
  },
  parts: (frame) => [phaseControls(frame)],
});

/** What trains the diagram, how far it is, and what its colours say. */
function phaseControls({ view }: Frame<PhasesState, PhasesOwn>): Part<PhasesState, PhasesOwn> {
  const main = button("", () => {
    const { diagram, actions } = view().state;
    if (diagram.running) actions.cancel();
    else actions.start();
  });
  const colours = choice<PhaseMeasure>({
    label: "Colour",
    options: [
      { value: "sharing", label: "who shares" },
      { value: "gain", label: "gain" },
      { value: "loss", label: "loss" },
    ],
    value: view().own.measure,
  });
  colours.addEventListener("input", () => view().look({ measure: colours.value }));
  const progress = progressBar("Networks trained");
  const status = document.createElement("span");
  status.className = "race-status";
  status.setAttribute("role", "status");
  return {
    element: controls("The phase diagram", main, colours, status),
    depends: ({ diagram, settings, current, training }) => [diagram, settings, current, training],
    update({ state }) {
      const { diagram, training } = state;
      main.textContent = mainLabel(state);
      main.disabled = training || isComplete(state);
      const [known, all] = [knownCount(diagram), diagram.cells.length];
      if (progress.parentNode === null && (known > 0 || diagram.running)) status.before(progress);
      progress.update({ fraction: known / all, text: `${count(known)} / ${count(all)} networks` });
      const words = diagram.problem ?? (training ? "Pause the training first." : "");
      // A live region speaks whenever it is written to.
      if (status.textContent !== words) status.textContent = words;
    },
  };
}

const steps: Readonly<Record<string, Chosen | undefined>> = {
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
  ArrowDown: { column: 0, row: -1 },
  ArrowUp: { column: 0, row: 1 },
};

/** The next place in a direction; at first that of the run on the page. */
function stepped(state: PhasesState, from: Chosen | undefined, step: Chosen): Chosen {
  const { neurons, probabilities } = state.diagram.grid;
  if (from === undefined)
    return {
      column: Math.floor(placeAmong(neurons, state.neurons)),
      row: Math.floor(placeAmong(probabilities, state.probability)),
    };
  return {
    column: Math.min(neurons.length - 1, Math.max(0, from.column + step.column)),
    row: Math.min(probabilities.length - 1, Math.max(0, from.row + step.row)),
  };
}

/** Whether the diagram of the settings is trained to its end. */
function isComplete({ diagram, current }: PhasesState): boolean {
  return current && diagram.cells.every(isKnown);
}

function mainLabel(state: PhasesState): string {
  const { diagram, settings, current } = state;
  if (diagram.running) return "Cancel";
  if (!current) return `Train it for n = ${count(settings.features)}, L${settings.exponent}`;
  if (isComplete(state)) return "Trained";
  return knownCount(diagram) === 0 ? "Train the diagram" : "Go on";
}
