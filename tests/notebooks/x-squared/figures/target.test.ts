// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { describe, expect, it } from "vitest";
import { type TargetState, targetFigure } from "../../../../notebooks/x-squared/figures/target";
import { leastSquaresLine } from "../../../../notebooks/x-squared/mathematics/linear-fit";
import { pointsOf, shown, stageFigures, tenths } from "../../../figure/support/shown";
import { focusOn } from "./support/focus";
import { domain, inputs, targets } from "./support/x-squared";

stageFigures();

// The mean of x² over −10, −9.5, … 10 is 35.
const line = leastSquaresLine(inputs, targets);

function figure(set = focusOn(), changes: Partial<TargetState> = {}) {
  const state = { Plot, inputs, targets, line, domain, focus: set.current(), ...changes };
  return shown(targetFigure, state);
}

/** What Plot draws of the target, and of the line. */
const curvePath = ".fig-target-curve path";
const bestLine = ".fig-best-line path";

/** Where points are in a figure of 760 px: from 40 to 750 px, and with 6 % of room from 334 up to 26 px. */
const at = (x: number): number => 40 + (710 * (x + 10)) / 20;
const up = (y: number): number => 334 - (308 * (y + 6)) / 112;

describe("the target and the best line", () => {
  it("are drawn as a parabola, some of its points, and a level line", () => {
    const { one, numbers, words } = figure();
    const curve = pointsOf(one(curvePath));
    expect(curve).toHaveLength(41);
    expect(curve[0]).toEqual({ x: 40, y: tenths(up(100)) });
    expect(curve[26]).toEqual({ x: tenths(at(3)), y: tenths(up(9)) });
    // Every second of 41 is at most 40.
    const dots = '[aria-label="dot"] circle';
    expect(numbers(dots, "cx")).toHaveLength(21);
    expect(numbers(dots, "cx")[1]).toBeCloseTo(at(-9), 2);
    expect(numbers(dots, "cy")[1]).toBeCloseTo(up(81), 2);
    expect(pointsOf(one(bestLine))).toEqual([
      { x: 40, y: tenths(up(35)) },
      { x: 750, y: tenths(up(35)) },
    ]);
    for (const name of ["true x²", "best straight line", "f(x)", "x = 3.00"])
      expect(words).toContain(name);
  });

  it("are joined by the line's error at the query, which follows it while the rest stays", () => {
    const shownTarget = figure();
    const { numbers, text, all, update } = shownTarget;
    const bar = () => ["x1", "y1", "y2"].map((end) => numbers(".fig-error-bar", end)[0]);
    expect(bar()).toEqual([at(3), up(35), up(9)].map((each) => expect.closeTo(each, 2)));
    expect(text(".fig-error-label")).toContain("off by 26.0");
    expect(numbers(".fig-error-end", "cy")).toEqual(
      [up(35), up(9)].map((each) => expect.closeTo(each, 2)),
    );
    const before = all(".figure-plot *");
    // Between two samples the curve is a straight line: at 7.25 halfway from 49 to 56.25.
    update({ Plot, inputs, targets, line, domain, focus: focusOn({ x: 7.25 }).current() });
    expect(bar()).toEqual([at(7.25), up(35), up(52.625)].map((each) => expect.closeTo(each, 2)));
    expect(text(".fig-error-label")).toContain("off by 17.6");
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
  });

  it("have the error's label within the parabola, on either side", () => {
    const label = (x: number) => {
      const { all } = figure(focusOn({ x }));
      const found = all(".fig-error-label").find(({ textContent }) =>
        textContent!.startsWith("off"),
      )!;
      return [Number(found.getAttribute("x")), found.getAttribute("text-anchor")];
    };
    expect(label(5)).toEqual([expect.closeTo(at(5) - 12, 2), "end"]);
    expect(label(-5)).toEqual([expect.closeTo(at(-5) + 12, 2), "start"]);
  });

  it("are drawn anew for other samples", () => {
    const { one, update } = figure();
    const before = one(curvePath);
    const steep = { slope: 2, intercept: 0, meanSquaredError: 1 };
    update({ Plot, inputs, targets, line: steep, domain, focus: focusOn().current() });
    expect(one(curvePath)).not.toBe(before);
    // Now from −20 to 100, with 6 % of room.
    const y = (value: number): number => 334 - (308 * (value + 27.2)) / 134.4;
    expect(pointsOf(one(bestLine)).map((end) => end.y)).toEqual([y(-20), y(20)].map(tenths));
  });
});

