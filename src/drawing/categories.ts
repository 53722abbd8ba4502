import type { SymbolType } from "@observablehq/plot";

/** How a kind looks where a figure compares kinds. */
export interface Category {
  /** Of its marks, at least 3:1 on paper; what is written about it stays in ink. */
  readonly colour: string;
  /** The `stroke-dasharray` of its line. */
  readonly dash: string;
  /** The shape of its dots. */
  readonly symbol: SymbolType;
}

/**
 * Up to seven kinds, taken from the first on: what stands early is furthest apart. None is amber, blue or red, which have
 * meanings of their own. Any two are far apart in both schemes to any eye, also to one that lacks a kind of cone; their
 * lines and dots tell them apart without any colour.
 */
export const categories: readonly Category[] = [
  // Indigo, lime, pink, green, plum, teal, brick.
  { colour: "var(--category-1)", dash: "none", symbol: "circle" },
  { colour: "var(--category-2)", dash: "7 3", symbol: "square" },
  { colour: "var(--category-3)", dash: "2 3", symbol: "triangle" },
  { colour: "var(--category-4)", dash: "10 3 2 3", symbol: "diamond" },
  { colour: "var(--category-5)", dash: "16 4", symbol: "cross" },
  { colour: "var(--category-6)", dash: "10 3 2 3 2 3", symbol: "star" },
  { colour: "var(--category-7)", dash: "4 6", symbol: "wye" },
];
