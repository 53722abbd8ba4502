/**
 * Everything that must pass, in one command: format and lint, types (notebook cells included),
 * unit tests, the build and its size, and the tests in browsers, which are installed where they are missing.
 *
 *     npm test
 */
import { spawnSync } from "node:child_process";
import { installBrowsers } from "./browsers.mjs";

const steps = [
  ["Format and lint", "npx", ["biome", "ci", "."]],
  ["Types, notebook cells included", "npm", ["run", "--silent", "check"]],
  ["Unit tests", "npx", ["vitest", "run", "--project", "unit"]],
  ["Build", "npm", ["run", "--silent", "build"]],
  ["Size", "npm", ["run", "--silent", "size"]],
  ["Browser tests", "npx", ["vitest", "run", "--project", "browser"]],
];

for (const [name, found] of Object.entries(installBrowsers())) {
  if (found === undefined)
    console.log(`SKIPPED: ${name} is not on this machine and could not be installed`);
}
for (const [title, command, args] of steps) {
  console.log(`\n=== ${title}`);
  const started = performance.now();
  const { status } = spawnSync(command, args, {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error(`\n${title} failed`);
    process.exit(status ?? 1);
  }
  console.log(`(${((performance.now() - started) / 1000).toFixed(0)} s)`);
}
