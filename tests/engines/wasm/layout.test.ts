import { expect, it } from "vitest";
import { planMemory } from "../../../src/engines/wasm/layout";
import { perceptron } from "../../../src/network/architecture";

const loss = { name: "power", exponent: 2 } as const;

it("divides the rows of a batch into even blocks", () => {
  for (const samples of [1, 2, 127, 128, 129, 1000, 12_769]) {
    const { rows, blocks } = planMemory({ architecture: perceptron([1, 64, 1]), loss, samples }, 0);
    expect(rows % 2).toBe(0);
    expect(rows).toBeLessThanOrEqual(128);
    expect(rows * blocks).toBeGreaterThanOrEqual(samples);
    expect(rows * blocks - samples).toBeLessThan(2 * blocks);
  }
});

it("says in plain words what it has no room for", () => {
  const shape = { architecture: perceptron([1, 8, 1]), loss, samples: 120_000_000 };
  expect(() => planMemory(shape, 0)).toThrow(
    new RangeError(
      "A network 1 → 8 → 1 on 120000000 samples needs 1374 MB of memory, more than 1024.",
    ),
  );
});
