// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withoutNeurons } from "../../../notebooks/x-squared/mathematics/ablate";
import {
  xSquaredArchitecture,
  xSquaredData,
  xSquaredDomain,
} from "../../../notebooks/x-squared/mathematics/dataset";
import { firingRange, keysOf } from "../../../notebooks/x-squared/mathematics/keys";
import { leastSquaresLine } from "../../../notebooks/x-squared/mathematics/linear-fit";
import { parameterCount } from "../../../src/network/architecture";
import { decomposer, firstOrder } from "../../../src/network/decompose";
import { predictAt } from "../../../src/network/forward";
import type { Network } from "../../../src/network/network";
import { sum } from "../../../src/network/sum";
import { type CellRun, type RunningCell, runCell } from "../../notebook/support/cell";
import { focusOn } from "./figures/support/focus";
import { barsOf, domain, inputs, smallNetwork, targets } from "./figures/support/x-squared";

// The lines that the reader sees under a formula, and may change: what they compute is what the tested modules do.

let cell: RunningCell | undefined;

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", toldOf({ contentRect: { width: 760 } }));
  vi.stubGlobal("IntersectionObserver", toldOf({ isIntersecting: true }));
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
});
afterEach(() => {
  cell?.end();
  cell = undefined;
  vi.unstubAllGlobals();
});

