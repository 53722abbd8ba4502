import { dodge } from "../../../src/drawing/dodge";
import { count } from "../../../src/drawing/format";
import type { ErrorColours } from "../../../src/drawing/plasma";
import { svg } from "../../../src/drawing/svg";
import type { ConvergenceCurve } from "./convergence-state";

/** The names of curves where they end. */
export interface EndLabels {
  readonly element: SVGGElement;
  /** The curve whose name is nearest to a height. */
  nearest(y: number): string | undefined;
  /** Marks the name of one curve. */
  choose(id: string | undefined): void;
}

/** Each curve's epochs at its right end, moved apart, with a line of its colour that leads there. */
export function endLabels(
  curves: readonly ConvergenceCurve[],
  y: (value: number) => number,
  { colour }: ErrorColours,
  { top, bottom, right, width }: { top: number; bottom: number; right: number; width: number },
): EndLabels {
  const range: [number, number] = [top + 28, bottom - 12];
  const ends = curves.map(({ predictions }) => {
    const end = y(predictions[predictions.length - 1]);
    return Number.isFinite(end) ? Math.max(top + 2, Math.min(bottom - 2, end)) : bottom - 2;
  });
  // Equal ends are told apart by their epochs: the longest-trained on top.
  const wanted = ends.map((end, i) => end - (curves[i].epochs ?? 0) * 1e-6);
  const places = dodge(wanted, 17, range);
  const element = svg(
    "g",
    { class: "fig-end-labels" },
    svg(
      "text",
      { class: "fig-end-heading", x: width - 8, y: top + 16, "text-anchor": "end" },
      curves.some((curve) => curve.epochs !== undefined) ? "epochs" : "",
    ),
  );
  const texts = curves.map((curve, i) => {
    const at = places[i];
    const text = svg(
      "text",
      { x: width - 8, y: at, dy: "0.35em", "text-anchor": "end" },
      curve.epochs === undefined ? "file" : `${count(curve.epochs)}${curve.live ? "…" : ""}`,
    );
    element.append(
      svg("path", {
        class: "fig-leader",
        d: `M${right - 6},${ends[i]}L${right + 8},${at}H${right + 14}`,
        stroke: colour(curve.mse),
      }),
      text,
    );
    return text;
  });
  return {
    element,
    nearest(at) {
      const away = places.map((place) => Math.abs(place - at));
      return curves[away.indexOf(Math.min(...away))]?.id;
    },
    choose(id) {
      curves.forEach((curve, i) => {
        texts[i].classList.toggle("fig-chosen", curve.id === id);
      });
    },
  };
}
