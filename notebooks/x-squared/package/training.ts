// The trainings of x².

export { type Curve, curvesOfMoments, curvesOfRuns } from "../training/curves";
export { type RunSettings, shippedSettings } from "../training/settings";
export {
  initialMoment,
  momentOf,
  xSquaredRace,
  xSquaredTraining,
} from "../training/spec";
