// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { type ChoosingElement, chooseEmbed } from "../../../src/embed/dialog/choose";
import type { Setting } from "../../../src/notebook/parameters";

const x: Setting = { name: "x", text: "7.3", isInitial: false };
const seed: Setting = { name: "seed", text: "7", isInitial: true };
const neuron: Setting = { name: "neuron", text: "", isInitial: true };

/** The inputs, on a page. */
function choosing(...settings: readonly Setting[]): ChoosingElement {
  const element = chooseEmbed(settings);
  document.body.replaceChildren(element);
  return element;
}

/** A box or a button by what it says. */
function control(element: ChoosingElement, name: string): HTMLInputElement {
  const label = [...element.querySelectorAll("label")].find((each) => each.textContent === name);
  if (label === undefined) throw new Error(`There is no “${name}”.`);
  return label.querySelector("input") ?? (label.nextElementSibling as HTMLInputElement);
}

describe("what is embedded", () => {
  it("is a tag that carries what differs from its default, with controls and menu", () => {
    expect(choosing(x, seed, neuron).read()).toEqual({
      form: "tag",
      carried: [x],
      code: false,
      controls: true,
      menu: true,
      scope: "",
    });
  });

  it("may carry other values than that, or none", () => {
    const element = choosing(x, seed, neuron);
    control(element, "seed = 7").click();
    expect(element.read().carried).toEqual([x, seed]);
    control(element, "x = 7.3").click();
    expect(element.read().carried).toEqual([seed]);
  });

  it("offers folded away what is at its default, and not what is unset by default", () => {
    const element = choosing(x, seed, neuron);
    expect(control(element, "seed = 7").closest("details")?.open).toBe(false);
    expect(control(element, "x = 7.3").closest("details")).toBeNull();
    expect(element.textContent).not.toContain("neuron");
  });

  it("names a value that was unset by the reader", () => {
    const element = choosing({ name: "epochs", text: "", isInitial: false });
    expect(control(element, "epochs = none").checked).toBe(true);
  });

  it("says where there is nothing to carry", () => {
    expect(choosing(seed).textContent).toContain("Every parameter is at its default");
    expect(choosing().textContent).toContain("depends on no parameter");
    expect(choosing(x).textContent).not.toMatch(/depends on|at its default/);
  });

  it("is told of by one event for each choice", () => {
    const element = choosing(x);
    let told = 0;
    element.addEventListener("input", () => ++told);
    for (const name of ["Iframe", "x = 7.3", "Code, folded", "Controls", "Menu"])
      control(element, name).click();
    expect(told).toBe(5);
    expect(element.read()).toMatchObject({
      form: "frame",
      carried: [],
      code: true,
      controls: false,
      menu: false,
    });
  });

  it("has a scope only as a tag", () => {
    const element = choosing();
    const scope = control(element, "Scope");
    scope.value = " a ";
    scope.dispatchEvent(new Event("change"));
    expect(element.read().scope).toBe("a");
    const group = scope.closest("fieldset")!;
    expect(group.hidden).toBe(false);
    control(element, "Iframe").click();
    expect(group.hidden).toBe(true);
  });
});
