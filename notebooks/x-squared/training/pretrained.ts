import { widthsOf } from "../../../src/network/architecture";
import type { Network } from "../../../src/network/network";
import {
  readSafetensors,
  type SafetensorsFile,
  type Tensor,
} from "../../../src/network/safetensors";
import { writeSafetensors } from "../../../src/network/safetensors-write";
import { expectWidths, fromStateDict, toStateDict } from "../../../src/network/state-dict";
import type { Moment } from "../../../src/run/run";
import { type Asset, loadStored, momentsIn, takeTensor, vector } from "../../../src/run/stored";
import { xSquaredArchitecture } from "../mathematics/dataset";
import { longest, shippedSettings, type XSquaredRun } from "./settings";

/*
 * The run shipped with the page, in three safetensors files of PyTorch's state_dict names:
 *
 * first-paint  F32: the longest-trained network (unit.0.weight, …), the predictions of all models
 *              `predictions` [models, N] and their losses `losses` [models], in increasing epochs,
 *              and the longest model's `loss-curve` [epochs + 1]
 * models       F32: every model, its names prefixed by its epochs (epoch-10.unit.0.weight, …)
 * history      F16: the longest model at moments of its training, prefixed likewise, and its
 *              `predictions` [moments, N] at them; their losses as numbers in the metadata
 *
 * What goes with a float16 network (loss, predictions) is computed from its rounded weights.
 */

const { epochs: shippedEpochs } = shippedSettings;
const shippedWidths = widthsOf(xSquaredArchitecture(shippedSettings.width));

/** Writes `first-paint.safetensors` of a whole run. */
export function writeFirstPaint(run: XSquaredRun): Uint8Array<ArrayBuffer> {
  const predictions = run.models.map((model) => model.predictions!);
  const losses = Float32Array.from(run.models, (model) => model.loss!);
  const tensors: [string, Tensor][] = [
    ...toStateDict(run.latest.network),
    ["predictions", stack(predictions)],
    ["losses", vector(losses)],
    ["loss-curve", vector(Float32Array.from(run.losses))],
  ];
  return writeSafetensors(tensors, { dtype: "F32", metadata: settingsMetadata() });
}

/**
 * Reads `first-paint.safetensors`.
 * @returns the shipped run, without its history
 * @throws SafetensorsError that says what was expected and what was found
 */
export function readFirstPaint(bytes: Uint8Array | ArrayBuffer): XSquaredRun {
  const { tensors } = readSafetensors(bytes);
  const total = longest(shippedSettings);
  const own = ["predictions", "losses", "loss-curve"];
  const network = fromStateDict(new Map([...tensors].filter(([name]) => !own.includes(name))));
  expectWidths(network, shippedWidths);
  const predictions = rows(tensors, "predictions", shippedEpochs.length);
  const losses = takeTensor(tensors, "losses", [shippedEpochs.length]).data;
  const models = shippedEpochs.map((epochs, i) => ({
    steps: epochs,
    state: "done" as const,
    step: epochs,
    loss: losses[i],
    predictions: predictions[i],
  }));
  const last = models[models.length - 1];
  return {
    settings: shippedSettings,
    origin: "shipped",
    models,
    losses: takeTensor(tensors, "loss-curve", [total + 1]).data,
    history: [],
    latest: { step: total, network, loss: last.loss, predictions: last.predictions },
  };
}

/** Writes `models.safetensors` from the trained models by their epochs. */
export function writeModels(models: ReadonlyMap<number, Network>): Uint8Array<ArrayBuffer> {
  const tensors = [...models].flatMap(([epochs, network]) => [
    ...toStateDict(network, prefixOf(epochs)),
  ]);
  return writeSafetensors(tensors, { dtype: "F32", metadata: settingsMetadata() });
}

/**
 * Reads `models.safetensors`.
 * @returns all models of the shipped run by their epochs
 * @throws SafetensorsError that says what was expected and what was found
 */
export function readModels(bytes: Uint8Array | ArrayBuffer): Map<number, Network> {
  const { tensors } = readSafetensors(bytes);
  return new Map(shippedEpochs.map((epochs) => [epochs, networkAt(tensors, epochs)]));
}

/** Writes `history.safetensors` from moments whose networks are rounded to float16. */
export function writeHistory(moments: readonly Moment[]): Uint8Array<ArrayBuffer> {
  const tensors: [string, Tensor][] = moments.flatMap(({ step, network }) => [
    ...toStateDict(network, prefixOf(step)),
  ]);
  tensors.push(["predictions", stack(moments.map(({ predictions }) => predictions))]);
  const metadata = {
    ...settingsMetadata(),
    moments: JSON.stringify(moments.map(({ step, loss }) => ({ epoch: step, loss }))),
  };
  return writeSafetensors(tensors, { dtype: "F16", metadata });
}

/**
 * Reads `history.safetensors`.
 * @returns the longest model at moments of its training, increasing in epoch
 * @throws SafetensorsError that says what was expected and what was found
 */
export function readHistory(bytes: Uint8Array | ArrayBuffer): Moment[] {
  const { tensors, metadata } = readSafetensors(bytes);
  const moments = momentsIn(metadata);
  const predictions = rows(tensors, "predictions", moments.length);
  return moments.map(({ epoch, loss }, i) => ({
    step: epoch,
    loss,
    network: networkAt(tensors, epoch),
    predictions: predictions[i],
  }));
}

/** Loads what the page shows first. @throws Error naming the file, if it cannot be loaded or is not as expected */
export function loadFirstPaint(asset: Asset): Promise<XSquaredRun> {
  return load(asset, "first-paint", readFirstPaint);
}

/** Loads all shipped models. @throws as `loadFirstPaint` */
export function loadModels(asset: Asset): Promise<Map<number, Network>> {
  return load(asset, "models", readModels);
}

/** Loads the history of the longest shipped model. @throws as `loadFirstPaint` */
export function loadHistory(asset: Asset): Promise<Moment[]> {
  return load(asset, "history", readHistory);
}

function load<T>(asset: Asset, name: string, read: (bytes: ArrayBuffer) => T): Promise<T> {
  return loadStored(asset, `weights/x-squared/${name}.safetensors`, read);
}

type Tensors = SafetensorsFile["tensors"];

function prefixOf(epoch: number): string {
  return `epoch-${epoch}.`;
}

function networkAt(tensors: Tensors, epoch: number): Network {
  const prefix = prefixOf(epoch);
  const network = fromStateDict(tensors, { prefix });
  expectWidths(network, shippedWidths, prefix);
  return network;
}

function settingsMetadata(): Record<string, string> {
  return { settings: JSON.stringify(shippedSettings) };
}

function stack(rows: readonly Float32Array[]): Tensor {
  const columns = rows[0].length;
  const data = new Float32Array(rows.length * columns);
  for (const [i, row] of rows.entries()) data.set(row, i * columns);
  return { shape: [rows.length, columns], data };
}

/** The rows of a matrix that must have `count` of them. */
function rows(tensors: Tensors, name: string, count: number): Float32Array<ArrayBuffer>[] {
  const { data } = takeTensor(tensors, name, [count, 1000]);
  return Array.from({ length: count }, (_, i) => data.slice(i * 1000, (i + 1) * 1000));
}
