// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { featureSlots } from "../../../../notebooks/superposition/figures/feature-slots";
import { focusAt } from "./stage";

const area = { left: 100, right: 300, top: 10, bottom: 60 };
const order = [3, 1, 0, 2];

describe("slots for the features", () => {
  beforeEach(() => {
    Element.prototype.setPointerCapture = vi.fn();
  });

  function slots(feature = 1) {
    const set = focusAt(feature);
    const hover = vi.fn();
    const made = featureSlots(area, set, hover);
    made.reach.getBoundingClientRect = () => new DOMRect(area.left, area.top, 200, 50);
    made.show(order, set.current());
    const point = (type: string, clientX: number): boolean =>
      made.reach.dispatchEvent(new MouseEvent(type, { clientX, clientY: 20, button: 0 }));
    const bands = (): [number, number][] =>
      [...made.bands.children].map((band) => [
        Number(band.getAttribute("x")),
        Number(band.getAttribute("width")),
      ]);
    return { ...made, set, hover, point, bands };
  }

  it("mark the slot of the focus", () => {
    const [, focus] = slots(1).bands();
    expect(focus).toEqual([150, 50]);
  });

  it("choose the feature of the slot that is pressed", () => {
    const { set, point } = slots();
    point("pointerdown", 270);
    expect(set.current().feature).toBe(2);
  });

  it("follow a drag, no further than the last slot", () => {
    const { set, point } = slots();
    point("pointerdown", 110);
    expect(set.current().feature).toBe(3);
    point("pointermove", 210);
    expect(set.current().feature).toBe(0);
    point("pointermove", 900);
    expect(set.current().feature).toBe(2);
  });

  it("tell which feature is under the pointer, once, and mark it", () => {
    const { hovered, hover, point, bands } = slots();
    point("pointermove", 220);
    point("pointermove", 230);
    expect(hover).toHaveBeenCalledTimes(1);
    expect(hovered()).toBe(0);
    expect(bands()[0]).toEqual([200, 50]);
    point("pointerleave", 0);
    expect(hovered()).toBeUndefined();
    expect(bands()[0][1]).toBe(0);
  });

  it("forget a feature that is no longer there", () => {
    const { hovered, show, set, point } = slots();
    point("pointermove", 110);
    expect(hovered()).toBe(3);
    show([1, 0], set.current());
    expect(hovered()).toBeUndefined();
  });
});
