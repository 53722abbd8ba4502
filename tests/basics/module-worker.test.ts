// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { startModuleWorker } from "../../src/basics/module-worker";

const started: string[] = [];
const blobs: Blob[] = [];
vi.stubGlobal(
  "Worker",
  class {
    constructor(url: string, { type }: WorkerOptions) {
      started.push(`${type} ${url}`);
    }
  },
);
URL.createObjectURL = (blob) => {
  blobs.push(blob as Blob);
  return `blob:${blobs.length}`;
};
afterEach(() => {
  started.length = 0;
});

it("a worker of the page's own origin starts as it is", () => {
  startModuleWorker(`${location.origin}/assets/worker.js`);
  startModuleWorker("/assets/worker.js");
  expect(started).toEqual([
    `module ${location.origin}/assets/worker.js`,
    "module /assets/worker.js",
  ]);
});

it("one of another origin starts from a script that imports it, made once", () => {
  startModuleWorker("https://site.example/worker.js");
  startModuleWorker("https://site.example/worker.js");
  expect(started).toEqual(["module blob:1", "module blob:1"]);
  expect(blobs).toHaveLength(1);
});

it("one that the page's policy forbids says what the policy lacks, where the browser refuses it at once", () => {
  class RefusedWorker {
    constructor() {
      throw new DOMException("The operation is insecure.", "SecurityError");
    }
  }
  vi.stubGlobal("Worker", RefusedWorker);
  expect(() => startModuleWorker("https://site.example/worker.js")).toThrow(
    "This page does not allow workers from blob: addresses (worker-src blob: in its policy)",
  );
  expect(() => startModuleWorker("/assets/worker.js")).toThrow("The operation is insecure.");
});
