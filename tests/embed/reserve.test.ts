// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { heightAt, reserveHeight } from "../../src/embed/reserve";

it("between two widths a cell keeps the larger of their heights", () => {
  const heights = [
    [300, 500],
    [400, 450],
    [500, 600],
  ] as const;
  expect(heightAt(heights, 300)).toBe(500);
  expect(heightAt(heights, 400)).toBe(450);
  expect(heightAt(heights, 350)).toBe(500);
  expect(heightAt(heights, 450)).toBe(600);
  expect(heightAt(heights, 200)).toBe(500);
  expect(heightAt(heights, 900)).toBe(600);
});

describe("the room for a cell", () => {
  let box: HTMLElement;
  let ending: AbortController;
  let release: () => void;
  /** Of what is in the box, and of the box. */
  let content = { width: 300, height: 0 };
  let observe = (): void => {};

  /** Lays out the box with something in it, until nothing changes any more. */
  const fill = (height: number, width = 300): void => {
    content = { width, height };
    for (let i = 0; i < 2; ++i) observe();
  };

  beforeEach(() => {
    box = document.createElement("div");
    Object.defineProperty(box, "offsetHeight", {
      get: () => Math.max(content.height, Number.parseFloat(box.style.minHeight) || 0),
    });
    vi.stubGlobal(
      "ResizeObserver",
      class {
        constructor(hear: (entries: unknown[]) => void) {
          observe = () =>
            hear([{ contentRect: { width: content.width, height: box.offsetHeight } }]);
        }
        observe(): void {}
        disconnect(): void {
          observe = () => {};
        }
      },
    );
    ending = new AbortController();
    release = reserveHeight(box, [[300, 500]], ending.signal);
  });

  it("is that which was measured, or that of a higher picture in the tag", () => {
    fill(200);
    expect(box.offsetHeight).toBe(500);
    fill(530);
    expect(box.offsetHeight).toBe(530);
  });

  it("stays where the cell is a little lower, as long as the width does", () => {
    fill(530);
    content = { width: 300, height: 490 };
    release();
    expect(box.offsetHeight).toBe(530);
    fill(490);
    expect(box.offsetHeight).toBe(530);
    fill(490, 310);
    expect(box.offsetHeight).toBe(490);
  });

  it("is given up where the cell is much lower, or leaves the page", () => {
    fill(530);
    content = { width: 300, height: 400 };
    release();
    expect(box.offsetHeight).toBe(400);

    release = reserveHeight(box, [[300, 500]], ending.signal);
    fill(200);
    ending.abort();
    release();
    expect(box.offsetHeight).toBe(200);
  });
});
