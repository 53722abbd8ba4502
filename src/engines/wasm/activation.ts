import type { Activation } from "../../network/activation";
import type { MultiplyAdd } from "./arithmetic";
import { FunctionBuilder, f32x4, i32, type Local, type V128, v128 } from "./code";
import type { Constants } from "./constants";
import { gelu } from "./gelu";
import { Lanes, largestExponent, type Vectors } from "./lanes";
import type { Tools } from "./tools";

/** Writes the code of f(z) and f′(z). What is not a number must come through. */
type Write = (tools: Tools) => void;

const writers: Record<Activation, Write> = {
  identity({ lanes, z, values, slopes }) {
    lanes.set(values, z);
    lanes.setWith(1, slopes, (one) => one);
  },
  relu({ lanes, constants, z, values, slopes }) {
    lanes.setWith(0, values, (zero, i) => f32x4.largerOf(z(i), zero));
    lanes.setWith(0, slopes, (zero, i) => v128.and(f32x4.less(zero, z(i)), constants.get(1)));
  },
  gelu,
  silu(tools) {
    const { lanes, madd, z, values, slopes, scratch } = tools;
    const [s] = scratch;
    sigmoids(tools, s, slopes);
    // (z·s)′ = s + z·s′
    lanes.set(values, (i) => f32x4.multiply(z(i), s[i]));
    lanes.set(slopes, (i) => madd(values[i], slopes[i], s[i]));
  },
  tanh({ lanes, madd, z, values, slopes, scratch }) {
    const [y, rest] = scratch;
    bounded(lanes, y, z, -2 * Math.LOG2E);
    // (1 − E)/(1 + E) with E = e^(−2z)
    lanes.powersOfTwoLessOne(values, y, rest);
    lanes.setWith(-2, values, (c, i) => f32x4.divide(values[i], f32x4.subtract(c, values[i])));
    lanes.set(rest, (i) => f32x4.subtract(v128.zero(), values[i]));
    lanes.setWith(1, slopes, (one, i) => madd(rest[i], values[i], one));
  },
  sigmoid(tools) {
    sigmoids(tools, tools.values, tools.slopes);
    const { lanes, values, slopes } = tools;
    lanes.set(slopes, (i) => f32x4.multiply(values[i], slopes[i]));
  },
};

/** s = σ(z) = 1/(1 + E) and rest = 1 − σ(z) = E·s, with E = e^(−z): precise where they are small. */
function sigmoids({ lanes, z, scratch }: Tools, s: Vectors, rest: Vectors): void {
  const y = scratch[1];
  bounded(lanes, y, z, -Math.LOG2E);
  lanes.powersOfTwo(rest, y, s);
  lanes.setWith(1, s, (one, i) => f32x4.divide(one, f32x4.add(one, rest[i])));
  lanes.set(rest, (i) => f32x4.multiply(rest[i], s[i]));
}

/** y = factor·z within the bounds of exponents. */
function bounded(lanes: Lanes, y: Vectors, z: (lane: number) => V128, factor: number): void {
  lanes.setWith(factor, y, (c, i) => f32x4.multiply(z(i), c));
  lanes.setWith(-largestExponent, y, (c, i) => f32x4.largerOf(y[i], c));
  lanes.setWith(largestExponent, y, (c, i) => f32x4.smallerOf(y[i], c));
}

/** Vectors worked on side by side. */
const count = 4;

/**
 * A function (z, activations, slopes, end of z) of addresses: f(z), and its derivatives by z.
 * Activations may be in the place of z. The number of elements is a multiple of 16.
 * @param gate how many bytes u stands behind z: then it is f(z)·u, and its derivatives by u stand so far behind those by z
 */
export function activationFunction(
  activation: Activation,
  constants: Constants,
  madd: MultiplyAdd,
  gate?: number,
): FunctionBuilder {
  const f = new FunctionBuilder();
  const at = f.parameter("i32");
  const atActivations = f.parameter("i32");
  const atSlopes = f.parameter("i32");
  const end = f.parameter("i32");
  const lanes = new Lanes(f, constants, madd, count);
  const [values, slopes] = [lanes.vectors(), lanes.vectors()];
  const tools: Tools = {
    lanes,
    constants,
    madd,
    z: (lane) => v128.load(at, lane * 16),
    values,
    slopes,
    scratch: [lanes.vectors(), lanes.vectors(), lanes.vectors()],
  };
  const step = count * 16;
  f.repeat(at, step, end, () => {
    writers[activation](tools);
    for (let i = 0; i < count; ++i) {
      const store = (address: Local<"i32">, offset: number, value: V128): void =>
        f.storeV128(address, offset + i * 16, value);
      if (gate === undefined) {
        store(atSlopes, 0, slopes[i]);
        store(atActivations, 0, values[i]);
      } else {
        const u = v128.load(at, gate + i * 16);
        store(atSlopes, 0, f32x4.multiply(slopes[i], u));
        store(atSlopes, gate, values[i]);
        store(atActivations, 0, f32x4.multiply(values[i], u));
      }
    }
    f.set(atActivations, i32.plus(atActivations, step));
    f.set(atSlopes, i32.plus(atSlopes, step));
  });
  return f;
}
