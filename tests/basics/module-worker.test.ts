// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { startModuleWorker } from "../../src/basics/module-worker";

const started: string[] = [];
const blobs: Blob[] = [];
vi.stubGlobal(
  "Worker",
  class {
    constructor(url: string, { type = "classic" }: WorkerOptions = {}) {
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
    `module ${location.origin}/assets/worker.js`,
  ]);
});

it("one of another origin starts from a script that imports it, made once", () => {
  startModuleWorker("https://site.example/worker.js");
  startModuleWorker("https://site.example/worker.js");
  expect(started).toEqual(["classic blob:1", "classic blob:1"]);
  expect(blobs).toHaveLength(1);
});

it("so does one of the page's own address in a sandboxed frame, which has no origin", async () => {
  vi.stubGlobal("origin", "null");
  startModuleWorker("/assets/worker.js");
  vi.stubGlobal("origin", location.origin);
  expect(started).toEqual(["classic blob:2"]);
  const reader = new FileReader();
  reader.readAsText(blobs[1]);
  await new Promise((resolve) => reader.addEventListener("load", resolve));
  expect(reader.result).toContain(`import("${location.origin}/assets/worker.js")`);
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
