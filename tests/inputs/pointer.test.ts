// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { followPointer, pointIn } from "../../src/inputs/pointer";

interface Sent {
  readonly y?: number;
  readonly button?: number;
  readonly buttons?: number;
  readonly ctrlKey?: boolean;
  readonly pointerType?: "mouse" | "touch" | "pen";
  readonly id?: number;
}

let element: HTMLElement;
let captured: number | undefined;
const press = vi.fn(() => true);
const drag = vi.fn();
const click = vi.fn();
const hover = vi.fn();
let clickable = false;

/** jsdom has no PointerEvent. */
const send = (
  type: string,
  x: number,
  { y = 0, id = 1, pointerType = "mouse", ...init }: Sent = {},
): void => {
  const buttons = init.buttons ?? (type === "pointerup" ? 0 : 1);
  const event = new MouseEvent(type, { clientX: x, clientY: y, ...init, buttons });
  element.dispatchEvent(Object.assign(event, { pointerId: id, pointerType, isPrimary: id === 1 }));
};
const draggedTo = (): number[] => drag.mock.calls.map(([{ x }]) => x);

beforeEach(() => {
  vi.clearAllMocks();
  clickable = false;
  captured = undefined;
  element = document.createElement("div");
  element.setPointerCapture = (id) => {
    captured = id;
  };
  element.hasPointerCapture = (id) => captured === id;
  element.releasePointerCapture = () => {
    captured = undefined;
  };
  followPointer(element, { press, clicks: () => clickable, drag, click, hover });
});

describe("a pointer over an element", () => {
  it("drags from the press on, as long as it is down, and is captured meanwhile", () => {
    send("pointerdown", 10);
    expect(captured).toBe(1);
    send("pointermove", 20);
    send("pointerup", 20);
    expect(captured).toBeUndefined();
    send("pointermove", 30, { buttons: 0 });
    expect(draggedTo()).toEqual([10, 20]);
  });

  it("clicks where it moves less than four pixels, if a click means something, and else drags", () => {
    clickable = true;
    send("pointerdown", 10);
    send("pointermove", 12);
    send("pointerup", 12);
    expect(drag).not.toHaveBeenCalled();
    expect(click).toHaveBeenCalledTimes(1);
    send("pointerdown", 10);
    send("pointermove", 15);
    send("pointermove", 11);
    send("pointerup", 11);
    expect(draggedTo()).toEqual([15, 11]);
    expect(click).toHaveBeenCalledTimes(1);
  });

  it("clicks where it was pressed, though the page has moved under it", () => {
    clickable = true;
    send("pointerdown", 10);
    element.getBoundingClientRect = () => ({ left: -50, top: 0, width: 0, height: 0 }) as DOMRect;
    send("pointerup", 10);
    expect(click).toHaveBeenCalledWith({ x: 10, y: 0 });
  });

  it("is one at a time: a second pen or mouse changes nothing", () => {
    send("pointerdown", 10);
    send("pointerdown", 100, { id: 2 });
    send("pointermove", 200, { id: 2 });
    send("pointerup", 200, { id: 2 });
    send("pointermove", 20);
    expect(draggedTo()).toEqual([10, 20]);
  });

  it("lets a finger scroll and two fingers zoom", () => {
    expect(element.style.touchAction).toBe("pan-y pinch-zoom");
    const finger = { pointerType: "touch" } as const;
    send("pointerdown", 10, { ...finger, y: 10 });
    send("pointermove", 13, { ...finger, y: 24 });
    send("pointercancel", 13, finger);
    expect(drag).not.toHaveBeenCalled();
    send("pointerdown", 10, finger);
    send("pointermove", 20, finger);
    expect(draggedTo()).toEqual([20]);
    send("pointerdown", 100, { ...finger, id: 2 });
    send("pointermove", 30, finger);
    send("pointerup", 30, finger);
    expect(draggedTo()).toEqual([20]);
    expect(click).not.toHaveBeenCalled();
  });

  it("takes a tap for a drag to there, where a click means nothing else", () => {
    send("pointerdown", 10, { pointerType: "touch" });
    expect(drag).not.toHaveBeenCalled();
    send("pointerup", 10, { pointerType: "touch" });
    expect(draggedTo()).toEqual([10]);
  });

  it("leaves other buttons, and Ctrl, to the system", () => {
    send("pointerdown", 10, { button: 2 });
    send("pointerdown", 10, { ctrlKey: true });
    expect(press).not.toHaveBeenCalled();
  });

  it("leaves a press to the browser where it is not wanted", () => {
    press.mockReturnValueOnce(false);
    send("pointerdown", 10);
    send("pointermove", 30);
    expect(captured).toBeUndefined();
    expect(drag).not.toHaveBeenCalled();
  });

  it("ends a press that was let go where the page could not see it", () => {
    send("pointerdown", 10);
    send("pointermove", 30, { buttons: 0 });
    send("pointermove", 40);
    expect(draggedTo()).toEqual([10]);
    send("pointerdown", 50);
    send("lostpointercapture", 50);
    send("pointermove", 60);
    expect(draggedTo()).toEqual([10, 50]);
  });

  it("hovers with a mouse that is not pressed, and leaves", () => {
    send("pointermove", 5, { buttons: 0 });
    send("pointermove", 6, { buttons: 0, pointerType: "touch" });
    send("pointerleave", 0, { buttons: 0 });
    expect(hover.mock.calls).toEqual([[{ x: 5, y: 0 }], [undefined]]);
  });
});

describe("a place in an element", () => {
  it("is in its own pixels, however it is scaled", () => {
    Object.defineProperties(element, {
      offsetWidth: { value: 200 },
      offsetHeight: { value: 100 },
    });
    element.getBoundingClientRect = () =>
      ({ left: 10, top: 20, width: 400, height: 50 }) as DOMRect;
    expect(pointIn(element, { clientX: 210, clientY: 45 })).toEqual({ x: 100, y: 50 });
  });

  it("is the same in a picture, whose size is what its attributes say", () => {
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("width", "200");
    picture.setAttribute("height", "100");
    picture.getBoundingClientRect = () => ({ left: 0, top: 0, width: 100, height: 50 }) as DOMRect;
    expect(pointIn(picture, { clientX: 50, clientY: 50 })).toEqual({ x: 100, y: 100 });
  });
});
