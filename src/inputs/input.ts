/**
 * An element with a value that the reader can change; it then dispatches one "input" event.
 * Setting `value` from outside shows it and dispatches nothing.
 */
export interface InputElement<T> extends HTMLElement {
  value: T;
  /** What is wrong with what stands in it, of which `value` is not made; a "problem" event tells of a change. */
  readonly problem?: string | undefined;
}

/** Makes an element an input: its `value` reads and writes what the native elements inside it show. */
export function asInput<T>(
  element: HTMLElement,
  value: { get(): T; set(value: T): void },
): InputElement<T> {
  return Object.defineProperty(element, "value", { ...value, enumerable: true }) as InputElement<T>;
}

/** Tells the world that the reader changed an input. */
export function changed(element: HTMLElement): void {
  element.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Keeps the events of the native elements inside an input to itself, where each keystroke is not yet a value. */
export function keepToItself(inner: HTMLElement): void {
  for (const type of ["input", "change"])
    inner.addEventListener(type, (event) => event.stopPropagation());
}

let ids = 0;

/** An id that no other element of the page has, to tie a label or a message to its field. */
export function uniqueId(prefix: string): string {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** A `<label>` for the native element inside an input, which gets an id if it has none. */
export function labelFor(inner: HTMLElement, text: string): HTMLLabelElement {
  if (inner.id === "") inner.id = uniqueId("input");
  const label = document.createElement("label");
  label.className = "input-label";
  label.htmlFor = inner.id;
  label.textContent = text;
  return label;
}
