import { Picture, type ShownPicture } from "../figure/picture";
import { inspect } from "./inspect";

/**
 * What a cell shows. What an earlier run showed (or the build drew) stays until the new run shows
 * something or ends, so that nothing jumps. What the new run shows again, a node or a picture of the same kind,
 * stays where it is, so that it keeps its focus, its scroll and what the reader is doing with it.
 */
export class Output {
  readonly #element: HTMLElement;
  /** What stands after it in the same element, and before it. */
  readonly #next: Output | undefined;
  #before: Output | undefined;
  /** Where it shows until the next one no longer shows what the build drew, which is of both. */
  readonly #held = new DocumentFragment();
  /** What this run has shown, in order. */
  #shown: ChildNode[] = [];
  /** What is left of earlier runs, or of the build; it stands after what this run has shown. */
  #old: ChildNode[];
  readonly #pictures = new Map<Node, ShownPicture>();
  /** Nodes that a cell has shown itself, and may show again. */
  readonly #given = new WeakSet<Node>();
  #run = 0;

  /** @param next another output in the element, which is to stand after it */
  constructor(element: HTMLElement, next?: Output) {
    this.#element = element;
    this.#next = next;
    this.#old = next ? [] : [...element.childNodes];
    if (next) next.#before = this;
  }

  /** Begins a run. What it returns shows a value for that run; once another run begins, it does nothing. */
  begin(): (value: unknown) => void {
    const run = ++this.#run;
    this.#age();
    return (value) => {
      if (run === this.#run) this.#show(value);
    };
  }

  /** Shows one value instead of all that is there. */
  replace(value: unknown): void {
    this.#age();
    if (value !== undefined) this.#show(value);
    this.end();
  }

  /** Takes away what is left of earlier runs. */
  end(): void {
    this.#takeOver();
    this.#drop(() => true);
  }

  /** Takes away everything. */
  clear(): void {
    this.#age();
    this.end();
  }

  /** Ends the pictures, and shows nothing more; what is there stays as it is. */
  dispose(): void {
    ++this.#run;
    for (const picture of this.#pictures.values()) picture.end();
    this.#pictures.clear();
  }

  get #all(): ChildNode[] {
    return [...this.#shown, ...this.#old];
  }

  get #parent(): ParentNode {
    const waits = this.#next !== undefined && this.#element.dataset.prerendered !== undefined;
    return waits ? this.#held : this.#element;
  }

  #age(): void {
    this.#old = this.#all;
    this.#shown = [];
  }

  #show(value: unknown): void {
    this.#takeOver();
    const isFirst = this.#shown.length === 0;
    const at = this.#old.findIndex((node) => this.#isThere(node) && this.#shows(node, value));
    if (at === -1) this.#add(value);
    else this.#showAgain(this.#old[at], value);
    if (isFirst) this.#dropRest();
  }

  #add(value: unknown): void {
    if (value instanceof Picture) {
      const picture = value.begin((element) => this.#insert(element));
      this.#pictures.set(picture.element, picture);
      return;
    }
    const node = inspect(value);
    if (node === value) this.#given.add(node);
    this.#insert(node);
  }

  #insert(node: Node): void {
    const nodes = node instanceof DocumentFragment ? [...node.childNodes] : [node as ChildNode];
    const after = [...this.#old, ...(this.#next ? this.#next.#all : [])];
    this.#parent.insertBefore(node, after.find((each) => this.#isThere(each)) ?? null);
    this.#shown.push(...nodes);
  }

  /** Shows a value where it, or a picture of its kind, stands already; what an earlier run showed before that is not shown again. */
  #showAgain(node: ChildNode, value: unknown): void {
    const passed = this.#old.slice(0, this.#old.indexOf(node));
    this.#old = this.#old.filter((each) => each !== node);
    this.#drop((each) => passed.includes(each));
    this.#shown.push(node);
    const picture = this.#pictures.get(node);
    if (picture && value instanceof Picture) value.follow(picture);
  }

  /**
   * Once a run has shown something, takes away what it cannot show again; soon after, the nodes that it has not. The
   * pictures of a run that awaits something stay until it ends.
   */
  #dropRest(): void {
    const run = this.#run;
    this.#drop((node) => !this.#given.has(node) && !this.#pictures.has(node));
    if (this.#old.length === 0) return;
    queueMicrotask(() => {
      if (run === this.#run) this.#drop((node) => !this.#pictures.has(node));
    });
  }

  /** Whether a node stands where it was shown: a cell may show the node of another. */
  #isThere(node: ChildNode): boolean {
    return node.parentNode === this.#parent;
  }

  #shows(node: ChildNode, value: unknown): boolean {
    return value instanceof Picture
      ? this.#pictures.get(node)?.kind === value.kind
      : node === value;
  }

  /** Takes away some of what is left of earlier runs. */
  #drop(chosen: (node: ChildNode) => boolean): void {
    const dropped = this.#old.filter(chosen);
    this.#old = this.#old.filter((node) => !dropped.includes(node));
    for (const node of dropped) {
      this.#pictures.get(node)?.end();
      this.#pictures.delete(node);
      if (this.#isThere(node)) node.remove();
    }
  }

  /** Takes the place of what the build drew, whose height it keeps until the browser has laid out what there is now. */
  #takeOver(): void {
    const element = this.#element;
    if (this.#next !== undefined || element.dataset.prerendered === undefined) return;
    delete element.dataset.prerendered;
    element.style.minHeight = `${element.offsetHeight}px`;
    if (this.#before) element.prepend(this.#before.#held);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => element.style.removeProperty("min-height")),
    );
  }
}
