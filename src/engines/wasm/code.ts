import { type Bytes, float64, signed, signed64, sized, unsigned } from "./bytes";

export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128";

const typeCodes: Record<ValueType, number> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

function typeCode(type: ValueType): number {
  return typeCodes[type];
}

/** Instructions that leave one value on the stack. */
export interface Expression<T extends ValueType> {
  readonly type: T;
  readonly code: Bytes;
}

export type I32 = Expression<"i32">;
export type I64 = Expression<"i64">;
export type F32 = Expression<"f32">;
export type F64 = Expression<"f64">;
export type V128 = Expression<"v128">;

/** A parameter or a variable of a function; as an expression, its value. */
export interface Local<T extends ValueType> extends Expression<T> {
  readonly index: number;
}

function operation<T extends ValueType>(
  type: T,
  opcode: Bytes,
  ...operands: Expression<ValueType>[]
): Expression<T> {
  return { type, code: [...operands.flatMap(({ code }) => code), ...opcode] };
}

/** An opcode of the vector instructions. */
function vector(number: number): number[] {
  return [0xfd, ...unsigned(number)];
}

/** log₂ of the alignment, a hint that data row after row need not keep, then the offset. */
function memory(alignment: number, offset: number): number[] {
  return [alignment, ...unsigned(offset)];
}

export const i32 = {
  constant: (value: number): I32 => operation("i32", [0x41, ...signed(value)]),
  load: (address: I32, offset: number): I32 =>
    operation("i32", [0x28, ...memory(2, offset)], address),
  add: (a: I32, b: I32): I32 => operation("i32", [0x6a], a, b),
  multiply: (a: I32, b: I32): I32 => operation("i32", [0x6c], a, b),
  and: (a: I32, b: I32): I32 => operation("i32", [0x71], a, b),
  shiftLeft: (a: I32, bits: number): I32 => operation("i32", [0x74], a, i32.constant(bits)),
  shiftRight: (a: I32, bits: number): I32 => operation("i32", [0x76], a, i32.constant(bits)),
  /** The address plus some bytes. */
  plus: (a: I32, bytes: number): I32 => (bytes === 0 ? a : i32.add(a, i32.constant(bytes))),
};

export const i64 = {
  constant: (value: bigint): I64 => operation("i64", [0x42, ...signed64(value)]),
  subtract: (a: I64, b: I64): I64 => operation("i64", [0x7d], a, b),
  and: (a: I64, b: I64): I64 => operation("i64", [0x83], a, b),
  or: (a: I64, b: I64): I64 => operation("i64", [0x84], a, b),
  shiftRight: (a: I64, bits: bigint): I64 => operation("i64", [0x88], a, i64.constant(bits)),
  bitsOf: (a: F64): I64 => operation("i64", [0xbd], a),
};

export const f32 = {
  load: (address: I32, offset: number): F32 =>
    operation("f32", [0x2a, ...memory(2, offset)], address),
  rounded: (a: F64): F32 => operation("f32", [0xb6], a),
};

export const f64 = {
  constant: (value: number): F64 => operation("f64", [0x44, ...float64(value)]),
  add: (a: F64, b: F64): F64 => operation("f64", [0xa0], a, b),
  subtract: (a: F64, b: F64): F64 => operation("f64", [0xa1], a, b),
  multiply: (a: F64, b: F64): F64 => operation("f64", [0xa2], a, b),
  divide: (a: F64, b: F64): F64 => operation("f64", [0xa3], a, b),
  from: (a: F32): F64 => operation("f64", [0xbb], a),
  fromInteger: (a: I64): F64 => operation("f64", [0xb9], a),
  ofBits: (a: I64): F64 => operation("f64", [0xbf], a),
};

export const v128 = {
  zero: (): V128 => operation("v128", [...vector(0x0c), ...new Array<number>(16).fill(0)]),
  load: (address: I32, offset: number): V128 =>
    operation("v128", [...vector(0x00), ...memory(4, offset)], address),
  /** One float32 in all four lanes. */
  loadSplat: (address: I32, offset: number): V128 =>
    operation("v128", [...vector(0x09), ...memory(2, offset)], address),
  and: (a: V128, b: V128): V128 => operation("v128", vector(0x4e), a, b),
  /** The bits of a that are not in b. */
  without: (a: V128, b: V128): V128 => operation("v128", vector(0x4f), a, b),
  or: (a: V128, b: V128): V128 => operation("v128", vector(0x50), a, b),
  xor: (a: V128, b: V128): V128 => operation("v128", vector(0x51), a, b),
  /** The bits of a where those of the mask are 1, and else those of b. */
  select: (a: V128, b: V128, mask: V128): V128 => operation("v128", vector(0x52), a, b, mask),
  /** The 32-bit lanes of a in another order. */
  lanes: (a: V128, order: readonly [number, number, number, number]): V128 => {
    const bytes = order.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
    return operation("v128", [...vector(0x0d), ...bytes], a, a);
  },
};

