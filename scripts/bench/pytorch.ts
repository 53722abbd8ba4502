import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

/** Epochs of one request for them: as pytorch.py has it. */
export const pytorchEpochs = 10;

/** Why its figures are skipped. */
export const noPytorch = "no Python here has PyTorch (Debian: python3-torch, libopenblas0-pthread)";

/** PyTorch in a process of its own, which trains what it is asked for and otherwise waits. */
export interface Pytorch {
  readonly version: string;
  /** @returns seconds, measured in that process */
  train(what: "epochs" | "whole-run" | "superposition"): Promise<number>;
  close(): void;
}

/** Starts the first Python that has PyTorch; undefined where none has. */
export function startPytorch(): Pytorch | undefined {
  for (const python of [process.env.PYTHON, "python3", "/usr/bin/python3"]) {
    if (python === undefined) continue;
    const { status, stdout } = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], {
      encoding: "utf8",
    });
    if (status === 0) return pytorchIn(python, stdout.trim());
  }
  return undefined;
}

function pytorchIn(python: string, version: string): Pytorch {
  const child: ChildProcess = spawn(python, ["scripts/bench/pytorch.py"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    version,
    async train(what) {
      child.stdin!.write(`${JSON.stringify(what)}\n`);
      const { done, value } = await answers.next();
      if (done) throw new Error("PyTorch's process has ended.");
      return (JSON.parse(value) as { seconds: number }).seconds;
    },
    close: () => child.stdin!.end(),
  };
}
