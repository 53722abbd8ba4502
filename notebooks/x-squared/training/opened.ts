import { whole } from "../../../src/basics/thousands";
import { architectureOf, architectureText, widthsOf } from "../../../src/network/architecture";
import type { Network } from "../../../src/network/network";
import { SafetensorsError } from "../../../src/network/safetensors";
import { type SavedNetwork, savedNetwork } from "../../../src/network/saved-network";
import { expectWidths } from "../../../src/network/state-dict";
import { readStrictly } from "../../../src/network/strict-safetensors";
import {
  bytesOf,
  expectFinite,
  fileOf,
  openedText,
  refusalText,
} from "../../../src/run/network-file";
import type { Moment } from "../../../src/run/run";
import type { NetworkFiles } from "../../../src/training-panel/weights-file";
import { xSquaredArchitecture } from "../mathematics/dataset";
import type { RunSettings, XSquaredRun } from "./settings";
import { settingsText } from "./settings-text";
import { momentOf } from "./spec";

/** The widest first layer of a network that the page can show. */
const widestFirst = 256;
/** Bytes of the largest network in float64, with the two moments that Adam keeps of each weight. */
const largestFile = 13_000_000;

/**
 * The run of a file that the reader has chosen.
 * @throws as `openedRun`
 */
export async function openedFile(file: File): Promise<XSquaredRun> {
  return openedRun(await bytesOf(file, largestFile), file.name);
}

/**
 * A network 1 → d → 4d → d → 1 from a safetensors file with PyTorch's names, as a run of one model of which no more is known.
 * @param file the file's name
 * @throws SafetensorsError that says what was expected and what was found
 */
export function openedRun(bytes: ArrayBuffer, file: string): XSquaredRun {
  const { network, passedOver } = networkIn(bytes);
  const latest = momentOf(0, network);
  if (!latest.predictions.every(Number.isFinite))
    throw new SafetensorsError(
      "Expected a network whose answers are finite, found one whose are not.",
    );
  const { loss, predictions } = latest;
  return {
    settings: unknownSettings(network),
    origin: "opened",
    file,
    passedOver,
    models: [{ steps: 0, state: "done", step: 0, loss, predictions }],
    losses: new Float32Array(0),
    history: [latest],
    latest,
  };
}

function networkIn(bytes: ArrayBuffer): SavedNetwork {
  const saved = savedNetwork(readStrictly(bytes));
  const { network, tensors } = saved;
  const d = network.layers[0].outputs;
  if (d < 1 || d > widestFirst)
    throw new SafetensorsError(
      `Expected 1 to ${widestFirst} neurons in tensor "unit.0.weight", found ${d}.`,
    );
  expectWidths(network, widthsOf(xSquaredArchitecture(d)));
  expectFinite(tensors);
  return saved;
}

/** Nobody knows how the network was trained: these stand for one model and its width alone. */
function unknownSettings({ layers }: Network): RunSettings {
  return { epochs: [0], seed: 0, width: layers[0].outputs, learningRate: 0 };
}

/** Why a file was not opened, for the reader who chose it. */
export function refusal(file: string, error: Error): string {
  return refusalText(file, "networks 1 → d → 4d → d → 1 with PyTorch’s names", error);
}

/** A network of the run as a safetensors file that PyTorch loads with `load_state_dict` as it is. */
export function networkFile(run: XSquaredRun, { network, step }: Moment): File {
  const { seed, width, learningRate } = run.settings;
  return run.file === undefined
    ? fileOf(network, `x-squared-seed=${seed}-width=${width}-lr=${learningRate}-epoch=${step}`, {
        run: settingsText(run.settings),
        epoch: String(step),
      })
    : fileOf(network, run.file);
}

/** What a file of the network on the page has in it. */
export function networkText(run: XSquaredRun, { network, step }: Moment): string {
  const shape = architectureText(architectureOf(network));
  return run.file === undefined
    ? `${shape}, at epoch ${whole(step)}`
    : `${shape}, ${openedText(run)}`;
}

/** The networks of x² as files. */
export const xSquaredFiles: NetworkFiles<RunSettings> = {
  of: networkFile,
  open: openedFile,
  refusal,
  text: networkText,
};
