import { setTimeout as sleep } from "node:timers/promises";
import type { Figure, Section } from "./figures";
import { type PageDrag, pageDrags } from "./notebooks";
import { type Bench, openSite } from "./site-page";
import { median, quantile, sum } from "./statistics";
import { type Task, type Trace, trace } from "./trace";

const moves = 120;
/** Milliseconds: all that a move sets off is over before the next. */
const moveInterval = 60;

/**
 * The pointer holds the query's handle and moves by a few pixels, again and again. For each move:
 * - frame: how long the main thread is busy with the frame in which the page follows, in script, style, layout and
 *   paint: the tasks of Chromium's own trace of that thread from the one that dispatches the pointer event to the one
 *   that commits the frame. This is what must fit in a frame of 16 ms.
 * - processor: the processor time in those tasks. Where it is much less than the line before, other processes had the
 *   cores, and the measurement says little about the page.
 * - delay: from the pointer event's time stamp to after the paint of the frame in which the readout has its new
 *   value. It contains the wait for the frame, up to 16.7 ms.
 */
export async function measureDrags(bench: Bench): Promise<Section> {
  const figures: Figure[] = [];
  for (const drag of pageDrags()) figures.push(...(await measureDrag(bench, drag)));
  return { title: `A move of the query: median of ${moves}`, figures };
}

/** Drags the query over a figure's handle. @throws Error if fewer than nine moves in ten changed the readout within 5 frames */
async function measureDrag(
  bench: Bench,
  { page: address, cell: slug, handle, readout }: PageDrag,
): Promise<Figure[]> {
  const page = await openSite(bench, address);
  const cell = page.locator(`[data-cell="${slug}"]`);
  await cell.locator(".figure-plot").evaluate((plot) => plot.scrollIntoView({ block: "center" }));
  const box = (await cell.locator(handle).last().boundingBox())!;
  const y = box.y + box.height / 2;
  const at = (i: number): number =>
    box.x + box.width * (0.5 + 0.35 * Math.sin((2 * Math.PI * i) / moves));
  await page.mouse.move(at(0), y);
  await page.mouse.down();
  // The sweep has ended, and what idle time is for is done.
  await sleep(3000);
  await page.evaluate(watchMoves, readout);
  const stop = await trace(bench.browser, page);
  for (let i = 1; i <= moves; ++i) {
    await page.mouse.move(at(i), y);
    await sleep(moveInterval);
  }
  const traced = await stop();
  await page.mouse.up();
  const delays = await page.evaluate(() => (globalThis as unknown as Watched).delays);
  await page.context().close();
  if (delays.length < 0.9 * moves)
    throw new Error(`${slug}: only ${delays.length} of ${moves} moves changed the readout`);
  const frames = traced.moves.map((move) => frameOf(move, traced));
  const figures = (what: string, values: readonly number[]): Figure[] => [
    {
      id: `drag-${slug}-${what}`,
      name: `${slug}, ${what}`,
      unit: "ms",
      value: median(values),
    },
    {
      id: `drag-${slug}-${what}-90`,
      name: `${slug}, ${what}, 90 % within`,
      unit: "ms",
      value: quantile(values, 0.9),
      note: `all within ${quantile(values, 1).toFixed(1)}`,
    },
  ];
  return [
    ...figures(
      "frame",
      frames.map((tasks) => sum(tasks, ({ duration }) => duration)),
    ),
    ...figures(
      "processor",
      frames.map((tasks) => sum(tasks, ({ processor }) => processor)),
    ),
    ...figures("delay", delays),
  ];
}

/** The tasks from a move to the commit of its frame. */
function frameOf(move: number, { tasks, commits }: Trace): readonly Task[] {
  const first = tasks.findIndex(({ start, duration }) => start + duration > move);
  const commit = commits.find((time) => time > move) ?? Number.POSITIVE_INFINITY;
  const last = tasks.findLastIndex(({ start }) => start < commit);
  return tasks.slice(first, last + 1);
}

interface Watched {
  delays: number[];
}

/** In the page: measures each move's delay until its readout is painted. */
function watchMoves(name: string): void {
  const readout = document.querySelector<HTMLDataElement>(`output[name="${name}"] data`)!;
  const delays: number[] = [];
  (globalThis as unknown as Watched).delays = delays;
  addEventListener(
    "pointermove",
    ({ timeStamp }) => {
      const before = readout.value;
      let frames = 0;
      const look = (): void => {
        // A message that is sent in a frame arrives after its paint.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          if (readout.value !== before) delays.push(performance.now() - timeStamp);
          else if (++frames < 5) requestAnimationFrame(look);
        };
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );
}
