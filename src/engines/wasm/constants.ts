import { i32, type V128, v128 } from "./code";

/**
 * Constants in all four lanes, at the start of the memory: V8 makes a `v128.const` anew, in several
 * instructions, wherever it stands.
 */
export class Constants {
  readonly #values: (readonly number[])[] = [];

  /** The float32 next to a value. */
  get(value: number): V128 {
    const [bits] = new Uint32Array(Float32Array.of(value).buffer);
    return this.#vector([bits, bits, bits, bits]);
  }

  /** All bits of the first lanes, none of the others. */
  firstLanes(count: number): V128 {
    return this.#vector([0, 1, 2, 3].map((lane) => (lane < count ? 0xffffffff : 0)));
  }

  /** What stands at address 0. */
  bytes(): Uint8Array {
    return new Uint8Array(Uint32Array.from(this.#values.flat()).buffer);
  }

  #vector(lanes: readonly number[]): V128 {
    const found = this.#values.findIndex((known) => known.every((bits, i) => bits === lanes[i]));
    const index = found >= 0 ? found : this.#values.push(lanes) - 1;
    return v128.load(i32.constant(0), index * 16);
  }
}
