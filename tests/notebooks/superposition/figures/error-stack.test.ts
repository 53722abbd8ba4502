import { describe, expect, it } from "vitest";
import { errorBarPaths } from "../../../../notebooks/superposition/figures/error-bars";
import { errorStack } from "../../../../notebooks/superposition/figures/error-stack";

describe("an error as a stack", () => {
  it("is what it is alone, with what is added on top", () => {
    expect(errorStack(0.3, 0.5)).toEqual({ kept: [0, 0.3], added: [0.3, 0.5] });
  });

  it("is no higher than what is left of it, where something is taken away", () => {
    expect(errorStack(0.5, 0.3)).toEqual({ kept: [0, 0.3], removed: [0.3, 0.5] });
  });

  it("has one part where nothing is added or taken away, and none where it is not finite", () => {
    expect(errorStack(0.5, 0.5)).toEqual({ kept: [0, 0.5] });
    expect(errorStack(0.5, Number.NaN)).toBeUndefined();
    expect(errorStack(Number.POSITIVE_INFINITY, 1)).toBeUndefined();
  });
});

describe("the bars of the errors", () => {
  const scales = { left: 100, slot: 10, y: (error: number) => 50 - 100 * error };
  const isolated = [0.1, 0.3, 0.2];
  const conditional = [0.2, 0.1, Number.NaN];
  const paths = errorBarPaths(isolated, conditional, [1, 0, 2], scales);

  it("stand in the order of their slots", () => {
    expect(paths.kept).toBe("M101.0 50.0h8.0V40.0h-8.0zM111.0 50.0h8.0V40.0h-8.0z");
  });

  it("have what is added and what is taken away beyond them", () => {
    expect(paths.added).toBe("M111.0 40.0h8.0V30.0h-8.0z");
    expect(paths.removed).toBe("M101.0 40.0h8.0V20.0h-8.0z");
  });

  it("end at the error as it is", () => {
    expect(paths.ends).toBe("M101.0 40.0h8.0M111.0 30.0h8.0");
  });

  it("touch one another where slots are narrow", () => {
    const narrow = errorBarPaths([0.1], [0.1], [0], { ...scales, slot: 2 });
    expect(narrow.ends).toBe("M100.0 40.0h2.0");
  });
});
