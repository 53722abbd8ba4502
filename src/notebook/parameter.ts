/** How a parameter is written as text (in a URL, in an attribute) and read back. */
export interface Codec<T> {
  /** What the text may be, in words that complete "takes …": "a number from 1 to 4". */
  readonly takes: string;
  /** @throws Error whose message completes "x=9 …": "is not a number from 1 to 4" */
  parse(text: string): T;
  format(value: T): string;
}

/** What a parameter sets, its text form, and the value it has when nothing is said. */
export interface ParameterSpec<T> {
  /** In words for those who embed a cell: "the query". */
  readonly sets: string;
  readonly codec: Codec<T>;
  readonly initial: T;
}

/**
 * A value of the page that cells observe and inputs set. It is an event source like an
 * `<input>`: `value` and an "input" event, so `observe(parameter)` makes it reactive.
 */
export class Parameter<T> extends EventTarget {
  readonly initial: T;
  /** What is wrong with what the reader has written for it in a field, which its value does not say. */
  problem: string | undefined;
  readonly #codec: Codec<T>;
  #value: T;

  constructor({ codec, initial }: Omit<ParameterSpec<T>, "sets">) {
    super();
    this.initial = initial;
    this.#codec = codec;
    this.#value = initial;
  }

  get value(): T {
    return this.#value;
  }

  /** Setting an equal value (by its text) does nothing. */
  set value(value: T) {
    if (this.#codec.format(value) === this.#codec.format(this.#value)) return;
    this.#value = value;
    this.dispatchEvent(new Event("input"));
  }

  /** The value as text, or undefined where it is the initial one. */
  get text(): string | undefined {
    return this.isInitial ? undefined : this.written;
  }

  /** The value as text, whatever it is. */
  get written(): string {
    return this.#codec.format(this.#value);
  }

  /** Whether the value is, by its text, the initial one. */
  get isInitial(): boolean {
    return this.written === this.#codec.format(this.initial);
  }

  /** Back to the initial value. */
  reset(): void {
    this.value = this.initial;
  }

  /** @throws Error if the text is not of this parameter */
  setText(text: string): void {
    this.value = this.#codec.parse(text);
  }
}
