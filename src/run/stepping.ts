import { nearestIndex } from "../basics/nearest-index";
import { keptSteps } from "./kept-steps";
import type { RunControl } from "./run-control";

/** Moves the training step among the steps at which the run on the page has kept. */
export interface Stepping {
  /** To the kept step nearest to this one. */
  to(step: number): void;
  /** By so many kept steps. */
  by(moments: number): void;
}

/** @param lookAt sets the step: null for the latest moment, which then goes on with the training */
export function stepping(
  control: Pick<RunControl<unknown>, "run" | "moment">,
  lookAt: (step: number | null) => void,
): Stepping {
  const go = (kept: readonly number[], index: number): void => {
    const last = kept.length - 1;
    lookAt(index >= last ? null : kept[Math.max(0, index)]);
  };
  return {
    to(wanted) {
      const kept = keptSteps(control.run.value);
      go(kept, nearestIndex(kept, wanted));
    },
    by(moments) {
      const kept = keptSteps(control.run.value);
      go(kept, nearestIndex(kept, control.moment.value.step) + moments);
    },
  };
}
