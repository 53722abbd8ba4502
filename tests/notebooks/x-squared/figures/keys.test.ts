// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { type KeysState, keysFigure } from "../../../../notebooks/x-squared/figures/keys";
import type { Key } from "../../../../notebooks/x-squared/mathematics/keys";
import { shown, stageFigures } from "../../../figure/support/shown";
import { focusOn } from "./support/focus";
import { expectFocusKeys } from "./support/focus-keys";
import { domain, smallNetwork } from "./support/x-squared";

stageFigures();

function key(index: number, weight: number, bias: number): Key {
  const facing = weight > 0 ? 1 : weight < 0 ? -1 : 0;
  const pivot = weight === 0 ? (bias > 0 ? -Infinity : Infinity) : -bias / weight;
  return { index, weight, bias, pivot, facing };
}

/** One matches above 2, one below −5, and one everywhere: its pivot is −12. */
const keys = [key(0, 2, -4), key(1, -1, -5), key(2, 1, 12)];

function figure(set = focusOn(), changes: Partial<KeysState> = {}) {
  return shown(keysFigure, { keys, domain, focus: set.current(), ...changes });
}

/** Where a query is in a figure of 760 px: between margins of 34 px. */
const at = (x: number): number => 34 + (692 * (x + 10)) / 20;
/** The rows are 114 px high: those that face right from 50 px on, and after 24 px more those that face left. */
const rows = { beyond: 107, rising: 221, falling: 359 };

describe("the keys", () => {
  it("are lines from their pivots over all that they match, those that face one way together", () => {
    const { numbers, words, all } = figure();
    const lines = ["x1", "x2"].map((end) => numbers(".fig-key-line", end));
    expect(lines[0]).toEqual([at(-10), at(2), at(-10)]);
    expect(lines[1]).toEqual([at(10), at(10), at(-5)]);
    expect(numbers("circle.fig-key-pivot", "cx")).toEqual([
      expect.closeTo(at(2), 2),
      expect.closeTo(at(-5), 2),
    ]);
    expect(all(".fig-key").map((row) => row.getAttribute("transform"))).toEqual(
      [rows.beyond, rows.rising, rows.falling].map((y) => `translate(0,${y}.00)`),
    );
    expect(words).toContain("2 keys face right →");
    expect(words).toContain("1 key faces left ←");
  });

  it("whose pivot is beyond the domain have an arrowhead at its edge, and are counted there", () => {
    const { all } = figure();
    const arrowheads = all("path.fig-key-pivot");
    expect(arrowheads).toHaveLength(1);
    // It points out of the left edge.
    expect(arrowheads[0].getAttribute("d")).toMatch(/^M32,-3.5l-/);
    const counts = all("text.fig-note").filter(({ textContent }) => textContent === "1");
    expect(counts.map((text) => [text.getAttribute("x"), text.getAttribute("y")])).toEqual([
      ["22", String(rows.beyond)],
    ]);
  });

  it("are counted at each query by steps at the pivots", () => {
    const { one, numbers, words } = figure();
    const height = (count: number): string => (514 - (64 * count) / 3).toFixed(1);
    const [a, b, c] = [-10, -5, 2].map((x) => at(x).toFixed(1));
    expect(one("path.fig-model-curve").getAttribute("d")).toBe(
      `M${a},${height(2)}H${b}V${height(1)}H${c}V${height(2)}H726`,
    );
    expect(numbers(".fig-model-dot", "cx")).toEqual([expect.closeTo(at(3), 2)]);
    expect(numbers(".fig-model-dot", "cy")).toEqual([expect.closeTo(514 - 128 / 3, 6)]);
    expect(words).toContain("2 of 3");
  });

  it("that match light up as the query moves, and nothing is built anew", () => {
    const set = focusOn();
    const shownKeys = figure(set);
    const { all, one, update } = shownKeys;
    const matching = () => all(".fig-key").map((row) => row.classList.contains("fig-matches"));
    expect(matching()).toEqual([true, true, false]);
    const before = all(".figure-plot *");
    update({ keys, domain, focus: { ...set.current(), x: -7 } });
    expect(matching()).toEqual([true, false, true]);
    expect(one(".fig-probe").getAttribute("transform")).toBe(`translate(${at(-7).toFixed(2)},0)`);
    expect(shownKeys.words).toContain("x = −7.00");
    expect(all(".figure-plot *")).toEqual(before);
    expect(all(".figure-plot *").every((mark, i) => mark === before[i])).toBe(true);
  });

  it("are named where pinned, and hollow where silenced", () => {
    const shownKeys = figure(focusOn({ neuron: 1, silenced: [1, 2] }));
    const { all, one } = shownKeys;
    expect(all(".fig-key.fig-silenced")).toEqual([all(".fig-key")[0], all(".fig-key")[2]]);
    expect(one(".fig-key.fig-pinned")).toBe(all(".fig-key")[2]);
    // To the right of the pivot, where no line is.
    const label = one(".fig-pinned-label");
    expect(label.textContent).toBe("neuron 1");
    expect(Number(label.getAttribute("x"))).toBeCloseTo(at(-5) + 10, 6);
    expect(label.getAttribute("y")).toBe(String(rows.falling));
    expect(one(".fig-key-readout").textContent).toBe("neuron 1 matches where x < −5.00 (silenced)");
    shownKeys.update({ keys, domain, focus: focusOn().current() });
    expect(all(".fig-key.fig-pinned, .fig-key.fig-silenced")).toEqual([]);
    expect(one(".fig-key-readout").textContent).toContain("a line is a key");
  });

  it("of another network are drawn anew", () => {
    const { one, all, update } = figure();
    const before = one(".fig-keys");
    update({ keys: smallNetwork().keys, domain, focus: focusOn().current() });
    expect(one(".fig-keys")).not.toBe(before);
    expect(all(".fig-key")).toHaveLength(4);
  });
});

