import { isPlot, settle } from "../drawing/settled-plot";

/** A value as an element: a node as it is, all else as text. */
export function inspect(value: unknown): Node {
  if (value instanceof Element && isPlot(value)) settle(value);
  if (value instanceof Node) return value;
  const pre = document.createElement("pre");
  pre.className = "inspect";
  pre.textContent = typeof value === "string" ? value : describe(value, 2);
  return pre;
}

/** A value as text, objects and arrays to a depth. */
function describe(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `ƒ ${value.name}`;
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error || value instanceof Date || value instanceof RegExp)
    return String(value);
  const name = value.constructor?.name ?? "Object";
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = [...(value as Iterable<unknown>)];
    const shown = items.slice(0, 20).map((item) => describe(item, depth - 1));
    if (items.length > shown.length) shown.push("…");
    return depth > 0 ? `[${shown.join(", ")}]` : `${name}(${items.length})`;
  }
  const fields = Object.entries(value).map(
    ([key, field]) => `${key}: ${describe(field, depth - 1)}`,
  );
  const prefix = name === "Object" ? "" : `${name} `;
  return depth > 0 ? `${prefix}{${fields.join(", ")}}` : `${prefix}{…}`;
}
