// Runs a TypeScript script that imports from src/, through Vite's module runner:
//   node scripts/run.mjs scripts/pretrain.ts [arguments]
import "./folder-name.mjs";
import { resolve } from "node:path";

const { runnerImport } = await import("vite");
const [script] = process.argv.splice(2, 1);
if (script === undefined) throw new Error("usage: node scripts/run.mjs SCRIPT.ts [arguments]");
await runnerImport(resolve(script), { configFile: false, logLevel: "warn" });
