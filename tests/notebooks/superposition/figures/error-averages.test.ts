// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import {
  errorAverages,
  leastInWords,
  leastOf,
} from "../../../../notebooks/superposition/figures/error-averages";

describe("who has the least error", () => {
  it("is who has less than all others", () => {
    expect(leastOf([0.07, 0.15])).toEqual([0]);
    expect(leastInWords({ network: 0.07, naive: 0.15 }, undefined)).toBe("least: network");
    expect(leastInWords({ network: 0.2, naive: 0.15, other: 0.1 }, "trained with L2")).toBe(
      "least: trained with L2",
    );
  });

  it("is nobody alone where errors differ by no more than samples can tell", () => {
    expect(leastOf([0.1, 0.101])).toEqual([0, 1]);
    expect(leastInWords({ network: 0.1, naive: 0.101 }, undefined)).toBe("all are alike");
    expect(leastInWords({ network: 0.2, naive: 0.1, other: 0.101 }, "trained with L2")).toBe(
      "least: naive solution and trained with L2",
    );
    expect(leastInWords({ network: 0, naive: 0 }, undefined)).toBe("all are alike");
  });

  it("is not a network whose training has diverged", () => {
    expect(leastOf([Number.NaN, 0.15])).toEqual([1]);
    expect(leastOf([Number.POSITIVE_INFINITY, 0.15])).toEqual([1]);
  });
});

describe("the averages", () => {
  const bar = (element: HTMLElement, name: string): number =>
    Number(
      element
        .querySelector(`output[name="${name}"]`)!
        .parentElement!.querySelector("rect")!
        .getAttribute("width"),
    );

  it("are shown as bars, each pair on a scale of its own", () => {
    const element = errorAverages();
    element.update({ network: 0.05, naive: 0.15 }, { network: 0.006, naive: 0.003 }, undefined);
    expect(bar(element, "conditional-error") / bar(element, "naive-conditional-error")).toBeCloseTo(
      1 / 3,
      2,
    );
    expect(bar(element, "overall-error") / bar(element, "naive-overall-error")).toBeCloseTo(2, 1);
    expect(element.textContent).toContain("0.0500 network");
    expect(element.textContent).toContain("0.00300 naive solution");
  });

  it("keep the room of a network to compare with, and show it when it comes", () => {
    const element = errorAverages();
    const row = (): HTMLElement =>
      element.querySelector('output[name="other-overall-error"]')!.parentElement!;
    element.update({ network: 0.1, naive: 0.1 }, { network: 0.1, naive: 0.1 }, undefined);
    expect(row().style.visibility).toBe("hidden");
    const average = { network: 0.1, naive: 0.1, other: 0.05 };
    element.update(average, average, "trained with L2");
    expect(row().style.visibility).toBe("");
    expect(row().textContent).toBe("0.0500 trained with L2");
  });
});
