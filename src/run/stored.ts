import {
  quoted,
  SafetensorsError,
  type SafetensorsFile,
  type StoredTensor,
  shapeText,
  type Tensor,
} from "../network/safetensors";

/** Finds a static file of the page, "weights/…", wherever the page is. */
export type Asset = (path: string) => string | URL;

/**
 * Loads a safetensors file that came with the page.
 * @throws Error naming the file, if it cannot be loaded or is not as expected
 */
export async function loadStored<T>(
  asset: Asset,
  path: string,
  read: (bytes: ArrayBuffer) => T,
): Promise<T> {
  const response = await fetch(asset(path)).catch((error: Error) => {
    throw new Error(`${path} could not be loaded: ${error.message}.`);
  });
  if (!response.ok) throw new Error(`${path} could not be loaded: HTTP status ${response.status}.`);
  const bytes = await response.arrayBuffer();
  try {
    return read(bytes);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    throw new SafetensorsError(`${path} is not as expected. ${error.message}`);
  }
}

/** A tensor that must have a shape. @throws SafetensorsError that says what was expected and what was found */
export function takeTensor(
  tensors: SafetensorsFile["tensors"],
  name: string,
  shape: readonly number[],
): StoredTensor {
  const tensor = tensors.get(name);
  const found = tensor ? shapeText(tensor.shape) : "no such tensor";
  if (tensor === undefined || found !== shapeText(shape))
    throw new SafetensorsError(
      `Expected shape ${shapeText(shape)} in tensor "${name}", found ${found}.`,
    );
  return tensor;
}

/** The moments of a training that a file's metadata lists, with their losses. @throws SafetensorsError if it lists none */
export function momentsIn({ moments }: SafetensorsFile["metadata"]): {
  readonly epoch: number;
  readonly loss: number;
}[] {
  const parsed = parsedOrNothing(moments);
  const fits =
    Array.isArray(parsed) &&
    parsed.every((each) => Number.isInteger(each?.epoch) && Number.isFinite(each?.loss));
  if (!fits)
    throw new SafetensorsError(
      `Expected moments [{"epoch": …, "loss": …}, …] in the metadata, found ${quoted(moments)}.`,
    );
  return parsed;
}

function parsedOrNothing(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "null");
  } catch {
    return undefined;
  }
}

export function vector(data: Float32Array<ArrayBuffer>): Tensor {
  return { shape: [data.length], data };
}
