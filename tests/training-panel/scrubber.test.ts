// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { bind } from "../../src/inputs/bind";
import { slider } from "../../src/inputs/slider";
import { Source } from "../../src/notebook/source";
import { scrubberElement } from "../../src/training-panel/scrubber";

describe("a scrubber", () => {
  const make = () => {
    const steps = scrubberElement("Training step", "epoch");
    steps.update({ steps: [0, 1, 4, 100], step: 4 });
    return { steps, range: steps.querySelector("input")! };
  };

  it("stands at the kept moment nearest to the epoch that the page shows, and says which", () => {
    const { steps } = make();
    expect(steps.value).toBe(4);
    expect(steps.textContent).toContain("epoch 4");
  });

  it("moves by one moment for one arrow, and is null at the last", () => {
    const { steps, range } = make();
    const told = vi.fn();
    steps.addEventListener("input", told);
    range.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", cancelable: true }));
    expect(steps.value).toBe(1);
    for (let i = 0; i < 3; ++i)
      range.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", cancelable: true }));
    expect(steps.value).toBeNull();
    expect(told).toHaveBeenCalledTimes(4);
  });

  it("has one moment where nothing is trained yet", () => {
    const { steps } = make();
    steps.update({ steps: [0], step: 0 });
    expect(steps.value).toBeNull();
    expect(steps.textContent).toContain("epoch 0");
  });
});

describe("bind", () => {
  it("makes an input and a value follow each other, until it is invalidated", async () => {
    const target = new Source(3);
    let invalidate = (): void => {};
    const invalidation = new Promise<void>((resolve) => {
      invalidate = resolve;
    });
    const input = bind(
      slider({ label: "d", min: 0, max: 10, step: 1, value: 0 }),
      target,
      invalidation,
    );
    expect(input.value).toBe(3);
    target.value = 5;
    expect(input.value).toBe(5);
    input.value = 7;
    input.dispatchEvent(new Event("input"));
    expect(target.value).toBe(7);
    invalidate();
    await invalidation;
    target.value = 1;
    expect(input.value).toBe(7);
  });
});
