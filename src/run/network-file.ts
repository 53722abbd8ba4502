import type { Network } from "../network/network";
import { SafetensorsError, type SafetensorsFile, writeSafetensors } from "../network/safetensors";
import { toStateDict } from "../network/state-dict";

/** What is in a file that the reader has chosen. @throws SafetensorsError before it is read, if it is too large */
export async function bytesOf(file: File, largest: number): Promise<ArrayBuffer> {
  if (file.size > largest)
    throw new SafetensorsError(`Expected at most ${largest} bytes, found ${file.size}.`);
  return file.arrayBuffer();
}

/** @throws SafetensorsError that names the first tensor with a number that is not finite */
export function expectFinite(tensors: SafetensorsFile["tensors"]): void {
  for (const [name, { data }] of tensors) {
    const wrong = data.find((value) => !Number.isFinite(value));
    if (wrong !== undefined)
      throw new SafetensorsError(`Expected finite numbers in tensor "${name}", found ${wrong}.`);
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
  const whole = name.endsWith(".safetensors") ? name : `${name}.safetensors`;
  return new File([bytes], whole, { type: "application/octet-stream" });
}
