import type { Observable } from "./definition";

/** A value that tells when it is replaced. Setting the same value again tells nothing. */
export class Source<T> extends EventTarget implements Observable<T> {
  #value: T;

  constructor(value: T) {
    super();
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.dispatchEvent(new Event("input"));
  }
}
