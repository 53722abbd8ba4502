import type { TrainingSpec } from "../engines/contract";
import type { Network } from "../network/network";
import { runJob } from "../training/job";
import { advanceRun, type Run } from "./run";

/**
 * Trains a run to its end in this thread, Node's too, with the same bits on every machine: what is shipped is trained so.
 * Rejects where a model diverges.
 * @param keep hears of the weights that each model has come to, those of its end included
 */
export function trainHere<Settings>(
  start: Run<Settings>,
  spec: TrainingSpec,
  keep: (model: string, network: Network) => void = () => {},
): Promise<Run<Settings>> {
  return new Promise((resolve, reject) => {
    let run = start;
    runJob(
      spec,
      (event) => {
        if (event.type === "handed-over") return;
        run = advanceRun(run, event);
        if (event.type === "snapshot") keep(event.model, event.network);
        else if (event.type === "diverged")
          reject(new Error(`The model of ${event.model} steps diverged at ${event.step}.`));
        else if (event.type === "error") reject(new Error(event.message));
        else if (event.type === "done") resolve(run);
      },
      { reproducible: true },
    );
  });
}
