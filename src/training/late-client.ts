import type { StartTraining, TrainingSession } from "../engines/contract";

/** What starts jobs and makes ready for them. */
export type Client = Pick<typeof import("./client"), "startTraining" | "prepareTraining">;

/** What ./client does, with its code fetched when it is first wanted: most readers of an embedded cell never train. */
export const { startTraining, prepareTraining } = lateClient(() => import("./client"));

/** A client that is loaded when it is first asked for something, which then happens in the order in which it was asked. */
export function lateClient(load: () => Promise<Client>): Client {
  let loading: Promise<Client> | undefined;
  /** One promise for all, whose callbacks run in their order; another one after a failure. */
  const loaded = (): Promise<Client> => {
    loading ??= load().catch((error: Error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const startTraining: StartTraining = (spec, listener, options) => {
    let session: TrainingSession | undefined;
    const asked: ((session: TrainingSession) => void)[] = [];
    const ask = (wish: (session: TrainingSession) => void): void => {
      if (session === undefined) asked.push(wish);
      else wish(session);
    };
    loaded().then(
      (client) => {
        session = client.startTraining(spec, listener, options);
        for (const wish of asked) wish(session);
      },
      (error: Error) =>
        listener({ type: "error", message: `The training could not be loaded: ${error.message}` }),
    );
    return {
      pause: () => ask((each) => each.pause()),
      resume: () => ask((each) => each.resume()),
      step: () => ask((each) => each.step()),
      switchTo: (engine) => ask((each) => each.switchTo(engine)),
      stop: () => ask((each) => each.stop()),
    };
  };
  return {
    startTraining,
    prepareTraining(spec, options) {
      // Where it cannot be loaded, the job itself will say so.
      loaded().then(
        (client) => client.prepareTraining(spec, options),
        () => {},
      );
    },
  };
}
