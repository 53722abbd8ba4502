import { expect, it } from "vitest";
import { heightRule } from "../../scripts/pictures/plot-heights";
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
  const heights = new Map([["loss", [{ from: 300, height: 240 }]]]);
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

it("writes a height that changes at a width as a ramp that nobody sees", () => {
  const rule = heightRule([
    { from: 300, height: 320 },
    { from: 480, height: 380 },
    { from: 600, height: 370 },
  ]);
  expect(rule).toBe(
    "calc(320px + clamp(0px,(100cqw - 479.5px)*60000,60px) - clamp(0px,(100cqw - 599.5px)*10000,10px))",
  );
});
