import { expect, it } from "vitest";
import { derived } from "../../src/notebook/derived";
import { Source } from "../../src/notebook/source";

const never = new Promise<void>(() => {});

it("follows its source, and tells only when it is another value", () => {
  const source = new Source({ phase: "training", done: 0 });
  const phase = derived(source, (status) => status.phase, never);
  let told = 0;
  phase.addEventListener("input", () => ++told);
  expect(phase.value).toBe("training");
  source.value = { phase: "training", done: 1 };
  expect(told).toBe(0);
  source.value = { phase: "done", done: 2 };
  expect(phase.value).toBe("done");
  expect(told).toBe(1);
});

it("follows no more once it is invalidated", async () => {
  let invalidate = (): void => {};
  const source = new Source(1);
  const double = derived(
    source,
    (value) => 2 * value,
    new Promise<void>((resolve) => {
      invalidate = resolve;
    }),
  );
  invalidate();
  await Promise.resolve();
  source.value = 2;
  expect(double.value).toBe(2);
});
