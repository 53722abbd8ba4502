import { expect, it } from "vitest";
import { heightRule, knotsOf } from "../../scripts/pictures/plot-heights";
import { drawnAhead } from "../../scripts/pictures/still-html";
import type { Still } from "../../scripts/pictures/stills";

const bytes = Buffer.alloc(0);
const stills: Still[] = (["wide", "narrow"] as const).flatMap((window) =>
  (["light", "dark"] as const).map((scheme) => ({
    figure: "loss",
    window,
    scheme,
    file: `loss-${window}-${scheme}.webp`,
    width: window === "wide" ? 974 : 345,
    height: 280,
    bytes,
  })),
);

it("puts a figure's pictures where its plot will be, with its sentence", () => {
  const output = {
    slug: "loss",
    html: "<figure><!--loss--><figcaption>It falls.</figcaption></figure>",
    figures: [{ name: "loss", alt: "From 3 to “1”, or < 1." }],
  };
  const heights = new Map([["loss", [{ width: 300, height: 240 }]]]);
  const cells = { slots: { prose: ["1"] }, outputs: [output] };
  const { slots, figures } = drawnAhead(cells, heights, stills, "prerender/name");
  expect(slots).toEqual({ prose: ["1"] });
  for (const part of [
    'media="(max-width: 600px) and (prefers-color-scheme: dark)" srcset="/prerender/name/loss-narrow-dark.webp" width="345"',
    '<img src="/prerender/name/loss-wide-light.webp" width="974" height="280" style="--plot-height:240px" alt="From 3 to “1”, or &lt; 1."',
    "</picture></div><figcaption>It falls.",
  ])
    expect(figures.loss).toContain(part);
});

it("writes a height that jumps at a width as a ramp that nobody sees", () => {
  const rule = heightRule([
    { width: 300, height: 320 },
    { width: 479, height: 320 },
    { width: 480, height: 380 },
    { width: 599, height: 380 },
    { width: 600, height: 370 },
  ]);
  expect(rule).toBe(
    "calc(320px + clamp(0px,(100cqw - 479.5px)*60000,60px) - clamp(0px,(100cqw - 599.5px)*10000,10px))",
  );
});

it("writes a height that follows the width as a ramp of its own slope", () => {
  const rule = heightRule([
    { width: 300, height: 600 },
    { width: 640, height: 940 },
    { width: 700, height: 940 },
  ]);
  expect(rule).toBe("calc(600px + clamp(0px,(100cqw - 300px)*1,340px))");
});

it("keeps of the measured heights those between which the others are straight", () => {
  const heights = [300, 320, 340, 341, 360, 380, 400].map((width) => ({
    width,
    height: width < 341 ? width : 500,
  }));
  expect(knotsOf(heights)).toEqual([
    { width: 300, height: 300 },
    { width: 340, height: 340 },
    { width: 341, height: 500 },
    { width: 400, height: 500 },
  ]);
  expect(knotsOf([{ width: 300, height: 5 }])).toEqual([{ width: 300, height: 5 }]);
});
