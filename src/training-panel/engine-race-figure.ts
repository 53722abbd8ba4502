import { chart, type DrawPlot, type PlotLibrary, plotFrame } from "../drawing/chart";
import { count, list } from "../drawing/format";
import { wrapWords } from "../drawing/wrap-words";
import { usesGraphicsCard } from "../engines/contract";
import { fileColumn, numbers, summedUp, tableColumn } from "../figure/columns";
import type { Size, View } from "../figure/drawing";
import { figure, type Part } from "../figure/figure";
import { button, controls } from "../inputs/button";
import { type Lane, startingLine } from "../run/race";
import type { Race } from "../run/race-control";
import { rendererName } from "./engine-line";
import { speed } from "./progress";

export interface EngineRaceState {
  readonly Plot: PlotLibrary;
  readonly race: Race;
  /** Width of the network that would race now. */
  readonly width: number;
  /** Whether the page trains: there is no race then, for it would measure a part of the machine. */
  readonly training: boolean;
  readonly actions: RaceActions;
}

export interface RaceActions {
  start(): void;
  cancel(): void;
}

const rowHeight = 54;
const barTop = 22;
const barHeight = 14;
/** Room for "1,234 epochs a second" after the longest bar, in CSS pixels. */
const labelRoom = 138;
/** Of a letter, on average. */
const letterWidth = 6.4;
const lineHeight = 16;

/** Bars as long as the engines are fast on the reader's machine, once she has had them raced. */
export const engineRaceFigure = figure<EngineRaceState>({
  title: "The engines, raced",
  height: () => startingLine.length * rowHeight,
  depends: ({ race }) => [race],
  still: ({ state: { Plot, race } }, size) => ({
    marks: [chart(racePlot(Plot, race, size)).element],
  }),
  caption,
  sentence: ({ race }) =>
    race.lanes
      // A reason is a sentence already.
      .map((lane) => `${titleOf(lane)}: ${resultText(lane, race.running).replace(/\.$/, "")}.`)
      .join(" "),
  columns: (state) =>
    summedUp(
      numbers(state.race.lanes, [
        tableColumn("Engine", titleOf),
        tableColumn("Epochs a second", (lane) =>
          isMeasured(lane)
            ? speed(lane.result.stepsPerSecond)
            : resultText(lane, state.race.running),
        ),
      ]),
      numbers<MeasuredLane>(ranking(state.race), [
        fileColumn("engine", titleOf),
        fileColumn("width", () => racedWidth(state)),
        fileColumn("epochs_per_second", ({ result }) => result.stepsPerSecond),
      ]),
    ),
  parts: ({ view }) => [raceControls(view)],
});

/** The button that starts a race or cancels it, and what there is to say. */
function raceControls(view: () => View<EngineRaceState, object>): Part<EngineRaceState, object> {
  const main = button("", () => {
    const { race, actions } = view().state;
    if (race.running) actions.cancel();
    else actions.start();
  });
  const status = document.createElement("span");
  status.className = "race-status";
  status.setAttribute("role", "status");
  return {
    element: controls("The race", main, status),
    update({ state }) {
      main.textContent = state.race.running ? "Cancel the race" : "Race the engines";
      main.disabled = state.training;
      const words = statusText(state);
      // A live region speaks whenever it is written to.
      if (status.textContent !== words) status.textContent = words;
    },
  };
}

