// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { dots, placeDot } from "../../src/drawing/dots";

const { NaN: none } = Number;

describe("dots", () => {
  it("are drawn where their places are finite", () => {
    const drawn = dots(
      [
        [1, 2],
        [none, 2],
        [3.25, -Infinity],
        [5, 6.04],
      ],
      { class: "fig-dot", r: 3 },
    );
    expect(drawn.map((dot) => dot.outerHTML)).toEqual([
      '<circle class="fig-dot" r="3" cx="1.0" cy="2.0"></circle>',
      '<circle class="fig-dot" r="3" cx="5.0" cy="6.0"></circle>',
    ]);
  });

  it("hide while they have no place", () => {
    const [dot] = dots([[1, 2]], { r: 3 });
    placeDot(dot, [4, none]);
    expect(dot.getAttribute("visibility")).toBe("hidden");
    expect(dot.outerHTML).not.toContain("NaN");
    placeDot(dot, [4, 5]);
    expect(dot.outerHTML).toBe('<circle r="3" cx="4.0" cy="5.0"></circle>');
  });
});
