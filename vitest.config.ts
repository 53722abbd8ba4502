import { defineConfig } from "vitest/config";

/** What needs a browser: what every page and embed must do, and what one notebook's page does. */
const browserTests = ["tests/browser/**/*.test.ts", "tests/notebooks/*/browser/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: browserTests,
          pool: "threads",
          // All cores: by default one is left idle, which is half of a small machine.
          maxWorkers: "100%",
          // Some enumerate, integrate or train for seconds, and longer on a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: browserTests,
          // Pages mostly wait, for a frame or a worker: two files at a time take two thirds of the time of one.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Pages on a busy machine take their time.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
