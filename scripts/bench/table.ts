import type { Figure, Machine, Report, Section } from "./figures";

/** The report as aligned text. */
export function table({ machine, sections }: Report): string {
  const width = Math.max(
    ...sections.flatMap(({ figures }) => figures.map(({ name }) => name.length)),
  );
  return [
    ...about(machine),
    ...sections.flatMap((section) => ["", ...lines(section, width)]),
    "",
  ].join("\n");
}

function about({
  date,
  processor,
  cores,
  node,
  chromium,
  pytorch = "not found",
}: Machine): string[] {
  return [
    `Lookup, ${date.slice(0, 16).replace("T", " ")} UTC`,
    `${cores} cores (${processor}), Node ${node}, Chromium ${chromium}, PyTorch ${pytorch}`,
    "WebGL is drawn in software (SwiftShader). TensorFlow.js's WASM has SIMD and one thread: it gets more only on pages that are isolated from other origins.",
  ];
}

function lines({ title, ratios = "", figures }: Section, width: number): string[] {
  const heading = ratios === "" ? title : `${title.padEnd(width + 22)} ${ratios.padStart(9)}`;
  return [heading, ...figures.map((figure) => line(figure, width))];
}

function line({ name, value, unit, ratio, note = "" }: Figure, width: number): string {
  const cells = [
    `  ${name.padEnd(width)}`,
    (value === undefined ? "skipped" : shown(value)).padStart(9),
    (value === undefined ? "" : unit).padEnd(9),
    (ratio === undefined ? "" : shownRatio(ratio)).padStart(9),
    ` ${note}`,
  ];
  return cells.join(" ").trimEnd();
}

/** Three digits, or all of those before the point. */
export function shown(value: number): string {
  const decimals = value === 0 || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(decimals);
}

/** Small ratios as fractions: how many times the other is as large. */
export function shownRatio(ratio: number): string {
  return ratio < 0.1 ? `1/${shown(1 / ratio)}` : ratio.toFixed(2);
}
