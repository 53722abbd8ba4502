import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { xSquaredArchitecture } from "../../../../notebooks/x-squared/mathematics/dataset";
import { curvesOfMoments, curvesOfRuns } from "../../../../notebooks/x-squared/training/curves";
import {
  networkFile,
  networkText,
  openedFile,
  openedRun,
  refusal,
} from "../../../../notebooks/x-squared/training/opened";
import { runText } from "../../../../notebooks/x-squared/training/settings-text";
import { perceptron } from "../../../../src/network/architecture";
import { predictAt } from "../../../../src/network/forward";
import { initialise } from "../../../../src/network/initialise";
import type { Network } from "../../../../src/network/network";
import { seeded } from "../../../../src/network/random";
import { readSafetensors, type Tensor } from "../../../../src/network/safetensors";
import { writeSafetensors } from "../../../../src/network/safetensors-write";
import { toStateDict } from "../../../../src/network/state-dict";
import { keptSteps } from "../../../../src/run/kept-steps";
import { momentAt } from "../../../../src/run/run";

const fixture = (name: string): ArrayBuffer => {
  const bytes = readFileSync(`tests/fixtures/opened/${name}`);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
};
const { queries, answers } = JSON.parse(
  readFileSync("tests/fixtures/opened/answers.json", "utf8"),
) as { queries: number[]; answers: Record<string, number[]> };

const fileOf = (network: Network): ArrayBuffer =>
  writeSafetensors(toStateDict(network), { dtype: "F32" }).buffer;
const ofWidth = (d: number): ArrayBuffer => fileOf(initialise(xSquaredArchitecture(d), seeded(1)));

describe("a network that was opened", () => {
  it.each(["f32", "f16", "bf16"])("answers as PyTorch does with the same %s weights", (dtype) => {
    const { network } = openedRun(fixture(`${dtype}.safetensors`), "mine.safetensors").latest;
    queries.forEach((x, i) => {
      expect(Math.abs(predictAt(network, x) - answers[dtype][i])).toBeLessThan(1e-4);
    });
  });

  it.each([1, 2, 64, 256])("may have d = %i", (d) => {
    const run = openedRun(ofWidth(d), "mine.safetensors");
    expect(run.latest.network.layers.map(({ outputs }) => outputs)).toEqual([d, 4 * d, d, 1]);
  });

  it("is a run of one curve, without losses and without a history", () => {
    const run = openedRun(fixture("f32.safetensors"), "mine.safetensors");
    expect(run.origin).toBe("opened");
    expect(run.losses).toHaveLength(0);
    expect(keptSteps(run)).toEqual([0]);
    expect(momentAt(run, 300)).toBe(run.latest);
    for (const curves of [curvesOfRuns(run), curvesOfMoments(run)]) {
      expect(curves).toHaveLength(1);
      expect(curves[0].epochs).toBeUndefined();
      expect(curves[0].mse).toBeCloseTo(run.latest.loss, 12);
    }
    expect(runText(run)).toBe("a network opened from mine.safetensors");
    expect(networkText(run, run.latest)).toBe("1 → 8 → 32 → 8 → 1, from mine.safetensors");
  });

  it("says what else is in its file", () => {
    const saved = readFileSync("tests/fixtures/saved-networks/optimizer.safetensors");
    const run = openedRun(new Uint8Array(saved).buffer, `${"very-".repeat(40)}long.safetensors`);
    expect(networkText(run, run.latest)).toMatch(
      /^1 → 8 → 32 → 8 → 1, from very-.{1,60}long\.safetensors, without "optimizer\.lr", which no layer needs$/,
    );
  });

  it("is saved as it was opened, in float32", async () => {
    const run = openedRun(fixture("bf16.safetensors"), "mine.safetensors");
    const file = networkFile(run, run.latest);
    expect(file.name).toBe("mine.safetensors");
    const { tensors } = readSafetensors(await file.arrayBuffer());
    const before = readSafetensors(fixture("bf16.safetensors")).tensors;
    expect([...tensors.keys()]).toEqual([...before.keys()]);
    for (const [name, { dtype, data }] of tensors) {
      expect(dtype).toBe("F32");
      expect(data).toEqual(before.get(name)!.data);
    }
  });
});

