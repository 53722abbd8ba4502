import { svg } from "./svg";

/** The neurons in the order of their index. */
export function rowsInOrder(neurons: number): number[] {
  return Array.from({ length: neurons }, (_, i) => i);
}

/** Round indices to mark: a few, the last one among them only if it has room. */
export function markedNeurons(neurons: number, most: number): number[] {
  const step = [1, 2, 4, 8, 16, 32, 64, 128].find((each) => neurons / each <= most) ?? 256;
  const marks: number[] = [];
  for (let i = 0; i < neurons; i += step) marks.push(i);
  return marks;
}

/** A horizontal axis of neurons by index, one slot each, with the pinned one named among the marks. */
export interface NeuronAxis {
  readonly element: SVGGElement;
  pin(neuron: number | null): void;
}

export function neuronAxis({
  neurons,
  start,
  slot,
  at,
  label = "neuron",
  marks: marked = markedNeurons(neurons, (neurons * slot) / 48),
}: {
  readonly neurons: number;
  readonly start: number;
  readonly slot: number;
  /** y of the axis. */
  readonly at: number;
  /** What stands in the slots. */
  readonly label?: string;
  /** The slots to name. */
  readonly marks?: readonly number[];
}): NeuronAxis {
  const element = svg("g", { class: "fig-axis", transform: `translate(0,${at})` });
  const end = start + neurons * slot;
  const position = (neuron: number): number => start + (neuron + 0.5) * slot;
  const text = (x: number, name: string): SVGTextElement =>
    svg("text", { x, y: 8, dy: "0.71em", "text-anchor": "middle" }, name);
  const marks = marked.map((neuron) => ({
    x: position(neuron),
    mark: text(position(neuron), String(neuron)),
  }));
  const pinned = text(0, "");
  pinned.setAttribute("class", "fig-query-label");
  element.append(
    ...marks.map(({ mark }) => mark),
    pinned,
    svg(
      "text",
      { class: "fig-axis-label", x: end, y: 26, dy: "0.71em", "text-anchor": "end" },
      label,
    ),
  );
  return {
    element,
    pin: (neuron) => {
      const x = neuron === null ? Number.NaN : position(neuron);
      pinned.textContent = neuron === null ? "" : String(neuron);
      if (neuron !== null) pinned.setAttribute("x", String(x));
      // A mark gives way to the pinned one.
      for (const each of marks)
        each.mark.setAttribute("visibility", Math.abs(each.x - x) < 22 ? "hidden" : "visible");
    },
  };
}

/** A vertical axis of rows of neurons in any order: some rows are named, and the pinned one. */
export function neuronRowAxis({
  order,
  top,
  slot,
  at,
  marks: marked = markedNeurons(order.length, (order.length * slot) / 32),
}: {
  readonly order: readonly number[];
  readonly top: number;
  readonly slot: number;
  /** x of the axis. */
  readonly at: number;
  /** The rows to name. */
  readonly marks?: readonly number[];
}): NeuronAxis {
  const element = svg("g", { class: "fig-axis" });
  const position = (row: number): number => top + (row + 0.5) * slot;
  const text = (row: number, label: string): SVGTextElement =>
    svg("text", { x: at - 7, y: position(row), dy: "0.35em", "text-anchor": "end" }, label);
  const marks = marked.map((row) => ({
    y: position(row),
    mark: text(row, String(order[row])),
  }));
  const pinned = text(0, "");
  pinned.setAttribute("class", "fig-query-label");
  element.append(...marks.map(({ mark }) => mark), pinned);
  return {
    element,
    pin: (neuron) => {
      const row = neuron === null ? -1 : order.indexOf(neuron);
      const y = row === -1 ? Number.NaN : position(row);
      pinned.textContent = row === -1 ? "" : String(neuron);
      if (row !== -1) pinned.setAttribute("y", String(y));
      for (const each of marks)
        each.mark.setAttribute("visibility", Math.abs(each.y - y) < 14 ? "hidden" : "visible");
    },
  };
}
