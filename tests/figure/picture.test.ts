// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { draw, erase, pictureKind, type StateElement } from "../../src/figure/picture";

let ended: string[];
const words = pictureKind<string>((_, invalidation) => {
  const element = document.createElement("p") as HTMLElement as StateElement<string>;
  element.update = (state) => {
    element.textContent = state;
  };
  invalidation.then(() => ended.push(element.textContent!));
  return element;
});
const other = pictureKind<string>(() =>
  Object.assign(document.createElement("b"), { update() {} }),
);
const endOfTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("a picture", () => {
  let place: HTMLElement;
  beforeEach(() => {
    ended = [];
    place = document.createElement("div");
  });

  it("is drawn in an element, and the next of its kind by the same one", () => {
    draw(words("one"), place);
    const first = place.firstChild;
    expect(place.innerHTML).toBe("<p>one</p>");
    draw(words("two"), place);
    expect(place.firstChild).toBe(first);
    expect(place.innerHTML).toBe("<p>two</p>");
  });

  it("is placed before it shows its first state, so that it knows how wide it is", () => {
    const seen: boolean[] = [];
    const kind = pictureKind<string>(() => {
      const element = document.createElement("p") as HTMLElement as StateElement<string>;
      element.update = () => seen.push(place.contains(element));
      return element;
    });
    draw(kind("one"), place);
    expect(seen).toEqual([true]);
  });

  it("ends what it has begun where its first state cannot be shown", async () => {
    const failing = pictureKind<string>((_, invalidation) => {
      invalidation.then(() => ended.push("failed"));
      const element = document.createElement("p") as HTMLElement as StateElement<string>;
      element.update = () => {
        throw new Error("No.");
      };
      return element;
    });
    expect(() => draw(failing("one"), place)).toThrow("No.");
    await endOfTurn();
    expect(ended).toEqual(["failed"]);
  });

  it("makes room for one of another kind, and ends", async () => {
    draw(words("one"), place);
    draw(other("x"), place);
    await endOfTurn();
    expect(place.innerHTML).toBe("<b></b>");
    expect(ended).toEqual(["one"]);
  });

  it("is a value: the same one drawn twice gives two elements", () => {
    const second = document.createElement("div");
    const picture = words("one");
    draw(picture, place);
    draw(picture, second);
    expect(place.innerHTML).toBe(second.innerHTML);
    expect(place.firstChild).not.toBe(second.firstChild);
  });

  it("is drawn anew where its element was taken out of the place", () => {
    draw(words("one"), place);
    place.replaceChildren();
    draw(words("two"), place);
    expect(place.innerHTML).toBe("<p>two</p>");
  });

  it("can be taken away, with what it has begun", async () => {
    draw(words("one"), place);
    erase(place);
    await endOfTurn();
    expect(place.childNodes).toHaveLength(0);
    expect(ended).toEqual(["one"]);
    erase(place);
  });
});
