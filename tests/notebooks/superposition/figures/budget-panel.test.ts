// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { budgetPanel } from "../../../../notebooks/superposition/figures/budget-panel";

const budget = {
  attenuation: 0.00125,
  whileActive: 0.00021,
  whileInactive: 0.00484,
  total: 0.0063,
  naive: 0.003,
};

/** The texts and the bars of each row. */
function rows(of: typeof budget) {
  return [...budgetPanel(of, 504).querySelectorAll("g")].map((row) => ({
    texts: [...row.querySelectorAll("text")].map(({ textContent }) => textContent),
    bars: [...row.querySelectorAll("rect")].map((bar) => ({
      kind: bar.getAttribute("class"),
      from: Number(bar.getAttribute("x")),
      length: Number(bar.getAttribute("width")),
    })),
  }));
}

describe("the budget of an error", () => {
  it("has each term begin where the one before ends, on the way to the whole", () => {
    const [first, second, third, whole, naive] = rows(budget).map(({ bars }) => bars);
    expect(first[0].from).toBe(0);
    expect(second[0].from).toBeCloseTo(first[0].length, 0);
    expect(third[0].from).toBeCloseTo(second[0].from + second[0].length, 0);
    expect(third[0].from + third[0].length).toBeCloseTo(400, 0);
    expect(whole.at(-1)!.from + whole.at(-1)!.length).toBeCloseTo(400, 0);
    expect(naive[0].length).toBeCloseTo((400 * 0.003) / 0.0063, 0);
  });

  it("writes numbers that add up, and their shares", () => {
    expect(rows(budget).map(({ texts }) => texts[1])).toEqual([
      "0.00125 (20 %)",
      "0.00021 (3 %)",
      "0.00484 (77 %)",
      "0.00630",
      "0.00300",
    ]);
  });

  it("goes back where interference takes away", () => {
    const helped = { ...budget, whileActive: -0.00025, total: 0.00584 };
    const [first, second, third] = rows(helped).map(({ bars }) => bars[0]);
    expect(second.kind).toBe("fig-bar-negative");
    expect(second.from + second.length).toBeCloseTo(first.length, 0);
    expect(third.from).toBeCloseTo(second.from, 0);
    expect(rows(helped)[1].texts[1]).toBe("−0.00025 (−4 %)");
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
    expect(rows(diverged).flatMap(({ bars }) => bars.map(({ length }) => length))).toEqual([0]);
    expect(rows(diverged)[3].texts[1]).toBe("not finite");
  });
});
