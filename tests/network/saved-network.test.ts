import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { initialise } from "../../src/network/initialise";
import { seeded } from "../../src/network/random";
import { SafetensorsError, type Tensor } from "../../src/network/safetensors";
import { writeSafetensors } from "../../src/network/safetensors-write";
import { savedNetwork } from "../../src/network/saved-network";
import { toStateDict } from "../../src/network/state-dict";
import { readStrictly } from "../../src/network/strict-safetensors";
import { xSquaredArchitecture } from "./x-squared";

const open = (name: string) =>
  savedNetwork(readStrictly(readFileSync(`tests/fixtures/saved-networks/${name}.safetensors`)));
const { network: plain } = open("plain");

describe("a network as it was saved", () => {
  it.each([
    "torch-compile",
    "data-parallel",
    "data-parallel-of-compiled",
    "compiled-data-parallel",
    "sequential",
    "net",
    "model-unit",
    "padded",
    "empty-metadata",
  ])("is the same whatever stands before its numbers: %s", (name) => {
    const { network, passedOver, tensors } = open(name);
    expect(network.layers.map(({ outputs }) => outputs)).toEqual([8, 32, 8, 1]);
    expect(network).toEqual(plain);
    expect(passedOver).toEqual([]);
    expect([...tensors.keys()][0]).toBe("unit.0.weight");
  });

  it("is read from float64, to the nearest float32", () => {
    const { layers } = open("float64").network;
    for (const [i, { weight, bias }] of layers.entries()) {
      expect(weight).toEqual(plain.layers[i].weight);
      expect(bias).toEqual(plain.layers[i].bias);
    }
  });

  it.each([
    ["step", ["step"]],
    ["optimizer", ["optimizer.lr"]],
    ["empty-tensor", ["buffer"]],
  ])("is found beside what no layer needs: %s", (name, passedOver) => {
    expect(open(name)).toMatchObject({ network: plain, passedOver });
  });

  it("is the one named unit where there are several, and none where that is not said", () => {
    const network = initialise(xSquaredArchitecture(2), seeded(1));
    const other = initialise(xSquaredArchitecture(2), seeded(2));
    const both = (one: string, two: string) =>
      savedNetwork(
        readStrictly(
          writeSafetensors([...toStateDict(network, one), ...toStateDict(other, two)], {
            dtype: "F32",
          }),
        ),
      );
    const { network: found, passedOver } = both("", "average.");
    expect(found).toEqual(network);
    expect(passedOver).toEqual([...toStateDict(other, "average.").keys()]);
    expect(() => both("student.", "teacher.")).toThrow(
      'found 2, with names that begin with "student.unit.", "teacher.unit."',
    );
  });

  it.each<[string, Record<string, Tensor>, string]>([
    [
      "a normalisation between its layers",
      { "unit.1.weight": { shape: [2], data: Float32Array.of(1, 1) } },
      'found "unit.1.weight" besides',
    ],
    [
      "no layers",
      { "encoder.query": { shape: [1], data: Float32Array.of(1) } },
      'Expected one network, with tensors "unit.0.weight", "unit.0.bias" and so on, found "encoder.query".',
    ],
  ])("is refused with %s, which would change what it computes", (_, extra, message) => {
    const layers =
      "encoder.query" in extra ? [] : toStateDict(initialise(xSquaredArchitecture(2), seeded(1)));
    const bytes = writeSafetensors([...layers, ...Object.entries(extra)], { dtype: "F32" });
    expect(() => savedNetwork(readStrictly(bytes))).toThrow(message);
  });

  it("is refused where a layer is in whole numbers", () => {
    const { layers } = initialise(xSquaredArchitecture(2), seeded(1));
    const bytes = writeSafetensors(toStateDict({ layers }), { dtype: "F32" });
    const text = new TextDecoder("latin1").decode(bytes).replace("F32", "I32");
    const whole = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(() => savedNetwork(readStrictly(whole))).toThrow(
      'Expected tensor "unit.0.weight" to be F64, F32, F16 or BF16, found I32.',
    );
  });
});

describe("a file that is no such network is refused in few words", () => {
  it.each([
    [
      "another-model",
      'found "bert.encoder.layer.0.attention.self.query.weight", "bert.encoder.layer.0.attention.self.query.bias", "bert.encoder.layer.0.attention.self.key.weight" and 117 more.',
    ],
    ["deep", "Expected a list of tensors as the header, found one too deep."],
    ["key-twice", 'Expected each name once, found "unit.0.bias" twice.'],
    ["key-twice-of-another-shape", 'Expected each name once, found "unit.0.weight" twice.'],
    ["byte-order-mark", "Expected a header that begins with {."],
    [
      "metadata-number",
      'Expected __metadata__ to map names to texts, found {"format":"pt","epoch":5}.',
    ],
  ])("%s", (name, message) => {
    expect(() => open(name)).toThrow(SafetensorsError);
    expect(() => open(name)).toThrow(message);
  });

  it("however many names it has, and however long they are", () => {
    const many = Array.from({ length: 20_000 }, (_, i): [string, Tensor] => [
      `${"very.".repeat(i % 40)}long.name.${i}`,
      { shape: [0], data: new Float32Array(0) },
    ]);
    const file = readStrictly(writeSafetensors(many, { dtype: "F32" }));
    expect(() => savedNetwork(file)).toThrow(/ and 19997 more\.$/);
    expect(() => savedNetwork(file)).toThrow(/^.{1,300}$/);
  });
});
