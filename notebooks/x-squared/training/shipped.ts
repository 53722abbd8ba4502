import type { Network } from "../../../src/network/network";
import { longest, type RunSettings, type XSquaredRun } from "./settings";
import { momentOf } from "./spec";

/** Whether a run of these settings is part of the shipped one: the same models, perhaps fewer of them. */
export function isShipped(settings: RunSettings, shipped: RunSettings): boolean {
  return (
    settings.seed === shipped.seed &&
    settings.width === shipped.width &&
    settings.learningRate === shipped.learningRate &&
    settings.epochs.every((epochs) => shipped.epochs.includes(epochs))
  );
}

/**
 * The shipped run with only some of its models; the longest of these is then the one taken apart.
 * @param models loads the shipped networks by their epochs
 */
export async function narrowedRun(
  shipped: XSquaredRun,
  settings: RunSettings,
  models: () => Promise<ReadonlyMap<number, Network>>,
): Promise<XSquaredRun> {
  const kept = shipped.models.filter(({ steps }) => settings.epochs.includes(steps));
  const last = longest(settings);
  if (last === longest(shipped.settings)) return { ...shipped, settings, models: kept };
  const network = (await models()).get(last);
  if (network === undefined) throw new Error(`There is no shipped model of ${last} epochs.`);
  const latest = momentOf(last, network);
  // Only the longest model of all ships with its loss curve and its history.
  return {
    ...shipped,
    settings,
    models: kept,
    losses: new Float32Array(0),
    history: [latest],
    latest,
  };
}
