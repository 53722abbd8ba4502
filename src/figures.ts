// The figures, as `mlp-lookup/figures` offers them: data in, picture out, and `draw` shows it. Their sheet is
// `mlp-lookup/figures.css`.

export * from "../notebooks/x-squared/package/figures";
export { draw, erase, type Picture, type PictureKind } from "./figure/picture";
export {
  type EngineRaceState,
  engineRaceFigure,
  type RaceActions,
} from "./training-panel/engine-race-figure";
export { type LossState, lossFigure, type SetStep } from "./training-panel/loss-figure";
