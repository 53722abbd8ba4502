import type { CDPSession, Page } from "playwright-core";

/** What an element makes, and must let go of. */
const kinds = [
  "customElements.get('lookup-cell')",
  "MutationObserver",
  "IntersectionObserver",
  "ResizeObserver",
  "MediaQueryList",
  "SVGSVGElement",
  "ShadowRoot",
  "Worker",
];
/** What outlives an element, and must not go on to tell it of events. */
const lasting = [
  "window",
  "document",
  "document.documentElement",
  "document.body",
  "document.querySelector('main')",
  "visualViewport",
];

/** What `watchWhatLasts` has counted in a page. */
interface Watched {
  timers(): number;
  runtimes(): number;
}

/** Runs in the page before all other scripts: counts the timers that have yet to fire, and the runtimes that live. */
export function watchWhatLasts(): void {
  const pending = new Map<string, number>();
  const watch = (start: string, stop: string, repeats: boolean): void => {
    const functions = window as unknown as Record<string, (...given: unknown[]) => number>;
    const [begin, end] = [functions[start], functions[stop]];
    const count = (change: number): void => {
      pending.set(start, (pending.get(start) ?? 0) + change);
    };
    const waiting = new Set<number>();
    const done = (id: number): void => {
      if (waiting.delete(id)) count(-1);
    };
    functions[start] = (run, ...rest) => {
      const fire = (...given: unknown[]): unknown => {
        if (!repeats) done(id);
        return (run as (...given: unknown[]) => unknown)(...given);
      };
      const id = begin.call(window, fire, ...rest);
      waiting.add(id);
      count(1);
      return id;
    };
    functions[stop] = (id) => {
      done(id as number);
      return end.call(window, id);
    };
  };
  watch("setTimeout", "clearTimeout", false);
  watch("setInterval", "clearInterval", true);
  watch("requestAnimationFrame", "cancelAnimationFrame", false);
  watch("requestIdleCallback", "cancelIdleCallback", false);

  // Observable's runtime makes its fields with this function, and nobody else has such a field.
  const runtimes: WeakRef<object>[] = [];
  const { defineProperties } = Object;
  Object.defineProperties = <T>(object: T, fields: PropertyDescriptorMap & ThisType<T>): T => {
    if ("_precomputes" in fields) runtimes.push(new WeakRef(object as object));
    return defineProperties(object, fields);
  };
  const watched: Watched = {
    timers: () => [...pending.values()].reduce((sum, count) => sum + count, 0),
    runtimes: () => runtimes.filter((each) => each.deref() !== undefined).length,
  };
  Object.assign(window, { watched });
}

/** Counts what there is in a page once its garbage is gone, by kind. */
export async function whatLasts(page: Page, session: CDPSession): Promise<Record<string, number>> {
  await session.send("HeapProfiler.collectGarbage");
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = await instancesOf(session, kind);
  for (const target of lasting)
    counts[`listeners of ${target}`] = await listenersOf(session, target);
  const watched = await page.evaluate(() => {
    const { watched } = window as unknown as { watched: Watched };
    return { timers: watched.timers(), runtimes: watched.runtimes() };
  });
  return { ...counts, ...watched };
}

async function instancesOf(session: CDPSession, name: string): Promise<number> {
  const { result } = await session.send("Runtime.evaluate", { expression: `${name}.prototype` });
  const { objects } = await session.send("Runtime.queryObjects", {
    prototypeObjectId: result.objectId as string,
  });
  const { result: count } = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId as string,
    functionDeclaration: "function () { return this.length; }",
    returnByValue: true,
  });
  for (const { objectId } of [result, objects])
    await session.send("Runtime.releaseObject", { objectId: objectId as string });
  return count.value as number;
}

async function listenersOf(session: CDPSession, target: string): Promise<number> {
  const { result } = await session.send("Runtime.evaluate", { expression: target });
  const objectId = result.objectId as string;
  const { listeners } = await session.send("DOMDebugger.getEventListeners", { objectId });
  await session.send("Runtime.releaseObject", { objectId });
  return listeners.length;
}
