import { expect, it, vi } from "vitest";
import { whenChanged } from "../../src/figure/when-changed";

it("runs when a value is another, and not while all stay the same", () => {
  const run = vi.fn();
  const move = whenChanged(run);
  const list = [1];
  move(1, list);
  move(1, list);
  expect(run.mock.calls).toEqual([[1, list]]);
  move(1, [1]);
  move(2, list);
  expect(run).toHaveBeenCalledTimes(3);
});
