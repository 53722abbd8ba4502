import { svg } from "./svg";

/** A bar with its name above it and its number at its end. */
export interface BarRow {
  readonly name: string;
  readonly value: number;
  readonly text: string;
  /** What the bar is of: the network on the page, a reference, or the network to compare with. */
  readonly of: "network" | "reference" | "other";
}

export const barRowHeight = 44;
const barTop = 18;
const barHeight = 14;
/** Of a letter, on average. */
const letterWidth = 6.6;

/** Bars from 0, one under the other, on a scale of their own that leaves room for the longest number. */
export function barRows(
  rows: readonly BarRow[],
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
): SVGGElement {
  const room = Math.max(...rows.map(({ text }) => text.length)) * letterWidth + 10;
  const most = Math.max(...rows.map(({ value }) => (Number.isFinite(value) ? value : 0)));
  return svg(
    "g",
    {},
    ...rows.map(({ name, value, text, of }, i) => {
      const part = most > 0 && Number.isFinite(value) ? value / most : 0;
      const width = Math.max(1, part * (right - left - room));
      return svg(
        "g",
        { transform: `translate(${left},${top + i * barRowHeight})` },
        svg("text", { class: "fig-note", y: 12 }, name),
        svg("rect", {
          ...looks[of],
          y: barTop + 0.5,
          width: width.toFixed(1),
          height: barHeight - 1,
        }),
        svg("text", { x: (width + 8).toFixed(1), y: barTop + barHeight / 2, dy: "0.35em" }, text),
      );
    }),
  );
}

const looks = {
  network: { class: "fig-bar-positive" },
  reference: { class: "fig-bar-reference" },
  other: { class: "fig-bar-silenced" },
} as const;
