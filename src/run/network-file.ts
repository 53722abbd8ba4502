import { whole } from "../basics/thousands";
import type { Network } from "../network/network";
import { quoted, SafetensorsError, type SafetensorsFile } from "../network/safetensors";
import { writeSafetensors } from "../network/safetensors-write";
import { listed, toStateDict } from "../network/state-dict";
import type { Run } from "./run";

/** What is in a file that the reader has chosen. @throws SafetensorsError before it is read, if it is too large */
export async function bytesOf(file: File, largest: number): Promise<ArrayBuffer> {
  if (file.size > largest)
    throw new SafetensorsError(
      `Expected at most ${whole(largest)} bytes, found ${whole(file.size)}.`,
    );
  return file.arrayBuffer();
}

/** @throws SafetensorsError that names the first tensor with a number that is not finite */
export function expectFinite(tensors: SafetensorsFile["tensors"]): void {
  for (const [name, { data }] of tensors) {
    const wrong = data.find((value) => !Number.isFinite(value));
    if (wrong !== undefined)
      throw new SafetensorsError(
        `Expected finite numbers in tensor ${quoted(name)}, found ${wrong}.`,
      );
  }
}

/**
 * A network as a safetensors file that PyTorch loads with `load_state_dict` as it is.
 * @param name with or without its ending
 * @param about what is known of the network
 */
export function fileOf(
  network: Network,
  name: string,
  about: Readonly<Record<string, string>> = {},
): File {
  const metadata = { format: "pt", ...about };
  const bytes = writeSafetensors(toStateDict(network), { dtype: "F32", metadata });
  const full = name.endsWith(".safetensors") ? name : `${name}.safetensors`;
  return new File([bytes], full, { type: "application/octet-stream" });
}

/** Of a run that was opened from a file: which one, and what else is in it. */
export function openedText({ file = "", passedOver = [] }: Run<unknown>): string {
  const others =
    passedOver.length > 0 ? `, without ${listed(passedOver)}, which no layer needs` : "";
  return `from ${shortName(file)}${others}`;
}

/** Why a file was not opened, for the reader who chose it. @param shows what the page shows */
export function refusalText(file: string, shows: string, { message }: Error): string {
  return `${shortName(file)} was not opened, and the page stays as it is. It shows ${shows}. ${message}`;
}

/** A file's name, its middle left out where it is long. */
function shortName(file: string): string {
  return file.length > 60 ? `${file.slice(0, 40)}…${file.slice(-18)}` : file;
}
