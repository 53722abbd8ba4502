import { describe, expect, test } from "vitest";
import { type Loss, lossDivisor, lossSum } from "../../src/network/loss";
import { lossOf } from "./formulas";

const crossEntropy: Loss = { name: "cross-entropy" };

/** The derivatives of the loss by the outputs. */
function deltasOf(loss: Loss, outputs: number[], targets: number[], width: number): Float64Array {
  const rows = outputs.length / width;
  const deltas = new Float64Array(outputs.length);
  const wanted = loss.name === "power" ? Float64Array.from(targets) : Int32Array.from(targets);
  lossSum(
    loss,
    Float64Array.from(outputs),
    wanted,
    rows,
    width,
    lossDivisor(loss, rows, width),
    deltas,
  );
  return deltas;
}

describe("a power of the error", () => {
  test.each([2, 4, 6, 8] as const)("%i is averaged over all outputs of all rows", (exponent) => {
    const loss: Loss = { name: "power", exponent };
    const outputs = Float64Array.of(1, -2, 0.5, 3);
    const targets = Float64Array.of(0.5, 1, 0.5, 1);
    const expected = (0.5 ** exponent + 3 ** exponent + 0 + 2 ** exponent) / 4;
    expect(lossOf(loss, outputs, targets, 2)).toBeCloseTo(expected, 12);
    const deltas = deltasOf(loss, [...outputs], [...targets], 2);
    for (const [i, error] of [0.5, -3, 0, 2].entries())
      expect(deltas[i]).toBeCloseTo((exponent * error ** (exponent - 1)) / 4, 12);
  });
});

describe("cross-entropy", () => {
  test("is the mean over rows of −log softmax, in nats", () => {
    const logits = Float64Array.of(1, 2, 3, 0, 0, 0);
    const first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - 2;
    expect(lossOf(crossEntropy, logits, Int32Array.of(1, 2), 3)).toBeCloseTo(
      (first + Math.log(3)) / 2,
      14,
    );
  });

  test("has the softmax less the class as its derivatives, over the rows", () => {
    const deltas = deltasOf(crossEntropy, [0, Math.log(2), Math.log(5), 0, 0, 0], [2, 0], 3);
    const expected = [1 / 8, 2 / 8, 5 / 8 - 1, 1 / 3 - 1, 1 / 3, 1 / 3].map((d) => d / 2);
    for (const [i, delta] of deltas.entries()) expect(delta).toBeCloseTo(expected[i], 14);
  });

  test("does not overflow where logits are ten thousand apart", () => {
    const logits = Float64Array.of(1e4, -1e4, -1e4, 1e4, 1e4, 1e4);
    expect(lossOf(crossEntropy, logits, Int32Array.of(0, 0, 1), 2)).toBeCloseTo(
      (0 + 2e4 + Math.log(2)) / 3,
      9,
    );
    expect(deltasOf(crossEntropy, [...logits], [0, 0, 1], 2)).toEqual(
      Float64Array.from([0, 0, -1, 1, 0.5, -0.5], (delta) => delta / 3),
    );
  });

  test("of a logit that is not finite is not finite either", () => {
    for (const broken of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(lossOf(crossEntropy, Float64Array.of(broken, 0), Int32Array.of(1), 2)).toBeNaN();
  });
});

test.each<Loss>([{ name: "power", exponent: 4 }, crossEntropy])(
  "parts of a batch add up: $name",
  (loss) => {
    const outputs = Float64Array.from({ length: 15 }, (_, i) => Math.sin(i));
    const targets =
      loss.name === "power"
        ? Float64Array.from({ length: 15 }, (_, i) => Math.cos(i))
        : Int32Array.of(0, 2, 1, 1, 2);
    const width = loss.name === "power" ? 3 : 1;
    const divisor = lossDivisor(loss, 5, 3);
    const part = (from: number, to: number): number =>
      lossSum(
        loss,
        outputs.subarray(from * 3, to * 3),
        targets.subarray(from * width, to * width) as typeof targets,
        to - from,
        3,
        divisor,
      );
    expect((part(0, 2) + part(2, 5)) / divisor).toBeCloseTo(lossOf(loss, outputs, targets, 3), 14);
  },
);
