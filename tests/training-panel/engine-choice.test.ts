// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { engineChoice } from "../../src/training-panel/engine-choice";

function chosen() {
  const actions = { chooseEngine: vi.fn(), chooseReproducible: vi.fn() };
  const element = engineChoice(actions);
  document.body.replaceChildren(element);
  const list = element.querySelector("select")!;
  const box = element.querySelector<HTMLInputElement>("input[type=checkbox]")!;
  return { actions, element, list, box };
}

function choose(list: HTMLSelectElement, value: string): void {
  list.value = value;
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

test("it asks for an engine by its name, and for none to let the page choose", () => {
  const { actions, list } = chosen();
  choose(list, "plain");
  choose(list, "automatic");
  expect(actions.chooseEngine.mock.calls).toEqual([["plain"], [null]]);
});

test("it shows the wishes of the reader", () => {
  const { element, list, box } = chosen();
  element.update({ engine: "webgl", reproducible: false }, false);
  expect([list.value, list.disabled, box.checked]).toEqual(["webgl", false, false]);
  element.update({ engine: null, reproducible: false }, false);
  expect(list.value).toBe("automatic");
});

test("the same bits everywhere come from WebAssembly, and leave no engine to choose", () => {
  const { actions, element, list, box } = chosen();
  box.click();
  expect(actions.chooseReproducible).toHaveBeenCalledWith(true);
  element.update({ engine: "plain", reproducible: true }, false);
  expect([list.value, list.disabled, box.checked]).toEqual(["wasm", true, true]);
});

test("a training that must keep its bits keeps its engine", () => {
  const { element, list, box } = chosen();
  element.update({ engine: "plain", reproducible: false }, true);
  expect([list.value, list.disabled, box.checked]).toEqual(["wasm", true, false]);
});
