import type { Affine, Floats, Layer, Network } from "./network";

/** A copy in float64. */
export function float64Network(network: Network): Network {
  return mapArrays(network, (values) => Float64Array.from(values));
}

/** A copy in float32, rounded to nearest. */
export function float32Network(network: Network): Network {
  return mapArrays(network, (values) => Float32Array.from(values));
}

/** A network of the same shape and kind, all zeros. */
export function zerosLike(network: Network): Network {
  return mapArrays(network, (values) =>
    values instanceof Float32Array
      ? new Float32Array(values.length)
      : new Float64Array(values.length),
  );
}

/** A network of the same shape whose arrays are made of those of the given one. */
export function mapArrays(network: Network, map: (values: Floats) => Floats): Network {
  const affine = ({ weight, bias }: Affine): Affine => ({ weight: map(weight), bias: map(bias) });
  const copy = ({ gate, ...layer }: Layer): Layer => ({
    ...layer,
    ...affine(layer),
    ...(gate && { gate: affine(gate) }),
  });
  return { layers: network.layers.map(copy) };
}
