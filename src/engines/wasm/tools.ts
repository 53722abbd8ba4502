import type { MultiplyAdd } from "./arithmetic";
import type { V128 } from "./code";
import type { Constants } from "./constants";
import type { Lanes, Vectors } from "./lanes";

/** What an activation is written with. */
export interface Tools {
  readonly lanes: Lanes;
  readonly constants: Constants;
  readonly madd: MultiplyAdd;
  /** The pre-activations of a lane. */
  readonly z: (lane: number) => V128;
  /** For f(z) and f′(z) of all lanes, and for what stands between. */
  readonly values: Vectors;
  readonly slopes: Vectors;
  readonly scratch: readonly [Vectors, Vectors, Vectors];
}
