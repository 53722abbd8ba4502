import { setTimeout as sleep } from "node:timers/promises";
import type { EngineName } from "../../src/training/contract";
import type { Figure, Section } from "./figures";
import { type Bench, openSite } from "./site-page";
import { quantile } from "./statistics";
import { type Task, trace } from "./trace";

const trainingSeconds = 15;

/**
 * Train is pressed, with the default settings, on each engine. From one second after the press, the tasks of the main
 * thread are traced while the page scrolls from figure to figure.
 * The machine counts: all browser processes and the workers share its cores.
 */
export async function measureTrainings(bench: Bench): Promise<Section> {
  const figures: Figure[] = [];
  for (const engine of ["wasm", "plain", "webgl"] as const)
    figures.push(...(await measureTraining(bench, engine)));
  return { title: `Training on the page, ${trainingSeconds} s from the second second on`, figures };
}

async function measureTraining(bench: Bench, engine: EngineName): Promise<Figure[]> {
  const page = await openSite(bench, `?engine=${engine}`);
  const panel = page.locator('[data-cell="training"]');
  await panel.evaluate((each) => each.scrollIntoView({ block: "center" }));
  await sleep(1000);
  await panel.getByRole("button", { name: "Train", exact: true }).click();
  await sleep(1000);
  const stop = await trace(bench.browser, page);
  const slugs = await page.evaluate(() =>
    [...document.querySelectorAll(".figure-plot")].map(
      (plot) => plot.closest<HTMLElement>("[data-cell]")!.dataset.cell!,
    ),
  );
  // Nearly half of the time at the panel, where a reader watches, the rest from figure to figure.
  const stops = ["training", "training", ...slugs];
  for (const slug of stops) {
    await page.evaluate((name) => {
      performance.mark(`at ${name}`);
      document.querySelector(`[data-cell="${name}"]`)!.scrollIntoView({ block: "center" });
    }, slug);
    await sleep((1000 * trainingSeconds) / stops.length);
  }
  const { tasks, marks } = await stop();
  await panel.evaluate((each) => each.scrollIntoView({ block: "center" }));
  await sleep(300);
  const line = (await panel.locator(".training-line").textContent()) ?? "";
  await page.context().close();
  const longest = tasks.reduce((a, b) => (b.duration > a.duration ? b : a));
  const placeOf = ({ start }: Task): string =>
    marks.findLast((mark) => mark.time <= start)?.name ?? "training";
  const epochs = /([\d.,]+) epochs a second/.exec(line)?.[1].replace(",", "");
  return [
    {
      id: `epochs-${engine}`,
      name: `${engine}, epochs a second`,
      unit: "1/s",
      ...(epochs !== undefined && { value: Number(epochs) }),
      note: line,
    },
    {
      id: `longest-task-${engine}`,
      name: `${engine}, longest main-thread task`,
      unit: "ms",
      value: longest.duration,
      note: `at ${placeOf(longest)}; ${tasks.filter(({ duration }) => duration > 50).length} over 50 ms`,
    },
    {
      id: `processor-task-${engine}`,
      name: `${engine}, most processor time of a task`,
      unit: "ms",
      value: quantile(
        tasks.map(({ processor }) => processor),
        1,
      ),
    },
  ];
}
