import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Runs the TypeScript compiler. Resolves to what it says: nothing, where all is well. */
export function tsc(options: readonly string[], folder: string): Promise<string> {
  const bin = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
  const child = spawn(process.execPath, [bin, "--pretty", "false", ...options], { cwd: folder });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}