describe("the pointer over the keys", () => {
  it("pins the key that is pressed, and lets go of it by another press", () => {
    const set = focusOn();
    const { press, update } = figure(set);
    press(at(5), rows.rising + 8);
    expect(set.current()).toMatchObject({ neuron: 0, x: 3 });
    update({ keys, domain, focus: set.current() });
    press(at(5), rows.rising);
    expect(set.current().neuron).toBe(null);
  });

  it("moves the query where no key is pressed", () => {
    const set = focusOn();
    const { press } = figure(set);
    press(at(-5.25), rows.rising);
    expect(set.current()).toMatchObject({ neuron: null, x: -5.25 });
    // Over the number of matches, too.
    press(at(7), 500);
    expect(set.current()).toMatchObject({ neuron: null, x: 7 });
  });

  it("drags the query to the ends and no further", () => {
    const set = focusOn();
    const { drag } = figure(set);
    drag([
      [at(3), 300],
      [at(4), 305],
      [at(6.5), 310],
    ]);
    expect(set.current()).toMatchObject({ x: 6.5, neuron: null });
    drag([
      [at(3), 300],
      [900, 300],
    ]);
    expect(set.current().x).toBe(10);
  });

  it("scrolls the page where it is a finger that goes up or down", () => {
    const set = focusOn();
    const { drag } = figure(set);
    drag(
      [
        [at(0), 260],
        [at(0) + 2, 320],
      ],
      "touch",
    );
    expect(set.current()).toMatchObject({ x: 3, neuron: null, silenced: [] });
    drag(
      [
        [at(0), 260],
        [at(4), 262],
      ],
      "touch",
    );
    expect(set.current().x).toBe(4);
  });

  it("names the key under a mouse until it leaves", () => {
    const { hover, leave, one, all } = figure(focusOn({ neuron: 0 }));
    hover(at(-8), rows.falling + 5);
    expect(one(".fig-key-readout").textContent).toBe("neuron 1 matches where x < −5.00");
    expect(one(".fig-hovered")).toBe(all(".fig-key")[2]);
    hover(at(-8), rows.falling + 5, "touch");
    hover(at(-2), rows.falling);
    expect(one(".fig-key-readout").textContent).toBe("neuron 0 matches where x > 2.00");
    hover(at(-8), rows.falling);
    leave();
    expect(all(".fig-hovered")).toEqual([]);
  });

  it("is not needed: keys do the same", () => {
    const set = focusOn();
    expectFocusKeys(figure(set), set, 3);
  });
});

