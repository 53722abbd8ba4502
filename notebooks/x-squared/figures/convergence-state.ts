import type { PlotLibrary } from "../../../src/drawing/chart";
import type { Floats } from "../../../src/network/network";
import type { Focus } from "./focus";

/** One model's predictions. */
export interface ConvergenceCurve {
  readonly id: string;
  /** Epochs that it has been trained for; undefined where nobody knows: it was opened from a file. */
  readonly epochs: number | undefined;
  /** Its mean squared error; may be not finite. */
  readonly mse: number;
  /** `[N]` at the inputs. */
  readonly predictions: Floats;
  /** True while it trains. */
  readonly live?: boolean;
}

export interface ConvergenceState {
  readonly Plot: PlotLibrary;
  readonly curves: readonly ConvergenceCurve[];
  /** Whether they are moments of one training, which can be compared; else each is a model of its own. */
  readonly oneRun: boolean;
  /** `[N]`, increasing. */
  readonly inputs: Floats;
  /** `[N]`, the true function. */
  readonly targets: Floats;
  readonly focus: Focus;
  /** One model at one moment of its training, drawn over the others. */
  readonly scrub?:
    | { readonly epoch: number; readonly mse: number; readonly predictions: Floats }
    | undefined;
}
