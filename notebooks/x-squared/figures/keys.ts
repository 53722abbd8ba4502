import { scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { count, fixed, magnitude } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { column, fileColumn, numbers } from "../../../src/figure/columns";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { firingRange, type Key } from "../mathematics/keys";
import { type Focus, focusKey, focusKeysHelp } from "./focus";
import { type KeyRow, keyRows, matches, matchSteps } from "./key-layout";
import { probe, queryAt } from "./probe";

export interface KeysState {
  readonly keys: readonly Key[];
  readonly domain: readonly [number, number];
  readonly focus: Focus;
}

/** Heights in CSS pixels, from the top down. */
const readoutHeight = 26;
const headingHeight = 24;
const stripGap = 34;
const stripHeight = 64;
const bottomMargin = 46;
const side = 34;

interface Own {
  /** Index of the neuron whose key is under the pointer. */
  readonly hovered: number | undefined;
}

/** All keys as half-lines from their pivots over every x that they match, and the number that match at each x. */
export const keysFigure = figure<KeysState, Own>({
  title: "The keys",
  height: (width) => (width < 500 ? 520 : 560),
  own: () => ({ hovered: undefined }),
  depends: ({ keys, domain }) => [keys, ...domain],
  still: keysScene,
  caption,
  sentence({ keys, focus }) {
    const matching = keys.filter((key) => matches(key, focus.x)).length;
    const pinned = focus.neuron === null ? undefined : keys[focus.neuron];
    return `At x = ${fixed(focus.x, 2)}, ${matching} of ${keys.length} keys match.${
      pinned === undefined
        ? ""
        : ` Pinned: ${ruleOf(pinned)}${focus.silenced.includes(pinned.index) ? ", silenced" : ""}.`
    }`;
  },
  columns: ({ keys, focus: { x, silenced } }) =>
    numbers(keys, [
      column("Neuron", "neuron", ({ index }) => index),
      column("w", "weight", ({ weight }) => weight, 4),
      column("b", "bias", ({ bias }) => bias, 4),
      column(
        "Pivot −b/w",
        "pivot",
        ({ pivot }) => pivot,
        ({ pivot }) => (Number.isFinite(pivot) ? fixed(pivot, 3) : "none"),
      ),
      column("Matches", "facing", ({ facing }) => facing, sideOf),
      fileColumn("x", () => x),
      column(
        `At x = ${fixed(x, 2)}`,
        "matches",
        (key) => Number(matches(key, x)),
        (key) =>
          silenced.includes(key.index) ? "silenced" : matches(key, x) ? "matches" : "silent",
      ),
      fileColumn("silenced", ({ index }) => Number(silenced.includes(index))),
    ]),
  keys: {
    help: focusKeysHelp,
    press: (event, { state: { keys, domain, focus } }) =>
      focusKey(event, focus.set, { domain, neurons: keys.length }),
  },
});

/** Where a key matches, in a word. */
function sideOf({ facing, bias }: Key): string {
  if (facing === 0) return bias > 0 ? "everywhere" : "nowhere";
  return facing > 0 ? "above" : "below";
}

interface DrawnKey extends KeyRow {
  readonly y: number;
  readonly element: SVGGElement;
}

function keysScene(
  { state: { keys, domain } }: View<KeysState, Own>,
  { width, height }: Size,
): Scene<KeysState, Own> {
  const left = side;
  const right = width - side;
  const bottom = height - bottomMargin;
  const stripTop = bottom - stripHeight;
  const x = scaleLinear(domain, [left, right]);
  const { rising, falling } = keyRows(keys, domain);
  const room = stripTop - stripGap - readoutHeight - 2 * headingHeight;
  const pitch = rowPitch(room / Math.max(1, keys.length));

  const risingTop = readoutHeight + headingHeight;
  const fallingTop = risingTop + rising.length * pitch + headingHeight;
  const draw = (rows: readonly KeyRow[], top: number): DrawnKey[] =>
    rows.map((row, i) => {
      const y = top + (i + 0.5) * pitch;
      return { ...row, y, element: keyElement(row, x, domain, y, pitch) };
    });
  const rowsBottom = fallingTop + falling.length * pitch;
  const drawn = [...draw(rising, risingTop), ...draw(falling, fallingTop)];
  const byIndex = new Map(drawn.map((row) => [row.key.index, row]));

  const readout = svg("text", { class: "fig-key-readout", x: 0, y: 14 });
  const pinnedLabel = svg("text", { class: "fig-pinned-label fig-halo", dy: "0.35em" });
  const heading = (facing: 1 | -1, top: number, text: string): SVGTextElement => {
    const number = keys.filter((key) => key.facing === facing).length;
    return svg(
      "text",
      { class: "fig-note fig-halo", x: left + 7, y: top - 8 },
      `${count(number)} ${number === 1 ? "key faces" : "keys face"} ${text}`,
    );
  };

  const { starts, counts } = matchSteps(keys, domain);
  const countY = scaleLinear([0, Math.max(1, keys.length)], [bottom, stripTop]);
  const countDot = svg("circle", { class: "fig-model-dot", r: 4 });
  const countLabel = svg("text", { class: "fig-count-label fig-halo", dy: "0.35em" });
  const query = probe({ scale: x, top: readoutHeight, bottom, ground: "paper", labelled: true });
  const steps = starts
    .map(
      (start, i) =>
        `${i === 0 ? "M" : "H"}${x(start).toFixed(1)}${i === 0 ? "," : "V"}${countY(counts[i]).toFixed(1)}`,
    )
    .join("");

  const marks = [
    heading(1, risingTop, "right →"),
    heading(-1, fallingTop, "left ←"),
    svg("line", {
      class: "fig-rule",
      x1: left,
      x2: left,
      y1: readoutHeight,
      y2: rowsBottom,
    }),
    svg("line", {
      class: "fig-rule",
      x1: right,
      x2: right,
      y1: readoutHeight,
      y2: rowsBottom,
    }),
    ...edgeCounts(drawn, left, right),
    svg("g", { class: "fig-keys" }, ...drawn.map(({ element }) => element)),
    svg("text", { class: "fig-note", x: left + 7, y: stripTop - 12 }, "keys that match at x"),
    svg("path", { class: "fig-count-area", d: `${steps}H${right}V${bottom}H${left}Z` }),
    svg("path", { class: "fig-model-curve", d: `${steps}H${right}` }),
    yAxis({ scale: countY, at: left, ticks: [0, keys.length], grid: right - left }),
    xAxis({ scale: x, at: bottom }),
    query.element,
    countDot,
    countLabel,
    pinnedLabel,
    readout,
  ];

  const nearest = (px: number, py: number, within: number): number | undefined => {
    if (py > stripTop - stripGap + 8) return undefined;
    let best: number | undefined;
    let shortest = within;
    for (const { key, span, beyond, y } of drawn) {
      const [from, to] = span ?? (beyond < 0 ? [domain[0], domain[0]] : [domain[1], domain[1]]);
      const away = Math.max(0, x(from) - px, px - x(to));
      const distance = Math.hypot(away, y - py);
      if (distance < shortest) {
        shortest = distance;
        best = key.index;
      }
    }
    return best;
  };
  const states = new Map<number, string>();
  return {
    marks,
    areas: [
      {
        drag: (at, { state: { focus } }) => focus.set.x(queryAt(at.x, x)),
        click(at, { state: { focus } }) {
          const index = nearest(at.x, at.y, 22);
          if (index === undefined) focus.set.x(queryAt(at.x, x));
          else focus.set.neuron(index === focus.neuron ? null : index);
        },
        hover(at, { own, look }) {
          const hovered = at && nearest(at.x, at.y, 10);
          if (hovered !== own.hovered) look({ hovered });
        },
      },
    ],
    moves({ state: { focus, keys: now }, own: { hovered } }) {
      let matching = 0;
      for (const { key, element } of drawn) {
        const match = matches(key, focus.x);
        if (match) ++matching;
        const look = `fig-key${match ? " fig-matches" : ""}${focus.silenced.includes(key.index) ? " fig-silenced" : ""}${key.index === focus.neuron ? " fig-pinned" : ""}${key.index === hovered ? " fig-hovered" : ""}`;
        // Most keys keep their look while the query moves: touch only those that change.
        if (states.get(key.index) === look) continue;
        states.set(key.index, look);
        setAttributes(element, { class: look });
      }
      query.move(focus.x);
      const at = x(focus.x);
      const height = countY(matching);
      setAttributes(countDot, { cx: at.toFixed(2), cy: height });
      const leftward = at > (left + right) / 2;
      setAttributes(countLabel, {
        x: (at + (leftward ? -10 : 10)).toFixed(2),
        y: Math.min(bottom - 12, Math.max(stripTop + 6, height - 10)),
        "text-anchor": leftward ? "end" : "start",
      });
      countLabel.textContent = `${count(matching)} of ${count(now.length)}`;

      const pinned = focus.neuron === null ? undefined : byIndex.get(focus.neuron);
      // A key without a direction has its pivot at no place at all.
      const within = (pivot: number): number => x(Math.min(domain[1], Math.max(domain[0], pivot)));
      placePinnedLabel(pinnedLabel, pinned, within, [left, right]);
      const named = hovered ?? focus.neuron;
      const key = named === null ? undefined : now[named];
      setAttributes(readout, {
        class: `fig-key-readout${key !== undefined && key.index === focus.neuron ? " fig-pinned" : ""}`,
      });
      readout.textContent =
        key === undefined
          ? "a line is a key: from its pivot over every x it matches"
          : `${ruleOf(key)}${focus.silenced.includes(key.index) ? " (silenced)" : ""}`;
    },
  };
}

/** The distance of the rows: in half pixels where they are close, so that the lines do not beat with the pixels. */
function rowPitch(room: number): number {
  return room < 4 ? Math.max(0.5, Math.floor(room * 2) / 2) : room;
}

/** One key: a line over the part of the domain that it matches and a ring at its pivot, or an arrowhead at the edge beyond which it lies. */
function keyElement(
  { key, beyond, span }: KeyRow,
  x: (value: number) => number,
  domain: readonly [number, number],
  y: number,
  pitch: number,
): SVGGElement {
  const element = svg("g", { transform: `translate(0,${y.toFixed(2)})` });
  element.style.setProperty("--key-width", String(Math.min(2, Math.max(0.5, pitch * 0.45))));
  if (span !== undefined)
    element.append(svg("line", { class: "fig-key-line", x1: x(span[0]), x2: x(span[1]) }));
  if (beyond !== 0) {
    if (key.facing !== 0) element.append(arrowhead(x(domain[beyond < 0 ? 0 : 1]), beyond, pitch));
  } else if (Number.isFinite(key.pivot))
    // One that has diverged has its pivot nowhere.
    element.append(
      svg("circle", {
        class: "fig-key-pivot",
        cx: x(key.pivot).toFixed(2),
        r: Math.min(4, Math.max(1.4, pitch * 0.5)),
      }),
    );
  return element;
}

function arrowhead(edge: number, towards: -1 | 1, pitch: number): SVGPathElement {
  const half = Math.min(3.5, Math.max(1, pitch * 0.45));
  return svg("path", {
    class: "fig-key-pivot",
    d: `M${edge + 2 * towards},${-half}l${1.6 * half * towards},${half}l${-1.6 * half * towards},${half}z`,
  });
}

/** How many pivots lie beyond each edge, beside their rows. */
function edgeCounts(rows: readonly DrawnKey[], left: number, right: number): SVGTextElement[] {
  const texts: SVGTextElement[] = [];
  for (const facing of [1, -1])
    for (const beyond of [-1, 1]) {
      const there = rows.filter(
        ({ key, beyond: side }) => side === beyond && key.facing === facing,
      );
      if (there.length === 0) continue;
      const y = there.reduce((sum, row) => sum + row.y, 0) / there.length;
      texts.push(
        svg(
          "text",
          {
            class: "fig-note",
            x: beyond < 0 ? left - 12 : right + 12,
            y,
            dy: "0.35em",
            "text-anchor": beyond < 0 ? "end" : "start",
          },
          count(there.length),
        ),
      );
    }
  return texts;
}

/** Writes the pinned neuron's index on the empty side of its pivot, where there is room, else over its line. */
function placePinnedLabel(
  label: SVGTextElement,
  row: DrawnKey | undefined,
  x: (value: number) => number,
  [left, right]: readonly [number, number],
): void {
  label.textContent = row === undefined ? "" : `neuron ${row.key.index}`;
  if (row === undefined) return;
  const pivot = x(row.key.pivot);
  const room = 72;
  const leftward = row.key.facing < 0 ? pivot + room > right : pivot - room > left;
  setAttributes(label, {
    x: pivot + (leftward ? -10 : 10),
    y: row.y,
    "text-anchor": leftward ? "end" : "start",
  });
}

/** "Neuron 17 matches where x > 2.31". */
function ruleOf({ index, pivot, facing, bias }: Key): string {
  if (facing === 0)
    return `neuron ${index} has w = 0 and matches ${bias > 0 ? "everywhere" : "nowhere"}`;
  const where = Math.abs(pivot) < 1000 ? fixed(pivot, 2) : magnitude(pivot);
  return `neuron ${index} matches where x ${facing > 0 ? ">" : "<"} ${where}`;
}

function caption({ keys, domain, focus }: KeysState): string {
  const matching = keys.filter((key) => matches(key, focus.x)).length;
  const { least, most } = firingRange(keys, domain);
  const below = keys.filter(({ facing, pivot }) => facing !== 0 && pivot < domain[0]).length;
  const above = keys.filter(({ facing, pivot }) => facing !== 0 && pivot > domain[1]).length;
  const flat = keys.filter(({ facing }) => facing === 0).length;
  const within = keys.length - flat - below - above;
  const outside = [
    ...(below > 0 ? [`${count(below)} below ${fixed(domain[0], 0)}`] : []),
    ...(above > 0 ? [`${count(above)} above ${fixed(domain[1], 0)}`] : []),
  ].join(" and ");
  const beyond =
    outside === ""
      ? "All pivots lie within the domain."
      : `${count(within)} ${within === 1 ? "pivot lies" : "pivots lie"} within the domain; ${outside} ${below + above === 1 ? "is" : "are"} counted at its edges.`;
  const undirected =
    flat === 0
      ? ""
      : ` ${count(flat)} with w\u00a0=\u00a00 ${flat === 1 ? "has" : "have"} no pivot.`;
  const spread =
    least === most
      ? `everywhere in the domain ${count(least)} match`
      : `over the domain between ${count(least)} and ${count(most)} match`;
  return `A key is a half-line: it matches every query on one side of its pivot (w·x\u00a0+\u00a0b\u00a0>\u00a00), not only the queries near it. At x\u00a0=\u00a0${fixed(focus.x, 2)}, ${count(matching)} of ${count(keys.length)} match (blue, filled); ${spread}. ${beyond}${undirected}`;
}
