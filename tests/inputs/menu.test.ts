// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MenuElement, menu } from "../../src/inputs/menu";

let element: MenuElement;
let done: string[];

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
  done = [];
  element = menu("Take away", () =>
    ["Copy link", "Save as SVG", "Save as PNG"].map((label) => ({
      label,
      run: () => done.push(label),
    })),
  );
  document.body.replaceChildren(element);
});
afterEach(() => document.body.replaceChildren());

const press = (key: string): boolean =>
  document.activeElement!.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
  );
const focused = (): string | null => document.activeElement!.textContent;
const list = (): HTMLElement => element.querySelector<HTMLElement>("[role=menu]")!;

describe("a menu button", () => {
  it("says what it is and whether it is open", () => {
    const { button } = element;
    expect(button.getAttribute("aria-label")).toBe("Take away");
    expect(button.getAttribute("aria-haspopup")).toBe("menu");
    expect(button.getAttribute("aria-expanded")).toBe("false");
    button.click();
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(document.getElementById(button.getAttribute("aria-controls")!)).toBe(list());
  });

  it("opens with arrows at either end, and goes around", () => {
    element.button.focus();
    press("ArrowDown");
    expect(focused()).toBe("Copy link");
    press("ArrowUp");
    expect(focused()).toBe("Save as PNG");
    press("ArrowDown");
    expect(focused()).toBe("Copy link");
    press("End");
    expect(focused()).toBe("Save as PNG");
    press("Home");
    expect(focused()).toBe("Copy link");
    press("Escape");
    press("ArrowUp");
    expect(focused()).toBe("Save as PNG");
  });

  it("leaves keys with modifiers to the browser", () => {
    element.button.click();
    const before = focused();
    for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
      const event = new KeyboardEvent("keydown", {
        key: "c",
        [modifier]: true,
        bubbles: true,
        cancelable: true,
      });
      document.activeElement!.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(false);
    }
    expect(focused()).toBe(before);
  });

  it("goes to the next entry that begins with a letter", () => {
    element.button.click();
    press("s");
    expect(focused()).toBe("Save as SVG");
    press("s");
    expect(focused()).toBe("Save as PNG");
    press("c");
    expect(focused()).toBe("Copy link");
  });

  it("closes with Escape, and the button has the focus again", () => {
    element.button.click();
    expect(press("Escape")).toBe(false);
    expect(list().hidden).toBe(true);
    expect(document.activeElement).toBe(element.button);
  });

  it("lets Tab go on from the button", () => {
    element.button.click();
    expect(press("Tab")).toBe(true);
    expect(list().hidden).toBe(true);
    expect(document.activeElement).toBe(element.button);
  });

  it("does what is chosen, once, and gives the focus back", () => {
    element.button.click();
    press("ArrowDown");
    (document.activeElement as HTMLElement).click();
    expect(done).toEqual(["Save as SVG"]);
    expect(list().hidden).toBe(true);
    expect(document.activeElement).toBe(element.button);
  });

  it("closes when the reader presses elsewhere", () => {
    element.button.click();
    list().dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));
    expect(list().hidden).toBe(false);
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));
    expect(list().hidden).toBe(true);
  });
});
