import { type Optimiser, type Schedule, stepNumbers } from "../../network/optimiser";
import type { Program, Uniforms } from "./gpu";
import { gradientParts } from "./gradients";
import type { Layout } from "./layout";

/**
 * A step of the optimiser on the parameters and moments of all models, and their losses put into the record.
 * Inputs: the state and the gradients. Output: the next state.
 * @param rows of texels of a model's samples
 */
export function optimiserStep({ name }: Optimiser, layout: Layout, rows: number): Program {
  const { width, height } = layout;
  const offsets = Array.from({ length: gradientParts(rows) }, (_, i) => i * width);
  const sum = (column: string): string =>
    offsets.map((offset) => `atGradients(${column} + ${offset}, at.y)`).join(" + ");
  return {
    inputs: ["State", "Gradients"],
    uniforms:
      name === "sgd"
        ? { slot: "int", rate: "float" }
        : {
            slot: "int",
            rate: "float",
            epsilon: "float",
            decay: "float",
            beta1: "vec2",
            beta2: "vec2",
          },
    result: `
      vec4 old = atState(at.x, at.y);
      int part = at.x / ${width};
      int column = at.x - part * ${width};
      if (at.y % ${height} == 0) {
        if (at.x == slot / 4) old[slot % 4] = (${sum("0")}).x;
        return old;
      }
      vec4 g = ${sum("column")};
      ${name === "sgd" ? descend : adapt(width)}`,
  };
}

const descend = "return part == 0 ? old - rate * g : old;";

/** The parts of a state are θ, m and v; the uniforms of β are (β, 1 − β). */
function adapt(width: number): string {
  return `
      vec4 m = beta1.x * atState(column + ${width}, at.y) + beta1.y * g;
      if (part == 1) return m;
      vec4 v = beta2.x * atState(column + ${2 * width}, at.y) + beta2.y * g * g;
      if (part == 2) return v;
      return old - (decay * old + rate * m / (sqrt(v) + epsilon));`;
}

/** The numbers of a step, counted from 0. @param slot the loss's place in the record */
export function stepUniforms(
  optimiser: Optimiser,
  schedule: Schedule,
  step: number,
  slot: number,
): Uniforms {
  const { rate, epsilon, decay } = stepNumbers(optimiser, schedule, step);
  if (optimiser.name === "sgd") return { slot: [slot], rate: [rate] };
  const { beta1, beta2 } = optimiser;
  return {
    slot: [slot],
    rate: [rate],
    epsilon: [epsilon],
    decay: [decay],
    beta1: [beta1, 1 - beta1],
    beta2: [beta2, 1 - beta2],
  };
}

/** The state without the model `removed`: those behind it move up. Input: the state. */
export function withoutModel({ height }: Layout): Program {
  return {
    inputs: ["State"],
    uniforms: { removed: "int" },
    result: `return atState(at.x, at.y / ${height} < removed ? at.y : at.y + ${height});`,
  };
}
