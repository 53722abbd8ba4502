import type { Network } from "./network";
import { SafetensorsError, type SafetensorsFile, type StoredTensor } from "./safetensors";
import { fromStateDict, listed, type StateDictOptions } from "./state-dict";

/** A network as somebody has saved it, and what else is in its file. */
export interface SavedNetwork {
  readonly network: Network;
  /** The network's tensors, under the names that `toStateDict` gives. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Names of the tensors that belong to something else: an optimiser's moments, a counter. */
  readonly passedOver: readonly string[];
}

/** What may stand before a layer's number: nothing, "unit.", "net.", "module._orig_mod.unit.". */
const layerName = /^(.*\.)?\d+\.(?:weight|bias)$/s;
const own = "unit.";

/**
 * The network in a file, whatever stands before the numbers of its layers: torch.compile, DataParallel and modules
 * of other names each put a word there, all tensors of a network the same.
 * @throws SafetensorsError if there is none, if there are several and none is named "unit", or if it is not as `fromStateDict` expects
 */
export function savedNetwork(file: SafetensorsFile, options: StateDictOptions = {}): SavedNetwork {
  const names = [...file.tensors.keys(), ...file.unread.keys()];
  const before = beforeNumbers(names);
  const tensors = new Map<string, StoredTensor>();
  const passedOver: string[] = [];
  for (const name of names) {
    const rest = name.slice(before.length);
    if (!name.startsWith(before) || !/^\d+\./.test(rest)) {
      passedOver.push(name);
      continue;
    }
    const tensor = file.tensors.get(name);
    if (tensor === undefined)
      throw new SafetensorsError(
        `Expected tensor ${listed([name])} to be F64, F32, F16 or BF16, found ${file.unread.get(name)}.`,
      );
    tensors.set(`${own}${rest}`, tensor);
  }
  return { network: fromStateDict(tensors, options), tensors, passedOver };
}

/** What stands before the numbers of the layers. */
function beforeNumbers(names: readonly string[]): string {
  const found = new Set(
    names.map((name) => layerName.exec(name)).flatMap((match) => (match ? [match[1] ?? ""] : [])),
  );
  if (found.has(own)) return own;
  if (found.size === 1) return [...found][0];
  const wanted = `Expected one network, with tensors "${own}0.weight", "${own}0.bias" and so on`;
  throw new SafetensorsError(
    found.size === 0
      ? `${wanted}, found ${listed(names) || "no tensors"}.`
      : `${wanted}, found ${found.size}, with names that begin with ${listed([...found])}.`,
  );
}