export const i32x4 = {
  add: (a: V128, b: V128): V128 => operation("v128", vector(0xae), a, b),
  shiftLeft: (a: V128, bits: number): V128 =>
    operation("v128", vector(0xab), a, i32.constant(bits)),
};

export const f32x4 = {
  splat: (a: F32): V128 => operation("v128", vector(0x13), a),
  lane: (a: V128, index: number): F32 => operation("f32", [...vector(0x1f), index], a),
  /** All bits of a lane where a < b, and none where a or b is NaN. */
  less: (a: V128, b: V128): V128 => operation("v128", vector(0x43), a, b),
  size: (a: V128): V128 => operation("v128", vector(0xe0), a),
  sqrt: (a: V128): V128 => operation("v128", vector(0xe3), a),
  add: (a: V128, b: V128): V128 => operation("v128", vector(0xe4), a, b),
  subtract: (a: V128, b: V128): V128 => operation("v128", vector(0xe5), a, b),
  multiply: (a: V128, b: V128): V128 => operation("v128", vector(0xe6), a, b),
  divide: (a: V128, b: V128): V128 => operation("v128", vector(0xe7), a, b),
  /** b < a ? b : a, one instruction on every processor, and NaN where a is. */
  smallerOf: (a: V128, b: V128): V128 => operation("v128", vector(0xea), a, b),
  /** a < b ? b : a, one instruction on every processor, and NaN where a is. */
  largerOf: (a: V128, b: V128): V128 => operation("v128", vector(0xeb), a, b),
  /** a·b + c, rounded once where the processor can. */
  relaxedMultiplyAdd: (a: V128, b: V128, c: V128): V128 =>
    operation("v128", vector(0x105), a, b, c),
};

export const f64x2 = {
  /** Lanes 0 and 1 of a. */
  from: (a: V128): V128 => operation("v128", vector(0x5f), a),
  lane: (a: V128, index: number): F64 => operation("f64", [...vector(0x21), index], a),
  add: (a: V128, b: V128): V128 => operation("v128", vector(0xf0), a, b),
};

/** A function under construction: statements are appended and stay in their order. */
export class FunctionBuilder<R extends ValueType = never> {
  readonly #parameters: ValueType[] = [];
  readonly #locals: ValueType[] = [];
  readonly #body: number[] = [];
  #result: Expression<R> | undefined;

  parameter<T extends ValueType>(type: T): Local<T> {
    if (this.#locals.length > 0) throw new Error("Parameters come before locals.");
    this.#parameters.push(type);
    return local(type, this.#parameters.length - 1);
  }

  local<T extends ValueType>(type: T): Local<T> {
    this.#locals.push(type);
    return local(type, this.#parameters.length + this.#locals.length - 1);
  }

  locals<T extends ValueType>(type: T, count: number): Local<T>[] {
    return Array.from({ length: count }, () => this.local(type));
  }

  set<T extends ValueType>(target: Local<T>, value: Expression<T>): void {
    this.#body.push(...value.code, 0x21, ...unsigned(target.index));
  }

  storeF32(address: I32, offset: number, value: F32): void {
    this.#body.push(...address.code, ...value.code, 0x38, ...memory(2, offset));
  }

  storeV128(address: I32, offset: number, value: V128): void {
    this.#body.push(...address.code, ...value.code, ...vector(0x0b), ...memory(4, offset));
  }

  /** Calls a function without a result. */
  call(target: number, ...operands: Expression<ValueType>[]): void {
    this.#body.push(...operands.flatMap(({ code }) => code), 0x10, ...unsigned(target));
  }

  /** Calls a function with a result. */
  result<T extends ValueType>(
    type: T,
    target: number,
    ...operands: Expression<ValueType>[]
  ): Expression<T> {
    return operation(type, [0x10, ...unsigned(target)], ...operands);
  }

  /** Repeats the body, at least once, each time moving `counter` on by `step`, until it is at `end`. */
  repeat(counter: Local<"i32">, step: number, end: I32, body: () => void): void {
    const empty = 0x40;
    this.#body.push(0x03, empty);
    body();
    const next = i32.plus(counter, step);
    this.#body.push(...next.code, 0x22, ...unsigned(counter.index));
    this.#body.push(...end.code, 0x47, 0x0d, 0x00, 0x0b);
  }

  return(value: Expression<R>): void {
    this.#result = value;
  }

  /** Its type, as a type section has it. */
  get signature(): number[] {
    const results = this.#result === undefined ? [] : [typeCode(this.#result.type)];
    return [0x60, ...sized(this.#parameters.map(typeCode)), ...sized(results)];
  }

  /** Its locals and body, as a code section has them. */
  encode(): number[] {
    const locals = this.#locals.map((type) => [1, typeCode(type)]);
    const end = 0x0b;
    return sized([
      ...unsigned(locals.length),
      ...locals.flat(),
      ...this.#body,
      ...(this.#result?.code ?? []),
      end,
    ]);
  }
}

/** A function whatever its result. */
export type AnyFunction = FunctionBuilder<ValueType>;

function local<T extends ValueType>(type: T, index: number): Local<T> {
  return { type, index, code: [0x20, ...unsigned(index)] };
}
