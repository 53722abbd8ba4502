import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pytorchName, startPytorch } from "../../scripts/bench/pytorch";

/** Says that it has PyTorch, and answers each request with the threads that it and its BLAS may have. */
const python = `#!/usr/bin/env node
const [, , script, threads] = process.argv;
if (script === "-c") console.log("9.8.7");
else
  require("node:readline").createInterface({ input: process.stdin }).on("line", () => {
    const seconds = Number(threads) + Number(process.env.OPENBLAS_NUM_THREADS) / 10;
    console.log(JSON.stringify({ seconds }));
  });
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lookup-python-"));
  const file = join(folder, "python.cjs");
  writeFileSync(file, python, { mode: 0o755 });
  vi.stubEnv("PYTHON", file);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it.skipIf(process.platform === "win32")(
  "starts PyTorch with one thread and with two, the products’ threads included",
  async () => {
    const started = startPytorch();
    expect(started.map(({ version }) => version)).toEqual(["9.8.7", "9.8.7"]);
    expect(started.map(pytorchName)).toEqual(["PyTorch, one thread", "PyTorch, two threads"]);
    expect(await Promise.all(started.map((each) => each.train("epochs")))).toEqual([1.1, 2.2]);
    for (const each of started) each.close();
  },
);
