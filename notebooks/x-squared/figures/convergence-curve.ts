import type { Floats } from "../../../src/network/network";

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
