/**
 * Measures the built site in headless Chromium and prints a table, or JSON with `--json`:
 *
 *     npm run bench [-- --json] [drag] [training]
 *
 * Drag. The pointer holds the query's handle and moves by a few pixels, again and again, one move
 * every 60 ms, so that all that a move sets off is over before the next. For each move:
 * - frame: how long the main thread is busy with the frame in which the page follows, in script, style,
 *   layout and paint: the tasks of Chromium's own trace of that thread from the one that dispatches the
 *   pointer event to the one that commits the frame. This is what must fit in a frame of 16 ms.
 * - processor: the processor time in those tasks. Where it is much less than the line before, other
 *   processes had the cores, and the measurement says little about the page.
 * - delay: from the pointer event's time stamp to after the paint of the frame in which the readout
 *   `prediction` has its new value. It contains the wait for the frame, up to 16.7 ms.
 * It fails if fewer than nine moves in ten changed the readout within 5 frames.
 *
 * Training. Train is pressed, with the default settings, on either engine. From one second after the
 * press, for 15 s, the tasks of the main thread are traced while the page scrolls from figure to figure.
 * Printed are the longest tasks with their processor time and the figure they were at, the most processor
 * time of any task (what the longest would be if nobody else had the cores), and the speed that the page
 * states.
 *
 * The machine counts: all browser processes and, in training, the worker share its cores, and WebGL is
 * drawn by software.
 */
import { cpus } from "node:os";
import { version as node } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { launchChromium } from "./browsers.mjs";
import { serveBuild } from "./site.mjs";

const viewport = { width: 1280, height: 900 };
const moves = 120;
const moveInterval = 60;
const trainingSeconds = 15;
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const wants = (name) => wanted.length === 0 || wanted.includes(name);

const site = await serveBuild();
const browser = await launchChromium();
const report = {
  machine: {
    processor: cpus()[0].model,
    cores: cpus().length,
    node,
    chromium: browser.version(),
  },
  drags: [],
  trainings: [],
};
try {
  if (wants("drag")) {
    report.drags.push(await benchDrag("decomposition", ".fig-query-rail .fig-draggable"));
    report.drags.push(await benchDrag("lookup-trace", ".fig-draggable"));
  }
  if (wants("training")) {
    report.trainings.push(await benchTraining("wasm"));
    report.trainings.push(await benchTraining("plain"));
    report.trainings.push(await benchTraining("webgl"));
  }
} finally {
  await browser.close();
  await site.close();
}
if (process.argv.includes("--json")) console.log(JSON.stringify(report, null, 2));
else print(report);

/** Drags the query over a figure's handle: { figure, visible, moves, frame, processor, delay }, in ms. */
async function benchDrag(figure, handle) {
  const page = await open("");
  const cell = page.locator(`[data-cell="${figure}"]`);
  await cell.locator(".figure-plot").evaluate((plot) => plot.scrollIntoView({ block: "center" }));
  const box = await cell.locator(handle).last().boundingBox();
  const y = box.y + box.height / 2;
  const at = (i) => box.x + box.width * (0.5 + 0.35 * Math.sin((2 * Math.PI * i) / moves));
  await page.mouse.move(at(0), y);
  await page.mouse.down();
  // The sweep has ended, and what idle time is for is done.
  await sleep(3000);
  const visible = await page.evaluate(visibleFigures);
  await page.evaluate(watchMoves);
  const stop = await trace(page);
  for (let i = 1; i <= moves; ++i) {
    await page.mouse.move(at(i), y);
    await sleep(moveInterval);
  }
  const traced = await stop();
  await page.mouse.up();
  const delays = await page.evaluate(() => globalThis.delays);
  await page.context().close();
  if (delays.length < 0.9 * moves)
    throw new Error(`${figure}: only ${delays.length} of ${moves} moves changed the readout`);
  const frames = traced.moves.map((move) => frameOf(move, traced));
  return {
    figure,
    visible,
    moves: delays.length,
    frame: quantiles(frames.map((tasks) => sum(tasks, ({ duration }) => duration))),
    processor: quantiles(frames.map((tasks) => sum(tasks, ({ processor }) => processor))),
    delay: quantiles(delays),
  };
}

/** The tasks from a move to the commit of its frame. */
function frameOf(move, { tasks, commits }) {
  const first = tasks.findIndex(({ start, duration }) => start + duration > move);
  const commit = commits.find((time) => time > move) ?? Number.POSITIVE_INFINITY;
  const last = tasks.findLastIndex(({ start }) => start < commit);
  return tasks.slice(first, last + 1);
}

