/** A way to let waiting messages through, without the delays of timers. */
export interface Yielder {
  /** Resolves once the messages that wait have been handled. */
  turn(): Promise<void>;
  close(): void;
}

/** Yields by `setImmediate` in Node, by a message to itself in browsers. */
export function yielder(): Yielder {
  if (typeof setImmediate === "function")
    return { turn: () => new Promise((resolve) => setImmediate(resolve)), close: () => {} };
  const { port1, port2 } = new MessageChannel();
  let resume = (): void => {};
  port1.onmessage = () => resume();
  return {
    turn: () =>
      new Promise((resolve) => {
        resume = resolve;
        port2.postMessage(null);
      }),
    close: () => port1.close(),
  };
}
