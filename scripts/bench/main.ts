import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { launchChromium } from "../browsers.mjs";
import { serveBuild } from "../site.mjs";
import { measureClick } from "./click";
import { measureDrags } from "./drag";
import { measureEpochs } from "./epochs";
import type { Machine, Report, Section } from "./figures";
import { serveKernelPages } from "./kernel-pages";
import { check } from "./limits";
import { startPytorch } from "./pytorch";
import { measureRuns, superposition, wholeRun } from "./runs";
import { measureSize } from "./size";
import { table } from "./table";
import { measureTrainings, measureWholeTrainings } from "./training";

const { values: options, positionals: wanted } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    rounds: { type: "string", default: "10" },
  },
});

const rounds = Number(options.rounds);
if (!(Number.isInteger(rounds) && rounds > 0))
  throw new RangeError(`--rounds is a whole number from 1, not ${options.rounds}.`);

const browser = await launchChromium();
const site = await serveBuild();
const pages = await serveKernelPages(browser);
const pytorch = startPytorch();
const bench = { browser, url: site.url };

const parts: Record<string, () => Promise<readonly Section[]>> = {
  epochs: () => measureEpochs(pages, pytorch, rounds),
  run: async () => [await measureRuns(wholeRun, pages, pytorch)],
  superposition: async () => [await measureRuns(superposition, pages, pytorch)],
  size: async () => [measureSize(site.output)],
  click: async () => [await measureClick(bench)],
  drag: async () => [await measureDrags(bench)],
  training: async () => [await measureTrainings(bench), ...(await measureWholeTrainings(bench))],
};

try {
  const unknown = wanted.filter((name) => parts[name] === undefined);
  if (unknown.length > 0)
    throw new Error(
      `There is no ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}.`,
    );
  const sections: Section[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.error(`Measuring: ${name}`);
    sections.push(...(await measure()));
  }
  tell({ machine: machine(), sections });
} finally {
  for (const process of pytorch) process.close();
  await browser.close();
  await pages.close();
  await site.close();
}

function machine(): Machine {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    processor: processors[0].model,
    cores: processors.length,
    node: process.versions.node,
    chromium: browser.version(),
    ...(pytorch.length > 0 && { pytorch: pytorch[0].version }),
  };
}

function tell(report: Report): void {
  const { shortfalls, unchecked } = check(report.sections);
  if (options.json)
    console.log(
      JSON.stringify({ ...report, ...(options.check && { shortfalls, unchecked }) }, null, 2),
    );
  else console.log(table(report));
  if (!options.check) return;
  for (const id of unchecked) console.error(`Not checked, since not measured: ${id}`);
  for (const shortfall of shortfalls) console.error(`PROBLEM: ${shortfall}`);
  if (shortfalls.length > 0) process.exitCode = 1;
}
