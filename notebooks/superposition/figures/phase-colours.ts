import { scaleLinear } from "d3-scale";
import { colourBar } from "../../../src/drawing/colour-bar";
import { fixed } from "../../../src/drawing/format";
import { plasma } from "../../../src/drawing/plasma";
import { type Attributes, svg } from "../../../src/drawing/svg";
import type { Phase } from "../mathematics/phase";

/** What the colours of a phase diagram say. */
export type PhaseMeasure = "sharing" | "gain" | "loss";

/** Decades to either side of "as much as the naive solution" after which the colours of the loss are full. */
const decades = 1;

/** The looks of a network's place, over a ground of paper. */
export function phaseLook(
  measure: PhaseMeasure,
  { sharing, gain, loss, ignoring }: Phase,
  features: number,
): Attributes {
  switch (measure) {
    case "sharing":
      return { fill: plasma(sharing / features) };
    case "gain":
      return { fill: plasma(gain) };
    case "loss":
      return ignoring === 0
        ? { fill: "var(--muted)", "fill-opacity": 0.35 }
        : lossLook(Math.log10(loss / ignoring));
  }
}

/** Blue where the network's loss is the smaller one, red where it is the larger. */
function lossLook(decadesAway: number): Attributes {
  const full = Math.min(1, Math.abs(decadesAway) / decades);
  return {
    class: decadesAway < 0 ? "fig-bar-positive" : "fig-bar-negative",
    "fill-opacity": full.toFixed(3),
  };
}

/** The colour bar of a measure, so wide. */
export function phaseBar(measure: PhaseMeasure, features: number, width: number): SVGGElement {
  if (measure === "loss") return lossBar(width);
  const most = measure === "sharing" ? features : 1;
  const scale = scaleLinear([0, most], [0, width]);
  return colourBar({
    scale,
    width,
    colour: (value) => plasma(value / most),
    ticks: scale.ticks(4),
    label: measure === "sharing" ? "features that share the neurons" : "mean gain",
  });
}

/** Two ways from none: steps beside each other, since they are transparent. */
function lossBar(width: number): SVGGElement {
  const steps = 40;
  const step = Math.floor(width / steps);
  const bar = svg(
    "g",
    { class: "fig-axis fig-colour-bar" },
    svg("text", { class: "fig-axis-label", y: 10 }, "loss / that of the naive solution"),
    svg("rect", { y: 16, width: steps * step, height: 8, fill: "var(--paper)" }),
  );
  for (let i = 0; i < steps; ++i)
    bar.append(
      svg("rect", {
        ...lossLook(decades * (((i + 0.5) / steps) * 2 - 1)),
        x: i * step,
        y: 16,
        width: step,
        height: 8,
      }),
    );
  for (const tick of [-1, -0.5, 0, 0.5, 1]) {
    const x = ((tick + 1) / 2) * steps * step;
    const value = 10 ** (decades * tick);
    bar.append(
      svg("line", { class: "fig-tick", x1: x, x2: x, y1: 24, y2: 28 }),
      svg(
        "text",
        { x, y: 31, dy: "0.71em", "text-anchor": "middle" },
        fixed(value, value < 1 ? 1 : 0),
      ),
    );
  }
  return bar;
}
