// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Output } from "../../src/notebook/output";

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
});
