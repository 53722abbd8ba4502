// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { draggable } from "../../src/inputs/drag";

let element: HTMLElement;
const moved = vi.fn();
const clicked = vi.fn();
const send = (type: string, x: number, y = 0, button = 0, pointerType = "mouse"): void => {
  // jsdom has no PointerEvent.
  const event = new MouseEvent(type, { clientX: x, clientY: y, button });
  element.dispatchEvent(Object.assign(event, { pointerId: 1, pointerType }));
};

beforeEach(() => {
  vi.resetAllMocks();
  element = document.createElement("div");
  element.setPointerCapture = vi.fn();
});

describe("draggable", () => {
  it("moves from the first press, as long as the pointer is down", () => {
    draggable(element, moved);
    send("pointermove", 1);
    send("pointerdown", 10);
    send("pointermove", 20);
    send("pointerup", 20);
    send("pointermove", 30);
    expect(moved.mock.calls.map(([{ x }]) => x)).toEqual([10, 20]);
    expect(element.setPointerCapture).toHaveBeenCalledWith(1);
  });

  it("tells a click from a drag by four pixels, where a click means something", () => {
    draggable(element, moved, clicked);
    send("pointerdown", 10);
    send("pointermove", 12);
    send("pointerup", 12);
    expect(moved).not.toHaveBeenCalled();
    expect(clicked).toHaveBeenCalledTimes(1);
    send("pointerdown", 10);
    send("pointermove", 15);
    send("pointermove", 11);
    send("pointerup", 11);
    expect(moved.mock.calls.map(([{ x }]) => x)).toEqual([15, 11]);
    expect(clicked).toHaveBeenCalledTimes(1);
  });

  it("lets a finger scroll up and down, and gives up when the browser takes over", () => {
    draggable(element, moved);
    expect(element.style.touchAction).toBe("pan-y pinch-zoom");
    send("pointerdown", 10);
    send("pointercancel", 10);
    send("pointermove", 50);
    expect(moved).toHaveBeenCalledTimes(1);
  });

  it("moves nothing under a finger that scrolls, and follows one that goes sideways", () => {
    draggable(element, moved);
    const touch = (type: string, x: number, y: number): void => send(type, x, y, 0, "touch");
    touch("pointerdown", 10, 10);
    touch("pointermove", 13, 24);
    touch("pointercancel", 13, 30);
    expect(moved).not.toHaveBeenCalled();
    touch("pointerdown", 10, 10);
    touch("pointermove", 20, 12);
    touch("pointerup", 20, 12);
    expect(moved.mock.calls.map(([{ x }]) => x)).toEqual([20]);
  });

  it("takes a tap for a move to there, where a click means nothing else", () => {
    draggable(element, moved);
    send("pointerdown", 10, 10, 0, "touch");
    send("pointerup", 10, 10, 0, "touch");
    expect(moved).toHaveBeenCalledTimes(1);
  });

  it("ignores the other buttons", () => {
    draggable(element, moved);
    send("pointerdown", 10, 0, 2);
    expect(moved).not.toHaveBeenCalled();
  });
});
