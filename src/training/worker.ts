import type { TrainingSession } from "./contract";
import { runJob } from "./job";
import { buffersOf, type WorkerRequest } from "./messages";
import { jobOptions } from "./spread";

// The training worker: one job, from its first message to its termination by the page.

let session: TrainingSession | undefined;

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.type === "start")
    session = runJob(
      data.spec,
      (event) => postMessage(event, { transfer: buffersOf(event) }),
      jobOptions(data.spec, data.options),
    );
  else session?.[data.type]();
});
