// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { describe, expect, it } from "vitest";
import { budgetPanel } from "../../../../notebooks/superposition/figures/budget-panel";

const budget = {
  attenuation: 0.00125,
  whileActive: 0.00021,
  whileInactive: 0.00484,
  total: 0.0063,
  naive: 0.003,
};

/** The names, the numbers and the bars, from the left and top. */
function panel(of: typeof budget) {
  const element = budgetPanel(Plot, of, { top: 0, width: 504 });
  const texts = [...element.querySelectorAll('[aria-label="text"]')].map((mark) =>
    [...mark.querySelectorAll("text")].map(({ textContent }) => textContent),
  );
  const bars = [...element.querySelectorAll('[aria-label="rect"]')].flatMap((mark) =>
    [...mark.querySelectorAll("rect")].map((bar) => {
      const [x, y, width] = ["x", "y", "width"].map((name) => Number(bar.getAttribute(name)));
      return { fill: mark.getAttribute("fill"), from: x, to: x + width, row: Math.floor(y / 38) };
    }),
  );
  return {
    names: texts[0],
    numbers: texts[1],
    row: (row: number) => bars.filter((bar) => bar.row === row),
    bars,
  };
}

describe("the budget of an error", () => {
  it("has each term begin where the one before ends, on the way to the whole", () => {
    const { row } = panel(budget);
    const [[first], [second], [third], whole, [naive]] = [0, 1, 2, 3, 4].map(row);
    expect(first.from).toBe(0);
    expect(second.from).toBeCloseTo(first.to, 6);
    expect(third.from).toBeCloseTo(second.to, 6);
    expect(whole.map(({ from }) => from)).toEqual([0, expect.closeTo(first.to, 6)]);
    expect(whole[1].to).toBeCloseTo(third.to, 6);
    expect(naive.to / third.to).toBeCloseTo(0.003 / 0.0063, 6);
    // The longest leaves room for its number.
    expect(third.to).toBeGreaterThan(380);
    expect(third.to).toBeLessThan(504 - 14 * 6);
  });

  it("writes numbers that add up, and their shares, each under its name", () => {
    const { names, numbers } = panel(budget);
    expect(names[3]).toBe("network, together");
    expect(numbers).toEqual([
      "0.00125 (20 %)",
      "0.00021 (3 %)",
      "0.00484 (77 %)",
      "0.00630",
      "0.00300",
    ]);
  });

  it("goes back where interference takes away", () => {
    const { row, numbers } = panel({ ...budget, whileActive: -0.00025, total: 0.00584 });
    const [[first], [second], [third]] = [0, 1, 2].map(row);
    expect(second.fill).toBe("var(--red)");
    expect(second.to).toBeCloseTo(first.to, 6);
    expect(third.from).toBeCloseTo(second.from, 6);
    expect(numbers[1]).toBe("−0.00025 (−4 %)");
  });

  it("has no bars where there is nothing finite to draw", () => {
    const nan = Number.NaN;
    const diverged = {
      attenuation: nan,
      whileActive: nan,
      whileInactive: nan,
      total: nan,
      naive: 0,
    };
    const { bars, numbers } = panel(diverged);
    expect(bars.map(({ from, to }) => to - from)).toEqual([0]);
    expect(numbers[3]).toBe("not finite");
  });
});
