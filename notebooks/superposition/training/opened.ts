import { whole } from "../../../src/basics/thousands";
import { architectureOf, architectureText } from "../../../src/network/architecture";
import { SafetensorsError } from "../../../src/network/safetensors";
import { savedNetwork } from "../../../src/network/saved-network";
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
import {
  mostFeatures,
  mostNeurons,
  type SuperpositionSettings,
  superpositionText,
} from "./settings";
import type { SuperpositionRun } from "./shipped";

/** Bytes of the largest network in float64, with the two moments that Adam keeps of each weight. */
const largestFile = 1_000_000;

/**
 * A network n → m → n without biases from a safetensors file with PyTorch's names, as a run of which no more is known.
 * @param chosen what stands for the rest of its settings: the page measures it on features of that probability
 * @throws SafetensorsError that says what was expected and what was found
 */
export async function openedSuperposition(
  file: File,
  chosen: SuperpositionSettings,
): Promise<SuperpositionRun> {
  const saved = readStrictly(await bytesOf(file, largestFile));
  const { network, tensors, passedOver } = savedNetwork(saved, { activation: "relu", bias: false });
  const [{ inputs: features, outputs: neurons }] = network.layers;
  if (features < 2 || features > mostFeatures || neurons > mostNeurons)
    throw new SafetensorsError(
      `Expected 2 to ${mostFeatures} features and at most ${mostNeurons} neurons in tensor "unit.0.weight", found ${features} and ${neurons}.`,
    );
  expectWidths(network, [features, neurons, features]);
  expectFinite(tensors);
  const latest = { step: 0, loss: Number.NaN, network, predictions: new Float32Array(0) };
  return {
    settings: { ...chosen, features, neurons },
    origin: "opened",
    file: file.name,
    passedOver,
    models: [{ steps: 0, state: "done", step: 0 }],
    losses: new Float32Array(0),
    history: [latest],
    latest,
  };
}

/** Why a file was not opened, for the reader who chose it. */
export function superpositionRefusal(file: string, error: Error): string {
  const shows =
    "networks n → m → n without biases, with the tensors unit.0.weight and unit.2.weight";
  return refusalText(file, shows, error);
}

/** A network of the run as a safetensors file that PyTorch loads with `load_state_dict` as it is. */
export function superpositionFile({ settings, file }: SuperpositionRun, moment: Moment): File {
  if (file !== undefined) return fileOf(moment.network, file);
  const { features, neurons, probability, exponent, seed } = settings;
  return fileOf(
    moment.network,
    `superposition-seed=${seed}-features=${features}-neurons=${neurons}-p=${probability}-l${exponent}-batch=${moment.step}`,
    { run: superpositionText(settings), batch: String(moment.step) },
  );
}

/** What a file of the network on the page has in it. */
export function superpositionFileText(run: SuperpositionRun, moment: Moment): string {
  const shape = architectureText(architectureOf(moment.network));
  return run.file === undefined
    ? `${shape}, after batch ${whole(moment.step)}`
    : `${shape}, ${openedText(run)}`;
}

/** The networks of superposition as files. */
export const superpositionFiles: NetworkFiles<SuperpositionSettings> = {
  of: superpositionFile,
  open: openedSuperposition,
  refusal: superpositionRefusal,
  text: superpositionFileText,
};
