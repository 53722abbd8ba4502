// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { pictureKind, type StateElement } from "../../src/figure/picture";
import { Output } from "../../src/notebook/output";

/** A kind of picture that is a field with its state as value, and the states of those that have ended. */
function fields(name: string) {
  const ended: string[] = [];
  const kind = pictureKind<string>((_, invalidation) => {
    const field = document.createElement("input") as HTMLElement as StateElement<string>;
    field.className = name;
    field.update = (state) => field.setAttribute("value", state);
    invalidation.then(() => ended.push(`${field.getAttribute("value")}`));
    return field;
  });
  return Object.assign(kind, { ended });
}

describe("a cell's output", () => {
  let element: HTMLElement;
  let output: Output;

  beforeEach(() => {
    element = document.createElement("div");
    element.innerHTML = "<i></i>";
    output = new Output(element);
    document.body.replaceChildren(element);
  });

  it("keeps what was drawn ahead until there is something to show, and its height for a moment more", async () => {
    element.dataset.prerendered = "";
    vi.spyOn(element, "offsetHeight", "get").mockReturnValue(240);
    const display = output.begin();
    expect(element.innerHTML).toBe("<i></i>");
    display(document.createElement("b"));
    expect(element.innerHTML).toBe("<b></b>");
    expect(element.style.minHeight).toBe("240px");
    await vi.waitFor(() => expect(element.style.minHeight).toBe(""));
  });

  it("replaces what another run has shown, and adds to what this one has", () => {
    output.begin()("one");
    const display = output.begin();
    expect(element.textContent).toBe("one");
    display("two");
    display("three");
    expect(element.textContent).toBe("twothree");
    output.end();
    expect(element.textContent).toBe("twothree");
  });

  it("is empty after a run that has shown nothing", () => {
    output.begin();
    output.end();
    expect(element.childNodes).toHaveLength(0);
  });

  it("does not take out a node that is shown again, so that it keeps its focus", () => {
    const button = document.createElement("button");
    output.begin()(button);
    button.focus();
    output.begin()(button);
    expect(document.activeElement).toBe(button);
    output.replace(button);
    expect(document.activeElement).toBe(button);
  });

  it("shows nothing for undefined", () => {
    output.replace(undefined);
    expect(element.childNodes).toHaveLength(0);
  });

  it("shows nodes again in place, with their focus, however many there are", async () => {
    const [first, second] = [document.createElement("input"), document.createElement("input")];
    output.begin()(first);
    second.focus();
    const display = output.begin();
    display(first);
    display(second);
    second.focus();
    const again = output.begin();
    again(first);
    again(second);
    await Promise.resolve();
    expect(document.activeElement).toBe(second);
    expect([...element.children]).toEqual([first, second]);
  });

  it("takes away a node that is not shown again, before the reader sees it", async () => {
    const old = document.createElement("input");
    output.begin()(old);
    const display = output.begin();
    display("new");
    await Promise.resolve();
    expect(element.innerHTML).toBe('<pre class="inspect">new</pre>');
  });

  describe("of pictures", () => {
    const pin = (): HTMLElement => element.querySelector("input")!;
    const values = (): (string | null)[] =>
      [...element.children].map((each) => each.getAttribute("value") ?? each.textContent);
    let a: ReturnType<typeof fields>;
    let b: ReturnType<typeof fields>;
    /** Shows these values in a run. */
    const run = (...shown: unknown[]): void => {
      const display = output.begin();
      for (const each of shown) display(each);
      output.end();
    };

    beforeEach(() => {
      [a, b] = [fields("a"), fields("b")];
    });

    it("updates the element that is there, which keeps its focus and is never taken out", async () => {
      run(a("1"));
      const [field, out] = [pin(), vi.fn()];
      field.focus();
      new MutationObserver(out).observe(element, { childList: true });
      run(a("2"));
      output.replace(a("3"));
      await Promise.resolve();
      expect([pin(), values(), document.activeElement]).toEqual([field, ["3"], field]);
      expect(out).not.toHaveBeenCalled();
      expect(a.ended).toEqual([]);
    });

    it("takes over several, and nodes among them, in their order", async () => {
      const button = document.createElement("button");
      run(a("1"), button, "one", a("2"), b("3"));
      const before = [...element.children];
      button.focus();
      run(a("4"), button, "two", a("5"), b("6"));
      await Promise.resolve();
      expect(values()).toEqual(["4", "", "two", "5", "6"]);
      expect([0, 1, 3, 4].map((i) => element.children[i])).toEqual(
        [0, 1, 3, 4].map((i) => before[i]),
      );
      expect(document.activeElement).toBe(button);
    });

    it("ends and removes what is not shown again", async () => {
      run(a("1"), b("2"), a("3"));
      const [first] = element.children;
      run(a("4"), "text");
      await Promise.resolve();
      expect(values()).toEqual(["4", "text"]);
      expect(element.children[0]).toBe(first);
      expect([a.ended, b.ended]).toEqual([["3"], ["2"]]);
    });

    it("puts a new one where the run shows it, and leaves the others in place", () => {
      run(b("1"));
      const field = pin();
      field.focus();
      run(a("2"), b("3"), a("4"));
      expect(values()).toEqual(["2", "3", "4"]);
      expect([element.children[1], document.activeElement]).toEqual([field, field]);
    });

    it("keeps those of a run that awaits something until it shows them again", async () => {
      run(a("1"), b("2"));
      const [, second] = element.children;
      const display = output.begin();
      display(a("3"));
      await new Promise((resolve) => setTimeout(resolve));
      expect(values()).toEqual(["3", "2"]);
      display(b("4"));
      expect(values()).toEqual(["3", "4"]);
      expect(element.children[1]).toBe(second);
    });

    it("takes over those of a run that was cut short, and of the one before that", () => {
      run(a("1"), b("2"));
      const before = [...element.children];
      output.begin()(a("3"));
      run(a("4"), b("5"));
      expect(values()).toEqual(["4", "5"]);
      expect([...element.children]).toEqual(before);
    });

    it("shows one that stands in the place of another kind by an element of its own", async () => {
      run(a("1"));
      run(b("2"));
      await Promise.resolve();
      expect(element.innerHTML).toBe('<input class="b" value="2">');
      expect(a.ended).toEqual(["1"]);
    });

    it("shows one value twice by two elements", () => {
      const picture = a("1");
      run(picture, picture);
      const other = document.createElement("div");
      new Output(other).begin()(picture);
      expect(values()).toEqual(["1", "1"]);
      expect(new Set([...element.children, ...other.children]).size).toBe(3);
    });

    it("ends them when it is cleared, and ends but leaves them when it is disposed of", async () => {
      run(a("1"));
      output.clear();
      await Promise.resolve();
      expect([element.childNodes.length, a.ended]).toEqual([0, ["1"]]);
      const display = output.begin();
      display(a("2"));
      output.dispose();
      display(a("3"));
      await Promise.resolve();
      expect([values(), a.ended]).toEqual([["2"], ["1", "2"]]);
    });

    it("keeps the height of what was drawn ahead for a moment", () => {
      element.dataset.prerendered = "";
      vi.spyOn(element, "offsetHeight", "get").mockReturnValue(240);
      const display = output.begin();
      expect(element.innerHTML).toBe("<i></i>");
      display(a("1"));
      expect([values(), element.style.minHeight]).toEqual([["1"], "240px"]);
    });
  });

  describe("before another in the same element", () => {
    let values: Output;
    beforeEach(() => {
      values = new Output(element, output);
    });

    it("shows its nodes first, whichever runs again", () => {
      output.begin()("picture");
      values.begin()("input");
      values.begin()("new input");
      output.begin()("new picture");
      expect([...element.children].map((each) => each.textContent)).toEqual([
        "new input",
        "new picture",
      ]);
      values.clear();
      expect(element.textContent).toBe("new picture");
    });

    it("waits with what the build drew of both until the other has something to show", () => {
      element.dataset.prerendered = "";
      const input = document.createElement("input");
      values.begin()(input);
      values.begin()(input);
      values.end();
      expect(element.innerHTML).toBe("<i></i>");
      output.begin()("picture");
      expect(element.innerHTML).toBe('<input><pre class="inspect">picture</pre>');
      expect(element.firstChild).toBe(input);
    });

    it("waits no longer where the other has failed", () => {
      element.dataset.prerendered = "";
      values.begin()("input");
      output.clear();
      expect(element.textContent).toBe("input");
    });
  });
});
