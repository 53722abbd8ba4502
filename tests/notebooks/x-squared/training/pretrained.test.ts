import { readFile, stat } from "node:fs/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  xSquaredArchitecture,
  xSquaredData,
} from "../../../../notebooks/x-squared/mathematics/dataset";
import {
  loadFirstPaint,
  readFirstPaint,
  readHistory,
  readModels,
} from "../../../../notebooks/x-squared/training/pretrained";
import { shippedSettings } from "../../../../notebooks/x-squared/training/settings";
import {
  initialMoment,
  momentOf,
  xSquaredTraining,
} from "../../../../notebooks/x-squared/training/spec";
import { parameterCount } from "../../../../src/network/architecture";
import { predict } from "../../../../src/network/forward";
import { SafetensorsError } from "../../../../src/network/safetensors";
import { historyEpochs } from "../../../../src/run/history-epochs";
import { events, lastOf } from "../../../training/told";

const folder = "public/weights/x-squared";
const file = (name: string): Promise<Buffer> => readFile(`${folder}/${name}.safetensors`);
const firstPaint = await file("first-paint");
const run = readFirstPaint(firstPaint);

describe("the shipped first paint", () => {
  it("is at most 300 KB", async () => {
    expect((await stat(`${folder}/first-paint.safetensors`)).size).toBeLessThanOrEqual(300_000);
  });

  it("is of the shipped settings, all models done", () => {
    expect(run.settings).toBe(shippedSettings);
    expect(run.models.map(({ steps }) => steps)).toEqual(shippedSettings.epochs);
    expect(run.models.every(({ state }) => state === "done")).toBe(true);
    expect(run.losses).toHaveLength(501);
  });

  it("has the longest-trained network, whose predictions and loss are those of its curve", () => {
    const { network, predictions, loss } = momentOf(500, run.latest.network);
    expect(run.latest).toMatchObject({ step: 500, network });
    expect(run.latest.loss).toBeCloseTo(loss, 6);
    expect(run.losses[500]).toBeCloseTo(loss, 6);
    for (const [i, prediction] of predictions.entries())
      expect(run.latest.predictions[i]).toBeCloseTo(prediction, 5);
  });

  it("has learnt x² to the reference's precision", () => {
    expect(run.latest.loss).toBeLessThan(0.1);
  });

  it("begins its loss curve at the initial weights of its seed", () => {
    expect(run.losses[0]).toBeCloseTo(initialMoment(shippedSettings).loss, 2);
  });
});

describe("the other shipped models", async () => {
  const models = readModels(await file("models"));

  it("are, bit for bit, what the reproducible engine trains from their seed", async () => {
    const spec = xSquaredTraining(shippedSettings);
    const few = spec.models.filter(({ steps }) => steps <= 10);
    const told = await events({ ...spec, models: few }, { reproducible: true });
    for (const { id, steps } of few) {
      const { network } = lastOf(told, id);
      expect(network).toEqual(models.get(steps));
    }
  });

  it("are those whose curves are shown", () => {
    const { inputs, targets } = xSquaredData();
    for (const { steps, loss, predictions } of run.models) {
      const found = predict(models.get(steps)!, inputs);
      let squares = 0;
      for (const [i, value] of found.entries()) {
        squares += (value - targets[i]) ** 2;
        expect(Math.abs(value - predictions![i])).toBeLessThan(1e-4);
      }
      expect(squares / targets.length / loss!).toBeCloseTo(1, 5);
    }
  });
});

describe("the shipped history", async () => {
  const bytes = await file("history");
  const history = readHistory(bytes);

  it("has the longest model at the epochs to scrub through", () => {
    expect(history.map(({ step }) => step)).toEqual(historyEpochs(500, shippedSettings.epochs));
  });

  // Where the loss is small, rounding the weights changes it by a few per cent.
  it("follows the run's loss curve as closely as float16 weights can", () => {
    for (const { step, loss } of history)
      expect(Math.abs(loss / run.losses[step] - 1)).toBeLessThan(0.1);
  });

  it("has with each network its own loss and predictions", () => {
    for (const moment of [history[0], history[20], history.at(-1)!]) {
      const { loss, predictions } = momentOf(moment.step, moment.network);
      expect(moment.loss).toBeCloseTo(loss, 9);
      for (const [i, prediction] of predictions.entries())
        expect(Math.abs(moment.predictions[i] - prediction)).toBeLessThan(0.04);
    }
  });

  it("has whole networks", () => {
    for (const { network } of history) {
      const count = network.layers.reduce(
        (n, { weight, bias }) => n + weight.length + bias.length,
        0,
      );
      expect(count).toBe(parameterCount(xSquaredArchitecture(64)));
    }
  });

  it("stays within 8 MB, with the rest", async () => {
    const sizes = [firstPaint.length, bytes.length, (await file("models")).length];
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(8e6);
  });
});

describe("a file of weights that is not as expected", () => {
  it("is refused when it is truncated", () => {
    expect(() => readFirstPaint(firstPaint.subarray(0, 1000))).toThrow(/truncated/);
  });

  it("is refused when it is another file, with what was expected and found", async () => {
    const models = await file("models");
    expect(() => readFirstPaint(models)).toThrow(SafetensorsError);
    expect(() => readHistory(models)).toThrow("Expected moments");
    expect(() => readModels(firstPaint)).toThrow('Expected a tensor "epoch-0.unit.0.weight"');
  });
});

describe("loading", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const answer = (body: Uint8Array<ArrayBuffer> | string, status: number): string[] => {
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (url: string) => {
      asked.push(url);
      return new Response(body, { status });
    });
    return asked;
  };

  it("fetches the file from where the page has it", async () => {
    const asked = answer(Uint8Array.from(firstPaint), 200);
    const loaded = await loadFirstPaint((path) => `/lookup/${path}`);
    expect(loaded.latest.network).toEqual(run.latest.network);
    expect(asked).toEqual(["/lookup/weights/x-squared/first-paint.safetensors"]);
  });

  it("names the file that is missing", async () => {
    answer("", 404);
    await expect(loadFirstPaint((path) => path)).rejects.toThrow(
      "weights/x-squared/first-paint.safetensors could not be loaded: HTTP status 404.",
    );
  });

  it("names the file that is not as expected", async () => {
    answer("<!doctype html>", 200);
    await expect(loadFirstPaint((path) => path)).rejects.toThrow(
      /^weights\/x-squared\/first-paint\.safetensors is not as expected\. This is no safetensors file/,
    );
  });
});