/** Trains and scrolls: { engine, line, epochsPerSecond, longestTasks, mostProcessor, tasksOver50 }. */
async function benchTraining(engine) {
  const page = await open(`?engine=${engine}`);
  const panel = page.locator('[data-cell="training"]');
  await panel.evaluate((each) => each.scrollIntoView({ block: "center" }));
  await sleep(1000);
  await panel.getByRole("button", { name: "Train", exact: true }).click();
  await sleep(1000);
  const stop = await trace(page);
  const figures = await page.evaluate(() =>
    [...document.querySelectorAll(".figure-plot")].map(
      (plot) => plot.closest("[data-cell]").dataset.cell,
    ),
  );
  // Nearly half of the time at the panel, where a reader watches, the rest from figure to figure.
  const stops = ["training", "training", ...figures];
  for (const slug of stops) {
    await page.evaluate((name) => {
      performance.mark(`at ${name}`);
      document.querySelector(`[data-cell="${name}"]`).scrollIntoView({ block: "center" });
    }, slug);
    await sleep((1000 * trainingSeconds) / stops.length);
  }
  const { tasks, marks } = await stop();
  await panel.evaluate((each) => each.scrollIntoView({ block: "center" }));
  await sleep(300);
  const line = await panel.locator(".training-line").textContent();
  await page.context().close();
  const sorted = tasks.toSorted((a, b) => b.duration - a.duration);
  const placeOf = ({ start }) => marks.findLast((mark) => mark.time <= start)?.name ?? "training";
  return {
    engine,
    line,
    epochsPerSecond: Number(/([\d.,]+) epochs a second/.exec(line)?.[1].replace(",", "") ?? 0),
    longestTasks: sorted.slice(0, 5).map((task) => ({
      duration: rounded(task.duration),
      processor: rounded(task.processor),
      at: placeOf(task),
    })),
    mostProcessor: rounded(Math.max(...tasks.map(({ processor }) => processor))),
    tasksOver50: sorted.filter((task) => task.duration > 50).length,
  };
}

/** Opens the page and waits until it is alive and at rest. */
async function open(search) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`The page has an error: ${error.message}`));
  await page.goto(`${site.url}${search}`, { waitUntil: "load" });
  await page.waitForFunction(
    () =>
      document.querySelector("[data-prerendered]") === null &&
      [...document.querySelectorAll(".figure-plot")].every((plot) => plot.firstChild),
  );
  // A smooth scroll would still be under way.
  await page.addStyleTag({ content: "html { scroll-behavior: auto !important; }" });
  await sleep(1500);
  return page;
}

/** In the page: the cells whose figure is in sight. */
function visibleFigures() {
  return [...document.querySelectorAll(".figure-plot")]
    .filter((plot) => {
      const { top, bottom } = plot.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    })
    .map((plot) => plot.closest("[data-cell]").dataset.cell);
}

/** In the page: measures each move's delay until its readout is painted, into `globalThis.delays`. */
function watchMoves() {
  const readout = document.querySelector('output[name="prediction"] data');
  globalThis.delays = [];
  addEventListener(
    "pointermove",
    ({ timeStamp }) => {
      const before = readout.value;
      let frames = 0;
      const look = () => {
        // A message that is sent in a frame arrives after its paint.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          if (readout.value !== before) globalThis.delays.push(performance.now() - timeStamp);
          else if (++frames < 5) requestAnimationFrame(look);
        };
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );
}

/**
 * Traces the page's main thread. What it returns ends that and gives the thread's tasks, and the times of
 * the pointer's moves, the frames' commits and the marks, all in ms.
 */
async function trace(page) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value) events.push(event);
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
  await page.evaluate((name) => performance.mark(name), key);
  return async () => {
    const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
    await session.send("Tracing.end");
    await complete;
    await session.detach();
    // The thread that ran the page's own mark is its main thread.
    const { pid, tid } = events.find((event) => event.name === key);
    const own = events.filter((event) => event.pid === pid && event.tid === tid);
    const tasks = own
      .filter((event) => event.name === "RunTask" && event.ph === "X")
      .map(({ ts, dur, tdur }) => ({
        start: ts / 1000,
        duration: dur / 1000,
        processor: tdur / 1000,
      }))
      .sort((a, b) => a.start - b.start);
    const moves = own
      .filter((event) => event.name === "EventDispatch" && event.args.data?.type === "pointermove")
      .map((event) => event.ts / 1000)
      .sort((a, b) => a - b);
    const marks = own
      .filter((event) => event.name.startsWith("at "))
      .map((event) => ({ name: event.name.slice(3), time: event.ts / 1000 }));
    const commits = own.filter((event) => event.name === "Commit").map((event) => event.ts / 1000);
    return { tasks, moves, commits, marks };
  };
}

function sum(items, valueIn) {
  return items.reduce((total, item) => total + valueIn(item), 0);
}

function quantiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (fraction) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))]);
  return { median: at(0.5), p90: at(0.9), most: at(1) };
}

function rounded(value) {
  return Math.round(value * 10) / 10;
}

function print({ machine, drags, trainings }) {
  const { processor, cores, node, chromium } = machine;
  console.log(`${cores} cores (${processor}), Node ${node}, Chromium ${chromium}`);
  if (drags.length > 0) {
    console.log("\nA move of the query, in ms        median     90 %     most");
    for (const { figure, visible, frame, processor, delay } of drags) {
      console.log(`${figure}, in sight: ${visible.join(", ")}`);
      for (const [name, { median, p90, most }] of Object.entries({ frame, processor, delay }))
        console.log(`  ${name.padEnd(30)}${[median, p90, most].map(cell).join("")}`);
    }
  }
  if (trainings.length > 0) {
    console.log(`\nTraining, ${trainingSeconds} s from the second second on`);
    for (const { line, longestTasks, mostProcessor, tasksOver50 } of trainings) {
      console.log(line);
      console.log(
        `  main-thread tasks over 50 ms: ${tasksOver50}; the longest, in ms (processor time):`,
      );
      for (const { duration, processor, at } of longestTasks)
        console.log(`  ${cell(duration)} (${processor.toFixed(1)})  at ${at}`);
      console.log(`  most processor time of a task: ${mostProcessor.toFixed(1)} ms`);
    }
  }
}

function cell(value) {
  return value.toFixed(1).padStart(9);
}