describe("a file is refused, with what was expected and what was found,", () => {
  const refused = (bytes: ArrayBuffer): string => {
    try {
      openedRun(bytes, "bad.safetensors");
    } catch (error) {
      return refusal("bad.safetensors", error as Error);
    }
    throw new Error("It was opened.");
  };
  const withTensor = (name: string, change: (data: Float32Array) => Tensor): ArrayBuffer => {
    const { tensors } = readSafetensors(fixture("f32.safetensors"));
    return writeSafetensors(
      [...tensors].map(([each, tensor]) => [each, each === name ? change(tensor.data) : tensor]),
      { dtype: "F32" },
    ).buffer;
  };

  it.each([
    ["that is empty", () => new ArrayBuffer(0), /no safetensors file: it has 0 bytes/],
    [
      "that is something else",
      () => new TextEncoder().encode("<!doctype html><html></html>".repeat(9)).buffer,
      /This is no safetensors file, or only the beginning of one\.$/,
    ],
    [
      "that was cut short",
      () => fixture("f32.safetensors").slice(0, -100),
      /Expected \d+ bytes of data.*found \d+: the file is truncated/,
    ],
    [
      "of another dtype",
      () => {
        const text = new TextDecoder("latin1").decode(fixture("f32.safetensors"));
        return Uint8Array.from(text.replace('"F32"', '"I32"'), (c) => c.charCodeAt(0)).buffer;
      },
      /to be F64, F32, F16 or BF16, found I32/,
    ],
    ["that is too wide", () => ofWidth(257), /Expected 1 to 256 neurons.*found 257/],
    [
      "with a layer of another width",
      () => fileOf(initialise(perceptron([1, 8, 16, 8, 1]), seeded(1))),
      /Expected shape \[32, 8\] in tensor "unit.2.weight", found \[16, 8\]/,
    ],
    [
      "with a layer less",
      () => fileOf(initialise(perceptron([1, 8, 32, 1]), seeded(1))),
      /Expected shape \[8, 32\] in tensor "unit.4.weight", found \[1, 32\]/,
    ],
    [
      "with two inputs",
      () => fileOf(initialise(perceptron([2, 8, 32, 8, 1]), seeded(1))),
      /Expected shape \[8, 1\] in tensor "unit.0.weight", found \[8, 2\]/,
    ],
    [
      "with other names",
      () =>
        writeSafetensors([["fc1.weight", { shape: [1], data: Float32Array.of(1) }]], {
          dtype: "F32",
        }).buffer,
      /Expected one network, with tensors "unit.0.weight".* found "fc1.weight"/,
    ],
    [
      "with a number that is none",
      () =>
        withTensor("unit.2.bias", (data) => ({
          shape: [32],
          data: new Float32Array(data).fill(Number.NaN, 3, 4),
        })),
      /Expected finite numbers in tensor "unit.2.bias", found NaN/,
    ],
    [
      "whose answers are not finite",
      () =>
        withTensor("unit.6.weight", () => ({
          shape: [1, 8],
          data: new Float32Array(8).fill(3e38),
        })),
      /Expected a network whose answers are finite/,
    ],
  ])("%s", (_, bytes, message) => {
    const words = refused(bytes());
    expect(words).toMatch(/^bad\.safetensors was not opened, and the page stays as it is\./);
    expect(words).toMatch(message);
  });

  it("that is too large, before it is read", async () => {
    const file = new File([new Uint8Array(13_000_001)], "large.safetensors");
    await expect(openedFile(file)).rejects.toThrow(
      "Expected at most 13,000,000 bytes, found 13,000,001",
    );
  });
});