/** A row for each engine: its name, and under it a bar with its number, or in its place why there is none. */
function racePlot(Plot: PlotLibrary, race: Race, size: Size): ReturnType<DrawPlot> {
  const ranked = ranking(race);
  const most = ranked[0]?.result.stepsPerSecond ?? 1;
  const length = size.width - labelRoom;
  const rows = race.lanes.map((lane, row) => ({ lane, row }));
  const [measured, others] = [true, false].map((is) =>
    rows.filter(({ lane }) => isMeasured(lane) === is),
  ) as [{ lane: MeasuredLane; row: number }[], typeof rows];
  /** A height in the row of a lane. */
  const down =
    (pixels: number) =>
    ({ row }: { row: number }) =>
      row + pixels / rowHeight;
  const text = { fill: "var(--ink)", textAnchor: "start" } as const;
  return Plot.plot({
    ...plotFrame(size, { top: 0, right: labelRoom, bottom: 0, left: 0 }),
    x: { domain: [0, most], axis: null },
    y: { domain: [rows.length, 0], axis: null },
    marks: [
      Plot.rect(measured, {
        x1: 0,
        // A bar that is too short to see is still there.
        x2: ({ lane }) => Math.max(lane.result.stepsPerSecond, most / length),
        y1: down(barTop),
        y2: down(barTop + barHeight),
        fill: "var(--muted)",
        className: "fig-race-bars",
      }),
      Plot.text(measured, {
        ...text,
        x: ({ lane }) => lane.result.stepsPerSecond,
        y: down(barTop + barHeight / 2),
        dx: 8,
        text: ({ lane }) => resultText(lane, race.running),
      }),
      ...[true, false].map((runs) =>
        Plot.text(
          rows.filter(({ lane }) => (lane.result.state === "running") === runs),
          {
            ...text,
            x: 0,
            y: down(barTop - 12),
            text: ({ lane }: { lane: Lane }) => titleOf(lane),
            fontWeight: runs ? 600 : 400,
          },
        ),
      ),
      Plot.text(others, {
        ...text,
        x: 0,
        y: down(barTop + barHeight / 2 - lineHeight / 2),
        lineAnchor: "top",
        lineHeight: lineHeight / 12,
        fill: "var(--muted)",
        text: ({ lane }) =>
          wrapWords(resultText(lane, race.running), Math.floor(size.width / letterWidth)).join(
            "\n",
          ),
      }),
    ],
  });
}

type MeasuredLane = Lane & { readonly result: { readonly state: "measured" } };

function isMeasured(lane: Lane): lane is MeasuredLane {
  return lane.result.state === "measured";
}

/** Those that are measured, the fastest first. */
function ranking({ lanes }: Race): MeasuredLane[] {
  return lanes.filter(isMeasured).sort((a, b) => b.result.stepsPerSecond - a.result.stepsPerSecond);
}

/** The engine's name, within a sentence. */
function nameOf({ engine, reproducible }: Lane): string {
  switch (engine) {
    case "webgl":
      return "WebGL by our own programs";
    case "tfjs":
      return "TensorFlow.js on WebGL";
    case "wasm":
      return reproducible ? "WebAssembly with plain SIMD" : "WebAssembly with relaxed SIMD";
    case "plain":
      return "plain TypeScript";
  }
}

/** The engine's name with what there is to note of it, on its own. */
function titleOf(lane: Lane): string {
  const { engine, reproducible, result } = lane;
  const name =
    engine === "webgl" ? "WebGL, programs of our own on TensorFlow.js’s backend" : nameOf(lane);
  const title = name[0].toUpperCase() + name.slice(1);
  if (reproducible) return `${title} (same bits everywhere)`;
  if (!usesGraphicsCard(engine) || result.state !== "measured") return title;
  return `${title} (${rendererName(result.detail)})`;
}

function resultText({ result }: Lane, running: boolean): string {
  switch (result.state) {
    case "waiting":
      return running ? "waits for its turn" : "not measured";
    case "running":
      return "is being measured…";
    case "measured":
      return `${speed(result.stepsPerSecond)} epochs a second`;
    case "out":
      return result.reason;
  }
}

function statusText({ race, training }: EngineRaceState): string {
  if (race.running) {
    const place = race.lanes.findIndex(({ result }) => result.state === "running");
    return place < 0 ? "" : `Measuring ${place + 1} of ${race.lanes.length}`;
  }
  return training ? "Pause the training first." : "";
}

/** Width of the network that has raced, or would race now. */
function racedWidth({ race, width }: EngineRaceState): number {
  return race.spec?.architecture.layers[0].outputs ?? width;
}

function caption(state: EngineRaceState): string {
  const { race } = state;
  const raced = racedWidth(state);
  const [fastest, ...others] = ranking(race);
  if (fastest === undefined)
    return `Race them, and each engine trains one model of width ${count(raced)} for a moment, alone on this machine. The longer its bar, the faster it is.`;
  const ratios = others.map((lane) => {
    const ratio = fastest.result.stepsPerSecond / lane.result.stepsPerSecond;
    return speed(ratio) === speed(1)
      ? `about as fast as ${nameOf(lane)}`
      : `${speed(ratio)} × as fast as ${nameOf(lane)}`;
  });
  const compared = ratios.length === 0 ? "" : `: ${list(ratios)}`;
  return `With one model of width ${count(raced)}, ${nameOf(fastest)} is the fastest here${compared}.`;
}
