// @vitest-environment jsdom
import { scaleLinear } from "d3-scale";
import { expect, test } from "vitest";
import { colourBar } from "../../src/drawing/colour-bar";

test("the steps of a colour bar are side by side on whole pixels, with no gap and no overlap", () => {
  for (const width of [60, 137, 180, 220]) {
    const scale = scaleLinear([-1, 1], [0, width]);
    const bar = colourBar({ scale, width, colour: () => "#0000ff80", ticks: [0], label: "value" });
    let end = 0;
    for (const step of bar.querySelectorAll("rect")) {
      const [x, wide] = ["x", "width"].map((name) => Number(step.getAttribute(name)));
      expect(x).toBe(end);
      expect(Number.isInteger(wide)).toBe(true);
      end = x + wide;
    }
    expect(end).toBe(width);
  }
});
