// What every figure shares, as `mlp-lookup/figures` offers it: how one is made, shown and taken away, and the two that
// show any training. Those of a notebook are in `mlp-lookup/NAME`. Their sheet is `mlp-lookup/figures.css`.

export {
  type Chart,
  type ChartScale,
  chart,
  type DrawPlot,
  type PlotFrame,
  type PlotLibrary,
  plotFrame,
} from "./drawing/chart";
export { clipped } from "./drawing/clipped";
export { type Attributes, setAttributes, svg } from "./drawing/svg";
export {
  type Column,
  column,
  fileColumn,
  lists,
  type Numbers,
  numbers,
  summedUp,
  type Table,
  tableColumn,
} from "./figure/columns";
export type { Area, Box, Drag, Ground, Scene, Size, View } from "./figure/drawing";
export { type FigureOptions, type Frame, figure, type Keys, type Part } from "./figure/figure";
export type { Motion } from "./figure/motion";
export { draw, erase, type Picture, type PictureKind } from "./figure/picture";
export {
  type EngineRaceState,
  engineRaceFigure,
  type RaceActions,
} from "./training-panel/engine-race-figure";
export {
  type LossMeasure,
  type LossState,
  lossFigure,
  meanSquaredErrorMeasure,
  type SetStep,
} from "./training-panel/loss-figure";
