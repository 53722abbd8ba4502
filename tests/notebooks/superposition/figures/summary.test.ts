// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  bestOf,
  type SummaryState,
  summaryFigure,
} from "../../../../notebooks/superposition/figures/summary";
import { stubSight } from "./in-sight";
import { captionOf, elementOf, show } from "./stage";

const naive = (value: number) => ({ name: "naive solution", value });
const state: SummaryState = {
  task: { features: 100, neurons: 10, probability: 0.02 },
  columns: ["trained with L4", "trained with L2"],
  rows: [
    {
      name: "|error|² over all samples",
      values: [0.006, 0.0029],
      reference: naive(0.003),
      lessIsBetter: true,
    },
    {
      name: "|error|⁴ over all samples",
      values: [0.0006, 0.0014],
      reference: naive(0.0018),
      lessIsBetter: true,
    },
    {
      name: "answer at x = −1, mean",
      values: [-0.0419, undefined],
      reference: naive(0),
      lessIsBetter: false,
    },
  ],
};

describe("the summary of the run", () => {
  beforeEach(() => stubSight(700));
  afterEach(() => vi.unstubAllGlobals());

  function shown(of: SummaryState = state) {
    const element = elementOf(summaryFigure, of);
    const cells = () =>
      [...element.querySelectorAll("tr")].map((row) =>
        [...row.cells].map(({ textContent }) => textContent),
      );
    return { element, cells };
  }

  it("is a table, with headings for its rows and columns", () => {
    const { element, cells } = shown();
    expect(cells()).toEqual([
      ["measure", "trained with L4", "trained with L2", "reference"],
      ["|error|² over all samples", "0.00600", "0.00290", "0.00300 naive solution"],
      ["|error|⁴ over all samples", "6.0×10⁻⁴", "0.00140", "0.00180 naive solution"],
      ["answer at x = −1, mean", "−0.0419", "–", "0 naive solution"],
    ]);
    expect(element.querySelectorAll("th[scope=col]")).toHaveLength(4);
    expect(element.querySelectorAll("th[scope=row]")).toHaveLength(3);
    expect(element.querySelector("table")!.getAttribute("aria-label")).toBe("The run in numbers");
  });

  it("is neither hidden in a picture nor offered as a table once more", () => {
    const { element } = shown();
    expect(element.querySelector("table")!.closest("[role=img], [role=application]")).toBeNull();
    expect(element.querySelector("details")).toBeNull();
  });

  it("marks the best of the rows where less is better, and names who has it", () => {
    const { element } = shown();
    const best = [...element.querySelectorAll(".fig-best")].map(({ textContent }) => textContent);
    expect(best).toEqual(["0.00290", "6.0×10⁻⁴"]);
    expect(captionOf(element)).toContain(
      "by |error|² over all samples it is the network trained with L2; by |error|⁴ over all samples it is the network trained with L4.",
    );
  });

  it("writes new numbers into the cells that are there", () => {
    const { element, cells } = shown();
    const [cell] = element.querySelectorAll("td");
    const [first, ...others] = state.rows;
    show(element, { ...state, rows: [{ ...first, values: [0.001, 0.0029] }, ...others] });
    expect(element.querySelector("td")).toBe(cell);
    expect(cells()[1][1]).toBe("0.00100");
    expect(cell.className).toBe("fig-best");
    show(element, { ...state, columns: ["trained with L4"], rows: [{ ...first, values: [0.1] }] });
    expect(cells()).toEqual([
      ["measure", "trained with L4", "reference"],
      ["|error|² over all samples", "0.100", "0.00300 naive solution"],
    ]);
  });
});

describe("the best of a row", () => {
  const row = (values: readonly (number | undefined)[], reference: number) => ({
    name: "",
    values,
    reference: naive(reference),
    lessIsBetter: true,
  });

  it("may be the reference, or several that are alike", () => {
    expect(bestOf(row([0.2, 0.3], 0.1))).toEqual([2]);
    expect(bestOf(row([0.2, 0.1], 0.101))).toEqual([1, 2]);
  });

  it("is none where all are alike, or where less is no better", () => {
    expect(bestOf(row([0.1, undefined], 0.1))).toEqual([]);
    expect(bestOf({ ...row([0.1], 0.2), lessIsBetter: false })).toEqual([]);
  });

  it("is none that is not a number", () => {
    expect(bestOf(row([Number.NaN, 0.2], 0.3))).toEqual([1]);
  });
});
