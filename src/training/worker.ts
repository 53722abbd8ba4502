import { openEngine, openProcessorEngine } from "../engines/choose-engine";
import { type JobSession, runJob } from "./job";
import { type Alive, buffersOf, type WorkerRequest } from "./messages";
import { type Prepared, prepare } from "./prepare";
import { jobOptions } from "./spread";

// The training worker: one job, from its first message to its termination by the page.

let session: JobSession | undefined;
let prepared: Promise<Prepared> | undefined;

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  switch (data.type) {
    case "prepare":
      prepared = prepare(data.spec, data.options, openProcessorEngine);
      break;
    case "start":
      session = runJob(data.spec, (event) => postMessage(event, { transfer: buffersOf(event) }), {
        ...jobOptions(data.spec, data.options),
        openEngine: async (wanted, options) =>
          (await prepared)?.take({ ...options, ...(wanted && { engine: wanted }) }) ??
          openEngine(wanted, options),
      });
      break;
    case "ping":
      postMessage({ type: "alive" } satisfies Alive);
      break;
    default:
      session?.[data.type]();
  }
});
