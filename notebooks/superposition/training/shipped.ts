import type { Network } from "../../../src/network/network";
import {
  readSafetensors,
  type SafetensorsFile,
  type Tensor,
} from "../../../src/network/safetensors";
import { writeSafetensors } from "../../../src/network/safetensors-write";
import { expectWidths, fromStateDict, toStateDict } from "../../../src/network/state-dict";
import type { Moment, Run } from "../../../src/run/run";
import { type Asset, loadStored, momentsIn, takeTensor, vector } from "../../../src/run/stored";
import { besideSettings, type SuperpositionSettings, shippedSuperposition } from "./settings";

/*
 * The runs shipped with the page, in two safetensors files of PyTorch's state_dict names:
 *
 * first-paint  F32: both trained networks, their names prefixed by their loss (l4.unit.0.weight, l2.unit.0.weight, …),
 *              and the `loss-curve` [batches + 1] of each
 * history      F16: the network trained with the page's loss at moments of its training (batch-10.unit.0.weight, …),
 *              the losses of these moments as numbers in the metadata
 */

/** A run of one network. */
export type SuperpositionRun = Run<SuperpositionSettings>;

/** The run that the page takes apart, and the one of the other loss beside it. */
export interface SuperpositionRuns {
  readonly main: SuperpositionRun;
  readonly beside: SuperpositionRun;
}

/** Writes `first-paint.safetensors`. */
export function writeSuperposition(runs: SuperpositionRuns): Uint8Array<ArrayBuffer> {
  const tensors = [runs.main, runs.beside].flatMap(
    ({ settings, latest, losses }): [string, Tensor][] => [
      ...toStateDict(latest.network, prefixOf(settings)),
      [`${prefixOf(settings)}loss-curve`, vector(Float32Array.from(losses))],
    ],
  );
  return writeSafetensors(tensors, { dtype: "F32", metadata: settingsMetadata() });
}

/**
 * Reads `first-paint.safetensors`.
 * @returns the shipped runs, without their history
 * @throws SafetensorsError that says what was expected and what was found
 */
export function readSuperposition(bytes: Uint8Array | ArrayBuffer): SuperpositionRuns {
  const { tensors } = readSafetensors(bytes);
  return {
    main: runIn(tensors, shippedSuperposition),
    beside: runIn(tensors, besideSettings(shippedSuperposition)),
  };
}

/** Writes `history.safetensors` from moments whose networks are rounded to float16. */
export function writeSuperpositionHistory(moments: readonly Moment[]): Uint8Array<ArrayBuffer> {
  const tensors = moments.flatMap(({ step, network }) => [
    ...toStateDict(network, `batch-${step}.`),
  ]);
  const metadata = {
    ...settingsMetadata(),
    moments: JSON.stringify(moments.map(({ step, loss }) => ({ epoch: step, loss }))),
  };
  return writeSafetensors(tensors, { dtype: "F16", metadata });
}

/** Reads `history.safetensors`. @throws SafetensorsError that says what was expected and what was found */
export function readSuperpositionHistory(bytes: Uint8Array | ArrayBuffer): Moment[] {
  const { tensors, metadata } = readSafetensors(bytes);
  return momentsIn(metadata).map(({ epoch: step, loss }) => ({
    step,
    loss,
    network: networkIn(tensors, `batch-${step}.`),
    predictions: new Float32Array(0),
  }));
}

/** Loads what the page shows first. @throws Error naming the file, if it cannot be loaded or is not as expected */
export function loadSuperposition(asset: Asset): Promise<SuperpositionRuns> {
  return loadStored(asset, "weights/superposition/first-paint.safetensors", readSuperposition);
}

/** Loads the history of the network that the page takes apart. @throws as `loadSuperposition` */
export function loadSuperpositionHistory(asset: Asset): Promise<Moment[]> {
  return loadStored(asset, "weights/superposition/history.safetensors", readSuperpositionHistory);
}

function runIn(
  tensors: SafetensorsFile["tensors"],
  settings: SuperpositionSettings,
): SuperpositionRun {
  const { steps } = settings;
  const prefix = prefixOf(settings);
  const curve = `${prefix}loss-curve`;
  const losses = takeTensor(tensors, curve, [steps + 1]).data;
  const network = networkIn(new Map([...tensors].filter(([name]) => name !== curve)), prefix);
  const latest = { step: steps, loss: losses[steps], network, predictions: new Float32Array(0) };
  return {
    settings,
    origin: "shipped",
    models: [{ steps, state: "done", step: steps, loss: latest.loss }],
    losses,
    history: [],
    latest,
  };
}

function networkIn(tensors: SafetensorsFile["tensors"], prefix: string): Network {
  const { features, neurons } = shippedSuperposition;
  const network = fromStateDict(tensors, { prefix, activation: "relu", bias: false });
  expectWidths(network, [features, neurons, features], prefix);
  return network;
}

function prefixOf({ exponent }: SuperpositionSettings): string {
  return `l${exponent}.`;
}

function settingsMetadata(): Record<string, string> {
  return { settings: JSON.stringify(shippedSuperposition) };
}
