import { count } from "../../../src/drawing/format";
import { hoverable } from "../../../src/drawing/hoverable";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { button, controls } from "../../../src/inputs/button";
import { choice } from "../../../src/inputs/choice";
import { draggable } from "../../../src/inputs/drag";
import { progressBar } from "../../../src/inputs/progress-bar";
import type { PhaseMeasure } from "./phase-colours";
import { cellAt, isKnown, placeAmong } from "./phase-layout";
import { type Chosen, type PhaseMap, phaseMap, phaseMapBox, phaseMapHeight } from "./phase-map";
import {
  knownCount,
  type PhasesActions,
  type PhasesState,
  phaseReadout,
  phasesCaption,
  phasesData,
  phasesTable,
} from "./phases-texts";

/** What networks of m neurons make of features that are active with probability p, as a map that gets finer. */
export const phasesFigure = pictureKind<PhasesState>(({ actions }, invalidation) =>
  phasesElement(actions, invalidation),
);

function phasesElement(
  actions: PhasesActions,
  invalidation: Promise<void>,
): FigureElement<PhasesState> {
  let latest: PhasesState;
  let measure: PhaseMeasure = "sharing";
  let pressed: Chosen | undefined;
  let hovered: Chosen | undefined;
  let map: PhaseMap | undefined;
  const root = svgRoot();
  const marks = svg("g");
  // What the reader presses stays in place while the map changes under it.
  const hit = svg("rect", { class: "fig-hit fig-clickable" });
  root.append(marks, hit);
  draggable(hit, (point) => {
    pressed = map?.placeAt(point.x, point.y);
    hovered = undefined;
    element.update(latest);
  });
  hoverable(hit, (point) => {
    hovered = point && map?.placeAt(point.x, point.y);
    map?.look(pressed, hovered);
  });

  const element = figure<PhasesState>(
    {
      title: "Where do features share?",
      keysHelp: "Arrows go from place to place; Escape lets go.",
      height: phaseMapHeight,
      draw(plot, state, { width, height }) {
        if (root.parentNode !== plot) plot.append(root);
        setAttributes(root, { width, height });
        setAttributes(hit, phaseMapBox({ width, height }));
        map = phaseMap(state, measure, { width, height });
        map.look(pressed, hovered);
        marks.replaceChildren(map.element);
      },
      caption: phasesCaption,
      describe(state) {
        const { diagram } = state;
        const cell = pressed && cellAt(diagram, pressed.column, pressed.row);
        return cell === undefined
          ? `${count(knownCount(diagram))} of ${count(diagram.cells.length)} networks are trained.`
          : `${phaseReadout(cell, diagram.settings.features).join(": ")}.`;
      },
      table: phasesTable,
      data: phasesData,
      key(event, state) {
        const step = steps[event.key];
        if (step !== undefined) pressed = stepped(state, pressed, step);
        else if (event.key === "Escape" && pressed !== undefined) pressed = undefined;
        else return false;
        element.update(state);
        return true;
      },
    },
    invalidation,
  );

  const main = button("", () => (latest.diagram.running ? actions.cancel() : actions.start()));
  const colours = choice<PhaseMeasure>({
    label: "Colour",
    options: [
      { value: "sharing", label: "who shares" },
      { value: "gain", label: "gain" },
      { value: "loss", label: "loss" },
    ],
    value: measure,
  });
  colours.addEventListener("input", () => {
    measure = colours.value;
    element.update(latest);
  });
  const progress = progressBar("Networks trained");
  const status = document.createElement("span");
  status.className = "race-status";
  status.setAttribute("role", "status");
  element
    .querySelector(".figure-plot")!
    .after(controls("The phase diagram", main, colours, status));

  const { update } = element;
  element.update = (state) => {
    latest = state;
    const { diagram, training } = state;
    main.textContent = mainLabel(state);
    main.disabled = training || isComplete(state);
    const [known, all] = [knownCount(diagram), diagram.cells.length];
    if (progress.parentNode === null && (known > 0 || diagram.running)) status.before(progress);
    progress.update({ fraction: known / all, text: `${count(known)} / ${count(all)} networks` });
    const words = diagram.problem ?? (training ? "Pause the training first." : "");
    // A live region speaks whenever it is written to.
    if (status.textContent !== words) status.textContent = words;
    update(state);
  };
  return element;
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