describe("the query of the target", () => {
  it("is dragged, and pressed, from anywhere, to the ends and no further", () => {
    const set = focusOn();
    const { drag, press } = figure(set);
    drag([
      [300, 100],
      [at(-2.5), 120],
    ]);
    expect(set.current().x).toBe(-2.5);
    press(at(8.21), 300);
    expect(set.current().x).toBe(8.21);
    drag([
      [300, 100],
      [-40, 120],
    ]);
    expect(set.current().x).toBe(-10);
  });

  it("stays where a finger scrolls past", () => {
    const set = focusOn();
    const { drag } = figure(set);
    drag(
      [
        [300, 100],
        [303, 180],
      ],
      "touch",
    );
    expect(set.current().x).toBe(3);
    drag(
      [
        [300, 100],
        [at(6), 104],
      ],
      "touch",
    );
    expect(set.current().x).toBe(6);
  });

  it("goes by keys, which have no neurons to pin here", () => {
    const set = focusOn({ neuron: 2 });
    const { key, keysHelp } = figure(set);
    expect(keysHelp).toContain("The target and the best line.");
    expect(key("ArrowRight")).toBe(true);
    expect(set.current().x).toBe(3.1);
    key("ArrowLeft", { shiftKey: true });
    expect(set.current().x).toBe(2.1);
    key("End");
    expect(set.current().x).toBe(10);
    key("Home");
    expect(set.current().x).toBe(-10);
    for (const other of ["ArrowUp", "ArrowDown", "Delete"]) expect(key(other)).toBe(false);
    expect(set.current()).toMatchObject({ x: -10, neuron: 2, silenced: [] });
  });
});

describe("the words on the target", () => {
  it("tell the line's error here and at its worst", () => {
    const { caption, spoken } = figure();
    expect(caption).toContain("The curve is 41 points of x², 21 of them drawn as dots.");
    expect(caption).toContain("it is level, at the mean of the targets, 35.00");
    // The mean of x⁴ less the square of the mean.
    const meanSquaredError = inputs.reduce((sum, x) => sum + x ** 4, 0) / inputs.length - 35 ** 2;
    expect(caption).toContain(`Its mean squared error is ${meanSquaredError.toFixed(0)}.`);
    expect(caption).toContain("where x² is 9.00: 26.00 too high; at worst it is off by 65.0.");
    expect(spoken).toBe("At x = 3.00 the line says 35.00 where x² is 9.00: 26.00 too high.");
  });

  it("tell a slope, and where the line is too low or right", () => {
    const sloped = { slope: -0.5, intercept: 1, meanSquaredError: 2 };
    const { caption } = figure(focusOn({ x: -7 }), { line: sloped });
    expect(caption).toContain("its slope is −0.500 and at x = 0 it is 1.00 high");
    expect(caption).toContain("At x = −7.00 the line says 4.50 where x² is 49.00: 44.50 too low");
    const right = figure(focusOn({ x: 2 }), { line: { ...sloped, slope: 1.5 } });
    expect(right.spoken).toBe("At x = 2.00 the line says 4.00 where x² is 4.00: which is right.");
  });

  it("are followed by the numbers, as a table and as data", async () => {
    const { table, data } = figure();
    const { columns, rows } = table();
    expect(columns).toEqual(["x", "x²", "Line", "Line − x²"]);
    expect(rows).toHaveLength(21);
    expect(rows[1]).toEqual(["−9.00", "81.00", "35.00", "−46.00"]);
    const all = await data();
    expect(all.columns).toEqual(["x", "target", "line", "line_minus_target"]);
    expect(all.rows).toHaveLength(41);
    expect(all.rows[1]).toEqual([-9.5, 90.25, expect.closeTo(35, 4), expect.closeTo(-55.25, 4)]);
  });
});

it("the target of a narrow figure is lower, with a shorter name for its line", () => {
  const { size, resize, words, broken } = figure();
  expect(size).toEqual({ width: 760, height: 380 });
  expect(words).toContain("best straight line");
  resize(390);
  const narrow = figure();
  expect(narrow.size).toEqual({ width: 390, height: 320 });
  expect(narrow.words).toContain("best line");
  expect(pointsOf(narrow.one(bestLine))[1].x).toBe(380);
  expect([...broken, ...narrow.broken]).toEqual([]);
});
