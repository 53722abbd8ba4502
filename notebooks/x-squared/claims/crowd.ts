import { count, countInWords, fixed } from "../../../src/drawing/format";
import type { Decomposition } from "../../../src/network/decompose";
import { activeNeurons } from "../../../src/network/decompose";
import { topShare } from "../figures/neuron-parts";

/** How many of the largest contributions are added up. */
const several = 8;

/**
 * How many equal entries would be spread as these are: (Σ|c|)² / Σc², from 1, where one entry is all, to their number.
 * (The participation ratio; Bell and Dean, "Atomic vibrations in vitreous silica", 1970.)
 */
export function effectiveNumber(parts: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (const part of Array.from(parts)) {
    sum += Math.abs(part);
    squares += part * part;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/** Whether the answer is a few entries' or a crowd's, as the contributions at the query have it. */
export function crowdText(at: Decomposition): string {
  const { contributions } = at;
  const all = contributions.length;
  const active = activeNeurons(at);
  const spread = effectiveNumber(contributions);
  if (!Number.isFinite(spread))
    return "Here there is nothing to compare: the network’s numbers are not finite.";
  if (spread === 0) return "At this query no entry contributes anything.";
  const carried =
    all > several
      ? `the ${countInWords(several)} largest of ${count(all)} contributions carry ${percent(topShare(contributions, several).share)} of all that is added and taken away at this query${
          active > several
            ? `, where ${countInWords(several)} of the ${count(active)} active neurons would carry ${percent(several / active)} if all were alike`
            : ""
        }`
      : `there are ${count(all)} entries in all`;
  return `Look at the bars: ${carried}. They are spread as ${fixed(spread, 1)} equal ones would be. ${verdict(spread, active)}`;
}

/** @param spread how many equal entries there might be @param active how many neurons answer */
function verdict(spread: number, active: number): string {
  if (spread < 1.95) return "At this query one entry gives nearly all of the answer.";
  if (spread < 4.95 && spread < active / 3)
    return "At this query, in this network, a few entries do dominate.";
  if (spread > 8.05) return "No handful of entries gives this answer.";
  return "That is neither one entry nor a crowd.";
}

/** What the largest contributions carry, for the end: whether one entry is the answer. */
export function largestText(at: Decomposition): string {
  const sizes = at.contributions.map(Math.abs);
  const [one] = [topShare(sizes, 1)];
  if (!(one.share > 0)) return "nothing is added or taken away.";
  const most = Math.min(several, sizes.length);
  const answer = `“the value of ${fixed(at.prediction, 0)}”`;
  const single =
    one.share < 0.495
      ? `No single entry is ${answer}.`
      : one.share > 0.505
        ? `One entry alone carries ${percent(one.share)}: that is as near as a single entry comes to being ${answer}.`
        : `The largest of them carries half.`;
  const carried =
    sizes.length > most
      ? `the ${countInWords(most)} largest contributions carry ${percent(topShare(sizes, most).share)} of all that is added and taken away.`
      : `all that is added and taken away comes from ${count(sizes.length)} contributions.`;
  return `${carried} ${single}`;
}

function percent(share: number): string {
  return `${fixed(100 * share, 0)} %`;
}
