import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/browser/**"],
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
          include: ["tests/browser/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Pages on a busy machine take their time.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
