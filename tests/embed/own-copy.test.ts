import { expect, it } from "vitest";
import { ownCopies } from "../../src/embed/own-copy";
import type { Cell, CodeCell } from "../../src/notebook/definition";

const cell = (
  slug: string,
  inputs: string[],
  outputs: string[],
  run: (...inputs: never[]) => unknown,
): CodeCell => ({ slug, inputs, outputs, run, autodisplay: false, hash: "1" });

const originals: readonly Cell[] = [
  cell("chart", ["x"], ["chart"], (x: number) => ({ chart: `chart of ${x}` })),
  cell("late", [], ["y"], async () => ({ y: 2 })),
  cell("shown", ["chart", "display"], [], (chart: string) => chart),
  { slug: "prose", slots: [{ inputs: ["chart", "x"], run: () => "" }], hash: "1" },
];

it("copies have names of their own for what they declare, and share the rest", async () => {
  const [chart, late, shown, prose] = ownCopies(originals, "#2");
  expect(chart).toMatchObject({ slug: "chart#2", inputs: ["x"], outputs: ["chart#2"] });
  expect((chart as CodeCell).run(3 as never)).toEqual({ "chart#2": "chart of 3" });
  expect(await (late as CodeCell).run()).toEqual({ "y#2": 2 });
  expect(shown).toMatchObject({ slug: "shown#2", inputs: ["chart#2", "display"] });
  expect(prose).toMatchObject({ slots: [{ inputs: ["chart#2", "x"] }] });
});
