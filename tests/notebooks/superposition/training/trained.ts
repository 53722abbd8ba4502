import type { SuperpositionSettings } from "../../../../notebooks/superposition/training/settings";
import type { SuperpositionRun } from "../../../../notebooks/superposition/training/shipped";
import {
  superpositionTraining,
  untrainedSuperposition,
} from "../../../../notebooks/superposition/training/spec";
import { advanceRun, startRun } from "../../../../src/run/run";
import { type JobEvent, runJob } from "../../../../src/training/job";

/** A run trained as the shipped ones are: on WebAssembly's plain vector instructions, the same bits everywhere. */
export function trainedSuperposition(settings: SuperpositionSettings): Promise<SuperpositionRun> {
  return new Promise((resolve, reject) => {
    let run = startRun(settings, [settings.steps], untrainedSuperposition(settings));
    const hear = (event: JobEvent): void => {
      if (event.type === "handed-over") return;
      run = advanceRun(run, event);
      if (event.type === "done") resolve(run);
      if (event.type === "error") reject(new Error(event.message));
    };
    runJob(superpositionTraining(settings), hear, { engine: "wasm", reproducible: true });
  });
}
