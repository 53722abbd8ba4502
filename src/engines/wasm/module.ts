import { type Bytes, list, name, signed, sized, unsigned } from "./bytes";
import type { AnyFunction } from "./code";

/** Bytes in a page of WebAssembly's memory. */
const pageSize = 65_536;

/** A module under construction, with a memory of its own, exported as `memory`. */
export class ModuleBuilder {
  readonly #functions: { readonly signature: Bytes; readonly code: Bytes }[] = [];
  /** The numbers of the functions, by what they are. */
  readonly #numbers = new Map<string, number>();
  readonly #exports: { readonly name: string; readonly index: number }[] = [];

  /**
   * Adds a finished function, unless there is the same already.
   * @returns the number to call the function by
   */
  add(builder: AnyFunction, exportedAs?: string): number {
    const { signature } = builder;
    const code = builder.encode();
    const key = `${signature} ${code}`;
    const index = this.#numbers.get(key) ?? this.#functions.push({ signature, code }) - 1;
    this.#numbers.set(key, index);
    if (exportedAs !== undefined) this.#exports.push({ name: exportedAs, index });
    return index;
  }

  /**
   * @param memorySize in bytes
   * @param data what stands at the start of the memory
   */
  encode(memorySize: number, data: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
    const pages = Math.ceil(memorySize / pageSize);
    const kinds = { function: 0x00, memory: 0x02 };
    const exports = this.#exports.map((entry) => [
      ...name(entry.name),
      kinds.function,
      ...unsigned(entry.index),
    ]);
    return Uint8Array.from([
      // "\0asm", version 1
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...section(1, list(this.#functions.map(({ signature }) => signature))),
      ...section(3, list(this.#functions.map((_, i) => unsigned(i)))),
      ...section(5, list([[0x01, ...unsigned(pages), ...unsigned(pages)]])),
      ...section(7, list([[...name("memory"), kinds.memory, 0], ...exports])),
      ...section(10, list(this.#functions.map(({ code }) => code))),
      ...section(11, list([[0x00, 0x41, ...signed(0), 0x0b, ...sized([...data])]])),
    ]);
  }
}

function section(id: number, content: number[]): number[] {
  return [id, ...sized(content)];
}
