import { scaleLinear } from "d3-scale";
import { colourBar } from "./colour-bar";
import { diverging } from "./diverging";
import { setAttributes } from "./svg";

/** The colours of a signed heatmap from −most to most, at the top of a figure, against its right end. */
export function signedBar(most: number, right: number, label: string): SVGGElement {
  const length = 180;
  const scale = scaleLinear([-most, most], [0, length]);
  const bar = colourBar({
    scale,
    width: length,
    colour: (value) => diverging(value / most),
    ticks: scale.ticks(3),
    label,
  });
  setAttributes(bar, { transform: `translate(${right - length},0)` });
  return bar;
}
