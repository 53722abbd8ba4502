import { count, fixed, list } from "../../../src/drawing/format";

/** Moves below this share of the bound are those of rounding. */
const still = 0.005;
/** Up to here a layer has hardly moved. */
const little = 0.1;

/**
 * Says how far training has moved the weights of each layer, and where least.
 * @param moves root mean square of each layer's differences as a share of its initial bound; undefined where nobody knows
 * @param epochs that the network has been trained for
 */
export function movesText(moves: readonly number[] | undefined, epochs: number): string {
  if (moves === undefined)
    return "Where the weights of a network from a file began, it does not say.";
  if (!moves.every(Number.isFinite))
    return "These weights are not finite any more: the training diverged.";
  const most = Math.max(...moves);
  if (most < still) return "These are still where they were drawn.";
  const after = `After ${count(epochs)} ${epochs === 1 ? "epoch" : "epochs"} the weights of the ${list(moves.map((_, i) => ordinals[i]))} layer are ${list(moves.map((move) => fixed(100 * move, 0)))} % of that bound away from where they began (root mean square).`;
  const [first, ...above] = moves;
  if (first <= little && first < Math.min(...above) / 2)
    return `${after} The first layer has hardly moved: its neurons look for nearly what chance gave them, and what training changed, it changed above them.`;
  return `${after} The ${ordinals[moves.indexOf(Math.min(...moves))]} layer has moved least, the ${ordinals[moves.indexOf(most)]} most.`;
}

const ordinals = ["first", "second", "third", "fourth"];
