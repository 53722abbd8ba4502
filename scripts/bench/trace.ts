import type { Browser, Page } from "playwright-core";

/** A task of the main thread, in ms. */
export interface Task {
  readonly start: number;
  readonly duration: number;
  /** Processor time: much less than the duration where other programs had the cores. */
  readonly processor: number;
}

/** What the main thread did, by Chromium's own trace; times in ms. */
export interface Trace {
  readonly tasks: readonly Task[];
  /** The pointer's moves. */
  readonly moves: readonly number[];
  /** The frames' commits. */
  readonly commits: readonly number[];
  /** Marks of the page named "at …". */
  readonly marks: readonly { readonly name: string; readonly time: number }[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, like `dur` and `tdur`. */
  readonly ts: number;
  readonly dur: number;
  readonly tdur: number;
  readonly args: { readonly data?: { readonly type?: string } };
}

/** Traces the page's main thread. What it returns ends that and gives what was traced. */
export async function trace(browser: Browser, page: Page): Promise<() => Promise<Trace>> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value) events.push(event as unknown as TraceEvent);
  });
  const key = `trace ${Math.random()}`;
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: [
        "disabled-by-default-devtools.timeline",
        "devtools.timeline",
        "blink.user_timing",
      ],
    },
  });
  await page.evaluate((name) => {
    performance.mark(name);
  }, key);
  return async () => {
    const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
    await session.send("Tracing.end");
    await complete;
    await session.detach();
    // The thread that ran the page's own mark is its main thread.
    const { pid, tid } = events.find((event) => event.name === key)!;
    return readTrace(events.filter((event) => event.pid === pid && event.tid === tid));
  };
}

function readTrace(events: readonly TraceEvent[]): Trace {
  const timesOf = (those: readonly TraceEvent[]): number[] =>
    those.map(({ ts }) => ts / 1000).sort((a, b) => a - b);
  return {
    tasks: events
      .filter(({ name, ph }) => name === "RunTask" && ph === "X")
      .map(({ ts, dur, tdur }) => ({
        start: ts / 1000,
        duration: dur / 1000,
        processor: tdur / 1000,
      }))
      .sort((a, b) => a.start - b.start),
    moves: timesOf(
      events.filter(
        ({ name, args }) => name === "EventDispatch" && args.data?.type === "pointermove",
      ),
    ),
    commits: timesOf(events.filter(({ name }) => name === "Commit")),
    marks: events
      .filter(({ name }) => name.startsWith("at "))
      .map(({ name, ts }) => ({ name: name.slice(3), time: ts / 1000 })),
  };
}
