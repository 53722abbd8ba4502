import { widthsOf } from "../../src/network/architecture";
import { architecture, data } from "./x-squared";

/**
 * Floating-point operations in the products of an epoch of the x² network: forward, by the weights, and by the
 * activations but the inputs.
 */
export const epochOperations =
  data.inputs.length *
  widthsOf(architecture).reduce(
    (sum, outputs, i, widths) =>
      i === 0 ? sum : sum + (i === 1 ? 2 : 3) * 2 * widths[i - 1] * outputs,
    0,
  );
