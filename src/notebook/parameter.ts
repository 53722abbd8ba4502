/** How a parameter is written as text (in a URL, in an attribute) and read back. */
export interface Codec<T> {
  /** What it may be, in words: "a number from 1 to 4". */
  readonly kind: string;
  /** @throws Error whose message completes "x=9 …": "is not a number from 1 to 4" */
  parse(text: string): T;
  format(value: T): string;
}

/** A parameter's text form, the value it has when nothing is said, and what it sets. */
export interface ParameterSpec<T> {
  /** What it sets, for who writes it into a tag or an address: "the query". */
  readonly says: string;
  readonly codec: Codec<T>;
  readonly initial: T;
}

/**
 * A value of the page that cells observe and inputs set. It is an event source like an
 * `<input>`: `value` and an "input" event, so `observe(parameter)` makes it reactive.
 */
export class Parameter<T> extends EventTarget {
  readonly initial: T;
  readonly says: string;
  readonly #codec: Codec<T>;
  #value: T;

  constructor({ codec, initial, says }: ParameterSpec<T>) {
    super();
    this.says = says;
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

  /** What it may be, in words. */
  get kind(): string {
    return this.#codec.kind;
  }

  /** The initial value as text. */
  get initialText(): string {
    return this.#codec.format(this.initial);
  }

  /** Whether the value is, by its text, the initial one. */
  get isInitial(): boolean {
    return this.written === this.initialText;
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
