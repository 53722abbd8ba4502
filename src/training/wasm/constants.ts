import { i32, type V128, v128 } from "./code";

/**
 * Constants in all four lanes, at the start of the memory: V8 makes a `v128.const` anew, in several
 * instructions, wherever it stands.
 */
export class Constants {
  readonly #values: number[] = [];

  /** The float32 next to a value. */
  get(value: number): V128 {
    const rounded = Math.fround(value);
    const found = this.#values.findIndex((known) => Object.is(known, rounded));
    const index = found >= 0 ? found : this.#values.push(rounded) - 1;
    return v128.load(i32.constant(0), index * 16);
  }

  /** What stands at address 0. */
  bytes(): Uint8Array {
    return new Uint8Array(Float32Array.from(this.#values.flatMap((v) => [v, v, v, v])).buffer);
  }
}