describe("the words under the keys", () => {
  it("count the matches here and everywhere, and the pivots", () => {
    const { caption, spoken } = figure(focusOn({ neuron: 2, silenced: [2] }));
    expect(caption).toContain("At x = 3.00, 2 of 3 match (blue, filled)");
    expect(caption).toContain("over the domain between 1 and 2 match");
    expect(caption).toContain("2 pivots lie within the domain; 1 below −10 is counted");
    expect(spoken).toBe(
      "At x = 3.00, 2 of 3 keys match. Pinned: neuron 2 matches where x > −12.00, silenced.",
    );
  });

  it("say where all pivots lie within, and where as many match everywhere", () => {
    expect(figure(focusOn(), { keys: [key(0, 1, 0), key(1, 1, 3)] }).caption).toContain(
      "All pivots lie within the domain.",
    );
    const everywhere = figure(focusOn(), { keys: [key(0, 1, 20), key(1, -1, 5000)] });
    expect(everywhere.caption).toContain("everywhere in the domain 2 match");
    expect(everywhere.caption).toContain("0 pivots lie within the domain; 1 below −10 and 1 above");
  });

  it("tell of keys without a direction", () => {
    const flat = [key(0, 1, 0), key(1, 0, 1), key(2, 0, -1)];
    const { caption, spoken, table, words, all } = figure(focusOn({ neuron: 2 }), { keys: flat });
    expect(caption).toContain("2 with w = 0 have no pivot.");
    expect(spoken).toContain("neuron 2 has w = 0 and matches nowhere");
    expect(words).toContain("neuron 2 has w = 0 and matches nowhere");
    expect(table().rows.map((row) => row.slice(3))).toEqual([
      ["0.000", "above", "matches"],
      ["none", "everywhere", "matches"],
      ["none", "nowhere", "silent"],
    ]);
    expect(all(".fig-key-line")).toHaveLength(2);
    expect(figure(focusOn(), { keys: flat }).broken).toEqual([]);
  });

  it("name a pinned key without a direction where it is", () => {
    expect(figure(focusOn({ neuron: 0 }), { keys: [key(0, 0, 1)] }).broken).toEqual([]);
  });

  it("count no match of a key that has diverged", () => {
    const { caption, spoken } = figure(focusOn(), { keys: [key(0, Number.NaN, 1), keys[0]] });
    expect(spoken).toBe("At x = 3.00, 1 of 2 keys match.");
    expect(caption).toContain("over the domain between 0 and 1 match");
  });

  it("are followed by the numbers, as a table and as data", async () => {
    const { table, data } = figure(focusOn({ silenced: [0] }));
    expect(table()).toEqual({
      columns: ["Neuron", "w", "b", "Pivot −b/w", "Matches", "At x = 3.00"],
      rows: [
        ["0", "2.0000", "−4.0000", "2.000", "above", "silenced"],
        ["1", "−1.0000", "−5.0000", "−5.000", "below", "silent"],
        ["2", "1.0000", "12.0000", "−12.000", "above", "matches"],
      ],
    });
    expect(await data()).toEqual({
      columns: ["neuron", "weight", "bias", "pivot", "facing", "x", "matches", "silenced"],
      rows: [
        [0, 2, -4, 2, 1, 3, 1, 1],
        [1, -1, -5, -5, -1, 3, 0, 0],
        [2, 1, 12, -12, 1, 3, 1, 0],
      ],
    });
  });
});

it("the keys of a narrow figure are as far apart as its height allows", () => {
  const { size, resize, numbers, all } = figure();
  expect(size).toEqual({ width: 760, height: 560 });
  resize(390);
  const narrow = figure();
  expect(narrow.size).toEqual({ width: 390, height: 520 });
  expect(all(".figure-plot > svg")).toHaveLength(1);
  expect(numbers(".fig-key-line", "x2")[0]).toBe(390 - 34);
  // So many keys that their rows are half a pixel high.
  const many = Array.from({ length: 256 }, (_, i) => key(i, 1, -i / 100));
  narrow.update({ keys: many, domain, focus: focusOn().current() });
  const heights = narrow
    .all(".fig-key")
    .map((row) => Number(row.getAttribute("transform")!.slice("translate(0,".length, -1)));
  expect(heights[1] - heights[0]).toBe(1);
  expect(heights.at(-1)).toBeLessThan(520 - 46 - 64);
});
