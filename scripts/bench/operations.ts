import { xSquaredArchitecture } from "../../notebooks/x-squared/mathematics/dataset";
import { widthsOf } from "../../src/network/architecture";

const points = 1000;

/**
 * Floating-point operations in the products of an epoch of the x² network: forward, by the weights, and by the
 * activations but the inputs.
 */
export const epochOperations =
  points *
  widthsOf(xSquaredArchitecture(64)).reduce(
    (sum, outputs, i, widths) =>
      i === 0 ? sum : sum + (i === 1 ? 2 : 3) * 2 * widths[i - 1] * outputs,
    0,
  );
