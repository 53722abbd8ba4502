import { count, fixed, magnitude } from "../../../src/drawing/format";
import { sampleAt } from "../../../src/drawing/sample";
import type { ConvergenceState } from "./convergence-state";

/** How long a model has been trained. */
export function epochs(number: number | undefined): string {
  if (number === undefined) return "opened from a file";
  return `${count(number)} ${number === 1 ? "epoch" : "epochs"}`;
}

/** What is said of the curve that is chosen. */
export function spokenConvergence(
  { curves, inputs, focus }: ConvergenceState,
  chosen: string | undefined,
): string {
  const curve = curves.find(({ id }) => id === chosen);
  const where = `The query is ${fixed(focus.x, 2)}`;
  if (curve === undefined) return `${where}. ${curves.length} models; no curve chosen.`;
  const value = sampleAt(inputs, curve.predictions, focus.x);
  const says = Number.isFinite(value) ? `predicts ${fixed(value, 2)}` : "has no finite prediction";
  return `${epochs(curve.epochs)}, mean squared error ${magnitude(curve.mse)}. ${where}, where this model ${says}.`;
}

/** What the curves show, in words. */
export function convergenceCaption({ curves, oneRun, scrub }: ConvergenceState): string {
  if (curves.length === 0) return "No model has been trained yet; the dotted curve is x².";
  if (curves.length === 1 && curves[0].epochs === undefined)
    return `One network, opened from a file, error ${magnitude(curves[0].mse)}; the dotted curve is x².`;
  const byEpochs = curves
    .map((curve) => ({ ...curve, epochs: curve.epochs ?? 0 }))
    .sort((a, b) => a.epochs - b.epochs);
  const [first] = byEpochs;
  const last = byEpochs[byEpochs.length - 1];
  const now =
    scrub === undefined
      ? ""
      : ` The blue curve is one model at epoch ${count(scrub.epoch)}, error ${magnitude(scrub.mse)}.`;
  if (curves.length === 1)
    return `One model, trained for ${epochs(first.epochs)}, error ${magnitude(first.mse)}.${now}`;
  const trend = oneRun
    ? trendText(byEpochs)
    : "Each is a model of its own, from its own initialisation.";
  return `${count(curves.length)} curves, from ${epochs(first.epochs)} (error ${magnitude(first.mse)}) to ${epochs(last.epochs)} (${magnitude(last.mse)}); the dotted curve is x². ${trend}${now}`
    .replace(/ {2,}/g, " ")
    .trimEnd();
}

/** How the error went in one training, as far as the printed digits tell. */
function trendText(moments: readonly { readonly epochs: number; readonly mse: number }[]): string {
  const printed = moments.map(({ mse }) => Number(mse.toPrecision(3)));
  const worse = printed.findIndex((error, i) => i > 0 && !(error <= printed[i - 1]));
  if (worse > 0) {
    const [before, after] = [moments[worse - 1], moments[worse]];
    return `More training did not always help: the error after ${epochs(after.epochs)} (${magnitude(after.mse)}) is larger than after ${count(before.epochs)} (${magnitude(before.mse)}).`;
  }
  return printed.every((error, i) => i === 0 || error < printed[i - 1])
    ? "The longer the training, the smaller the error and the brighter the curve."
    : "";
}
