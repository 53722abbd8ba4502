// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { heading, overPanels, type Panel } from "../../src/drawing/pointer-panels";
import { svgRoot } from "../../src/drawing/svg";

function panel(left: number) {
  return {
    box: { left, top: 0, width: 80, height: 50 },
    click: vi.fn(),
    drag: vi.fn(),
    hover: vi.fn(),
  } satisfies Panel;
}

describe("panels", () => {
  const root = svgRoot();
  root.setPointerCapture = () => {};
  let [first, second] = [panel(0), panel(100)];
  overPanels(root, () => [first, second]);
  const send = (type: string, x: number, y = 10, pointerType = "mouse", buttons = 0): void => {
    const event = new MouseEvent(type, { clientX: x, clientY: y, buttons });
    root.dispatchEvent(Object.assign(event, { pointerId: 1, pointerType }));
  };

  beforeEach(() => {
    [first, second] = [panel(0), panel(100)];
  });

  it("are clicked where the press was", () => {
    send("pointerdown", 120);
    send("pointerup", 121);
    expect(second.click.mock.calls).toEqual([[{ x: 120, y: 10 }]]);
    expect(first.click).not.toHaveBeenCalled();
    expect(second.drag).not.toHaveBeenCalled();
  });

  it("are dragged from where the drag began to wherever it goes", () => {
    send("pointerdown", 20);
    send("pointermove", 30, 10, "mouse", 1);
    send("pointermove", 150, 15, "mouse", 1);
    send("pointerup", 150);
    expect(first.drag.mock.calls).toEqual([
      [
        { x: 30, y: 10 },
        { x: 10, y: 0 },
      ],
      [
        { x: 150, y: 15 },
        { x: 120, y: 5 },
      ],
    ]);
    expect(second.drag).not.toHaveBeenCalled();
    expect(first.click).not.toHaveBeenCalled();
    expect(first.hover).not.toHaveBeenCalled();
  });

  it("say what is under a mouse until it leaves", () => {
    send("pointermove", 20);
    send("pointermove", 120);
    send("pointerleave", 120);
    expect(first.hover.mock.calls).toEqual([[{ x: 20, y: 10 }], [undefined]]);
    expect(second.hover.mock.calls).toEqual([[{ x: 120, y: 10 }], [undefined]]);
  });

  it("belong to a finger a little beyond their edges, which hovers over nothing", () => {
    send("pointermove", 20, 10, "touch");
    send("pointerdown", 94, 55, "touch");
    send("pointerup", 94, 55, "touch");
    expect(first.hover).not.toHaveBeenCalled();
    expect(second.click).toHaveBeenCalledTimes(1);
  });

  it("leave alone what is beside them", () => {
    send("pointerdown", 20, 200);
    send("pointerup", 20, 200);
    expect(first.click).not.toHaveBeenCalled();
  });
});

it("a heading says something else, and its title again", () => {
  const { element, say } = heading(0, 0, "title");
  say("entry");
  expect(element.textContent).toBe("entry");
  say(undefined);
  expect(element.textContent).toBe("title");
});
