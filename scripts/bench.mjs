/**
 * Measures how fast all this is on this machine, in headless Chromium, against TensorFlow.js and PyTorch, and prints
 * a table:
 *
 *     npm run bench [-- --json] [--check] [--rounds N] [epochs] [run] [superposition] [size] [click] [drag] [training]
 *
 * Without a name it measures everything, in some five minutes. `--json` prints one JSON document instead. `--check`
 * fails if a figure is past its limit in `scripts/bench/limits.ts`. `--rounds` is how often the epochs' contestants
 * take turns, of which the best counts.
 *
 * PyTorch is that of the first of `$PYTHON`, `python3` and `/usr/bin/python3` that has it, with one thread and with two;
 * without it, its rows say so and are not checked.
 *
 * Everything shares the machine's cores with all else that runs on it: measure on a machine that is at rest.
 */
import { resolve } from "node:path";
import { runnerImport } from "vite";

await runnerImport(resolve("scripts/bench/main.ts"), { configFile: false, logLevel: "warn" });
