// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import type { Focused } from "../../../../notebooks/superposition/figures/feature-area";
import { featureSlots } from "../../../../notebooks/superposition/figures/feature-slots";
import type { Hovering } from "../../../../notebooks/superposition/figures/hovered-feature";
import { numbers } from "../../../../src/figure/columns";
import { figure } from "../../../../src/figure/figure";
import { shown, stageFigures, wait } from "../../../figure/support/shown";
import { focusOn } from "./in-sight";

const box = { left: 100, top: 10, width: 200, height: 50 };

interface SlotsState extends Focused {
  readonly order: readonly number[];
}

describe("slots for the features", () => {
  stageFigures();

  function slots(feature = 1) {
    const { set, focus } = focusOn(feature);
    /** What the figure spoke of at each time that it moved. */
    const named: number[] = [];
    const figureOfSlots = figure<SlotsState, Hovering>({
      title: "Slots",
      height: () => 80,
      own: () => ({ hovered: undefined }),
      depends: ({ order }) => [order],
      still({ state: { order } }) {
        const made = featureSlots(box, order);
        return {
          marks: [made.bands],
          areas: [made.area],
          moves(view) {
            named.push(made.named(view));
            made.move(view);
          },
        };
      },
      caption: () => "",
      sentence: () => "",
      columns: () => numbers([], []),
    });
    const { update, all, ...figureShown } = shown<SlotsState>(figureOfSlots, {
      order: [3, 1, 0, 2],
      focus,
    });
    wait(100);
    return {
      ...figureShown,
      named,
      chosen: (): readonly number[] => set.feature.mock.calls.map(([feature]) => feature),
      bands: (): [number, number][] =>
        all(".fig-neuron-hover, .fig-neuron-band").map((band) => [
          Number(band.getAttribute("x")),
          Number(band.getAttribute("width")),
        ]),
      reorder(order: readonly number[]) {
        update({ order, focus });
        wait(100);
      },
    };
  }

  it("mark the slot of the focus", () => {
    const [, focus] = slots(1).bands();
    expect(focus).toEqual([150, 50]);
  });

  it("choose the feature of the slot that is pressed", () => {
    const { chosen, press } = slots();
    press(270, 20);
    expect(chosen()).toEqual([2]);
  });

  it("follow a drag, no further than the last slot", () => {
    const { chosen, drag } = slots();
    drag([
      [110, 20],
      [210, 20],
      [900, 20],
    ]);
    expect(chosen()).toEqual([3, 0, 2]);
  });

  it("tell which feature is under the pointer, once, and mark it", () => {
    const { named, hover, leave, bands } = slots();
    const before = named.length;
    hover(220, 20);
    hover(230, 20);
    expect(named.slice(before)).toEqual([0]);
    expect(bands()[0]).toEqual([200, 50]);
    leave();
    expect(named.at(-1)).toBe(1);
    expect(bands()[0][1]).toBe(0);
  });

  it("forget a feature that is no longer there", () => {
    const { named, hover, bands, reorder } = slots();
    hover(110, 20);
    expect(named.at(-1)).toBe(3);
    reorder([1, 0]);
    expect(named.at(-1)).toBe(1);
    expect(bands()[0][1]).toBe(0);
  });
});
