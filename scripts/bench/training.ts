import { setTimeout as sleep } from "node:timers/promises";
import type { Figure, Section } from "./figures";
import { type PageTraining, pageTrainings, type WholeTraining, wholeTrainings } from "./notebooks";
import { type Bench, openSite } from "./site-page";
import { quantile } from "./statistics";
import { type Task, trace } from "./trace";

const trainingSeconds = 15;
const wholeRounds = 5;

/**
 * Train is pressed, with the default settings, on each engine. From one second after the press, the tasks of the main
 * thread are traced while the page scrolls from figure to figure.
 * The machine counts: all browser processes and the workers share its cores.
 */
export async function measureTrainings(bench: Bench): Promise<Section> {
  const figures: Figure[] = [];
  for (const training of pageTrainings()) figures.push(...(await measureTraining(bench, training)));
  return { title: `Training on the page, ${trainingSeconds} s from the second second on`, figures };
}

/** From the click on Train until all is trained and shown, on a fresh page each time. */
export async function measureWholeTrainings(bench: Bench): Promise<Section[]> {
  const sections: Section[] = [];
  for (const training of wholeTrainings())
    sections.push(await measureWholeTraining(bench, training));
  return sections;
}

async function measureWholeTraining(
  bench: Bench,
  { page: address, id, title, name, search }: WholeTraining,
): Promise<Section> {
  const seconds: number[] = [];
  for (let round = 0; round < wholeRounds; ++round) {
    const page = await openSite(bench, address + search);
    seconds.push(
      await page.evaluate(async () => {
        const panel = document.querySelector('[data-cell="training"]')!;
        panel.scrollIntoView({ block: "center" });
        const train = panel.querySelector("button")!;
        const start = performance.now();
        train.click();
        do await new Promise(requestAnimationFrame);
        while (
          !/([\d,]+) \/ \1 (epochs|batches)/.test(panel.textContent) ||
          train.textContent !== "Train"
        );
        return (performance.now() - start) / 1000;
      }),
    );
    await page.context().close();
  }
  return {
    title: `${title}, ${wholeRounds} clicks`,
    figures: [
      {
        id: `${id}-click-to-end`,
        name: `${name}, median`,
        unit: "s",
        value: quantile(seconds, 0.5),
        note: seconds.map((each) => each.toFixed(1)).join(", "),
      },
    ],
  };
}

async function measureTraining(
  bench: Bench,
  { page: address, id, name, search }: PageTraining,
): Promise<Figure[]> {
  const page = await openSite(bench, address + search);
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
  const [, speed, steps = "steps"] = /([\d.,]+) (epochs|batches) a second/.exec(line) ?? [];
  return [
    {
      id: `steps-${id}`,
      name: `${name}, ${steps} a second`,
      unit: "1/s",
      ...(speed !== undefined && { value: Number(speed.replace(",", "")) }),
      note: line,
    },
    {
      id: `longest-task-${id}`,
      name: `${name}, longest main-thread task`,
      unit: "ms",
      value: longest.duration,
      note: `at ${placeOf(longest)}; ${tasks.filter(({ duration }) => duration > 50).length} over 50 ms`,
    },
    {
      id: `processor-task-${id}`,
      name: `${name}, most processor time of a task`,
      unit: "ms",
      value: quantile(
        tasks.map(({ processor }) => processor),
        1,
      ),
    },
  ];
}