/** An observer that soon tells of anything the same. */
function toldOf(entry: object) {
  return class {
    readonly #tell: (entries: object[]) => void;
    constructor(tell: (entries: object[]) => void) {
      this.#tell = tell;
    }
    observe(): void {
      setTimeout(() => this.#tell([entry]));
    }
    disconnect(): void {}
  };
}

async function run(slug: string, how: CellRun): Promise<RunningCell> {
  cell?.end();
  cell = await runCell("x-squared", slug, how);
  return cell;
}

const { network, extent, keys, predictions } = smallNetwork(16, 3);
const x = 3;
const focus = focusOn({ x }).current();
const expected = firstOrder(decomposer(network)(x));

describe("the target's cell", () => {
  it("makes the very points that networks are trained on, and the line of least squares", async () => {
    const { values } = await run("target", {
      known: { focus },
      names: ["domain", "inputs", "targets", "line"],
    });
    const data = xSquaredData();
    expect(values.domain).toEqual(xSquaredDomain);
    expect(values.inputs).toEqual(data.inputs);
    expect(values.targets).toEqual(data.targets);
    const line = leastSquaresLine(data.inputs, data.targets);
    const found = values.line as typeof line;
    for (const name of ["slope", "intercept", "meanSquaredError"] as const)
      expect(found[name], name).toBeCloseTo(line[name], 9);
  });

  it("draws another curve where its line says another", async () => {
    const path = async (edit?: CellRun["edit"]): Promise<string | null> => {
      const { element } = await run("target", {
        known: { Plot, focus },
        names: [],
        ...(edit && { edit }),
      });
      const curve = await vi.waitUntil(() => element.querySelector(".fig-target-curve path"));
      return curve.getAttribute("d");
    };
    expect(await path((text) => text.replace("=> each ** 2)", "=> each ** 3)"))).not.toBe(
      await path(),
    );
  });
});

describe("the cell of the weights' number", () => {
  it("counts the weights and biases of every width that the page can have", async () => {
    for (const width of [1, 4, 64, 256]) {
      const { values } = await run("weight-count", {
        known: { width, sum },
        names: ["weightCount"],
      });
      expect(values.weightCount).toBe(parameterCount(xSquaredArchitecture(width)));
    }
  });
});

describe("the keys' cell", () => {
  const of = (given: Network) =>
    run("keys", {
      known: { network: given, inputs, domain, focus },
      names: ["keys", "firing"],
    });

  it("finds pivots and sides as the module does, also where a weight is 0", async () => {
    const [first, ...rest] = network.layers;
    const [weight, bias] = [first.weight.slice(), first.bias.slice()];
    weight.fill(0, 0, 3);
    bias.set([0.5, 0, -0.5]);
    const flat = { layers: [{ ...first, weight, bias }, ...rest] };
    for (const each of [network, flat]) {
      const { values } = await of(each);
      expect(values.keys).toEqual(keysOf(each));
      expect(values.firing).toEqual(firingRange(keysOf(each), domain));
    }
  });
});

describe("the decomposition's cell", () => {
  /** What the cell uses of others; there is room for bars three times as long. */
  const known = {
    takeApart: decomposer(network),
    x,
    training: false,
    restingX: x,
    kind: "first-order",
    domainExtent: {
      ...extent,
      contribution: 3 * Math.max(...expected.contributions.map(Math.abs)),
    },
    focus,
    domain,
  };
  const names = ["contributions", "remainder", "at"];
  async function bars(edit?: CellRun["edit"]) {
    const { values, element } = await run("decomposition", {
      known: { ...known, sum, covering: (given: object) => given },
      names,
      ...(edit && { edit }),
    });
    await vi.waitFor(() => expect(element.querySelectorAll(".fig-bar-positive")).toHaveLength(3));
    const contributed = (sign: string): Element => element.querySelectorAll(`.fig-bar-${sign}`)[2];
    const drawn = ["positive", "negative"].flatMap((sign) => barsOf(contributed(sign)));
    return { values, element, drawn: drawn.sort((a, b) => a.along - b.along) };
  }

  it("computes the first-order view, by the formula above it", async () => {
    const { values, element } = await bars();
    expect(values.contributions).toEqual(expected.contributions);
    expect(values.remainder).toBe(expected.remainder);
    expect(values.at).toEqual(expected);
    expect(element.textContent).toContain("A prediction, taken apart by neuron");
  });

  it("takes apart coarsely while the query moves or the network trains", async () => {
    const takeApart = vi.fn(decomposer(network));
    const how = async (changed: object): Promise<unknown> => {
      await run("decomposition", {
        known: { ...known, takeApart, ...changed, sum, covering: (given: object) => given },
        names,
      });
      return takeApart.mock.lastCall;
    };
    expect(await how({})).toEqual([x, false]);
    expect(await how({ restingX: x - 1 })).toEqual([x, true]);
    expect(await how({ training: true })).toEqual([x, true]);
  });

  it("draws bars twice as long, and another remainder, for who doubles the contributions", async () => {
    const before = await bars();
    const after = await bars((text) => text.replace("=> a * values[i]", "=> 2 * a * values[i]"));
    const seen = (drawn: typeof before.drawn, least: number) =>
      drawn.filter(({ across }) => Math.abs(across) >= least);
    expect(seen(before.drawn, 1).length).toBeGreaterThan(3);
    expect(seen(after.drawn, 2)).toEqual(
      seen(before.drawn, 1).map(({ along, across }) => ({
        along,
        across: expect.closeTo(2 * across, 0),
      })),
    );
    const doubled = 2 * sum(expected.contributions);
    expect(after.values.remainder).toBeCloseTo(expected.prediction - doubled, 12);
  });
});

describe("the ablation's cell", () => {
  it("predicts minus the contributions of the silenced, and computes what truly changes", async () => {
    const silenced = [2, 5];
    const without = withoutNeurons(network, silenced);
    const { values } = await run("ablation", {
      known: {
        ...{ inputs, targets, domain, x, sum, without },
        focus: { ...focus, silenced },
        contributions: expected.contributions,
        prediction: expected.prediction,
        width: keys.length,
        moment: { predictions },
        predictionsWithout: predictions,
      },
      names: ["predicted", "actual"],
    });
    const { contributions } = expected;
    expect(values.predicted).toBeCloseTo(-contributions[2] - contributions[5], 12);
    expect(values.actual).toBeCloseTo(predictAt(without, x) - predictAt(network, x), 12);
  });
});
