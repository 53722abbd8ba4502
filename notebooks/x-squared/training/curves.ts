import { momentAt } from "../../../src/run/run";
import type { XSquaredRun } from "./settings";

/** A model's predictions, to be drawn with those of others. */
export interface Curve {
  readonly id: string;
  /** Undefined where nobody knows. */
  readonly epochs: number | undefined;
  readonly mse: number;
  readonly predictions: Float32Array<ArrayBuffer>;
  readonly live: boolean;
}

/** The independent models of a run, as far as they have got. */
export function curvesOfRuns({ models, origin }: XSquaredRun): Curve[] {
  return models.flatMap(({ steps, step, loss, predictions, state }) =>
    step === undefined || loss === undefined || predictions === undefined
      ? []
      : [
          {
            id: String(steps),
            epochs: origin === "opened" ? undefined : step,
            mse: loss,
            predictions,
            live: state === "training",
          },
        ],
  );
}

/** One model, the longest, at the epochs for which the independent ones are trained, as far as it has got. */
export function curvesOfMoments(run: XSquaredRun): Curve[] {
  if (run.origin === "opened") return curvesOfRuns(run);
  const reached = run.settings.epochs.filter((epochs) => epochs <= run.latest.step);
  return reached.flatMap((epochs) => {
    const { step, loss, predictions } = momentAt(run, epochs);
    return step === epochs
      ? [{ id: `moment ${epochs}`, epochs, mse: loss, predictions, live: false }]
      : [];
  });
}
