import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

/** Epochs of one request for them: as pytorch.py has it. */
export const pytorchEpochs = 10;

/** Why its figures are skipped. */
export const noPytorch = "no Python here has PyTorch (Debian: python3-torch, libopenblas0-pthread)";

/** With how many threads PyTorch is measured: as many as the WebAssembly engine has for one model, and for several. */
const threadCounts = [1, 2] as const;
type ThreadCount = (typeof threadCounts)[number];

/** PyTorch in a process of its own, which trains what it is asked for and otherwise waits. */
export interface Pytorch {
  readonly version: string;
  readonly threads: ThreadCount;
  /** @returns seconds, measured in that process */
  train(what: "epochs" | "whole-run" | "superposition"): Promise<number>;
  close(): void;
}

/** Its name in a table. */
export function pytorchName({ threads }: Pytorch): string {
  return threads === 1
    ? "PyTorch, one thread"
    : `PyTorch, ${threads === 2 ? "two" : threads} threads`;
}

/** Starts the first Python that has PyTorch, once for each number of threads; none where no Python has it. */
export function startPytorch(): readonly Pytorch[] {
  for (const python of [process.env.PYTHON, "python3", "/usr/bin/python3"]) {
    if (python === undefined) continue;
    const { status, stdout } = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], {
      encoding: "utf8",
    });
    if (status === 0)
      return threadCounts.map((threads) => pytorchIn(python, stdout.trim(), threads));
  }
  return [];
}

function pytorchIn(python: string, version: string, threads: ThreadCount): Pytorch {
  const child: ChildProcess = spawn(python, ["scripts/bench/pytorch.py", String(threads)], {
    stdio: ["pipe", "pipe", "inherit"],
    // PyTorch does not tell OpenBLAS how many threads it may have.
    env: { ...process.env, OMP_NUM_THREADS: `${threads}`, OPENBLAS_NUM_THREADS: `${threads}` },
  });
  const answers = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    version,
    threads,
    async train(what) {
      child.stdin!.write(`${JSON.stringify(what)}\n`);
      const { done, value } = await answers.next();
      if (done) throw new Error("PyTorch's process has ended.");
      return (JSON.parse(value) as { seconds: number }).seconds;
    },
    close: () => child.stdin!.end(),
  };
}
