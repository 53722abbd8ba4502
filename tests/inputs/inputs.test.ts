// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import { bind, type Settable } from "../../src/inputs/bind";
import { button, controls } from "../../src/inputs/button";
import { choice } from "../../src/inputs/choice";
import type { InputElement } from "../../src/inputs/input";
import { numberField } from "../../src/inputs/number-field";
import { numberList } from "../../src/inputs/number-list";
import { select } from "../../src/inputs/select";
import { slider } from "../../src/inputs/slider";
import { toggle } from "../../src/inputs/toggle";
import { speedLabel, transport } from "../../src/inputs/transport";

beforeEach(() => document.body.replaceChildren());

/** Puts the input on the page and notes each value that it announces. */
function heard<T>(input: InputElement<T>): T[] {
  const values: T[] = [];
  document.body.append(input);
  input.addEventListener("input", () => values.push(input.value));
  return values;
}

function write(field: HTMLInputElement, text: string): void {
  for (let i = 1; i <= text.length; ++i) {
    field.value = text.slice(0, i);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

const width = () =>
  slider({ label: "Width d", min: 4, max: 256, step: 4, value: 64, format: (d) => `${d} neurons` });

test("a slider announces what the reader sets, and shows it in words", () => {
  const input = width();
  const values = heard(input);
  const range = input.querySelector("input")!;
  range.value = "128";
  range.dispatchEvent(new Event("input", { bubbles: true }));
  expect(values).toEqual([128]);
  expect(input.querySelector("output")!.textContent).toBe("128 neurons");
  expect(range.getAttribute("aria-valuetext")).toBe("128 neurons");
});

test("a slider set from outside shows it without announcing it", () => {
  const input = width();
  const values = heard(input);
  input.value = 32;
  expect(input.value).toBe(32);
  expect(input.querySelector("output")!.textContent).toBe("32 neurons");
  expect(values).toEqual([]);
});

test("every field is named by its visible label", () => {
  for (const input of [
    width(),
    numberField({ label: "Learning rate", min: 0, max: 1, value: 0.001 }),
    numberList({ label: "Epochs", min: 0, max: 9, most: 9, value: [1] }),
  ]) {
    document.body.append(input);
    expect(input.querySelector("input")!.labels![0].textContent).not.toBe("");
  }
});

test("a list is announced once, when the reader is done", () => {
  const input = numberList({ label: "Epochs", min: 0, max: 5000, most: 12, value: [0, 10] });
  const values = heard(input);
  write(input.querySelector("input")!, "50 0");
  expect(values).toEqual([[0, 50]]);
  expect(input.querySelector("input")!.value).toBe("0, 50");
});

test("a mistake is named under the field, and the last good value stays", () => {
  const input = numberList({ label: "Epochs", min: 0, max: 5000, most: 12, value: [0, 10] });
  const values = heard(input);
  const field = input.querySelector("input")!;
  write(field, "0, ten");
  expect(values).toEqual([]);
  expect(input.value).toEqual([0, 10]);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  const message = document.getElementById(field.getAttribute("aria-describedby")!)!;
  expect(message.textContent).toBe("“ten” is not a whole number.");
  expect(field.value).toBe("0, ten");

  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(field.value).toBe("0, 10");
  expect(message.textContent).toBe("");
  expect(field.hasAttribute("aria-invalid")).toBe(false);
});

test("a value that others may set too knows what is wrong in its field, until that is mended", () => {
  const target = Object.assign(new EventTarget(), { value: 0.003 }) as Settable<number>;
  const field = { label: "Learning rate", min: 0, max: 1, value: 0.003 };
  const input = bind(numberField(field), target, new Promise(() => {}));
  write(input.querySelector("input")!, "abc");
  expect(target.problem).toMatch(/^Learning rate: “abc” is not a number/);
  expect(target.value).toBe(0.003);
  write(input.querySelector("input")!, "0,05");
  expect([target.problem, target.value]).toEqual([undefined, 0.05]);
});

test("the same value in another spelling is not announced", () => {
  const input = numberField({ label: "Learning rate", min: 0, max: 1, value: 0.003 });
  const values = heard(input);
  write(input.querySelector("input")!, "3e-3");
  expect(values).toEqual([]);
  expect(input.querySelector("input")!.value).toBe("0.003");
});

test("a choice announces the option, and refuses one that it lacks", () => {
  const input = choice({
    label: "Rows by",
    options: [
      { value: "index", label: "index" },
      { value: "pivot", label: "pivot" },
    ],
    value: "index",
  });
  const values = heard(input);
  input.querySelectorAll("input")[1].click();
  expect(values).toEqual(["pivot"]);
  input.value = "index";
  expect(input.querySelectorAll("input")[0].checked).toBe(true);
  expect(values).toEqual(["pivot"]);
  expect(() => {
    input.value = "value" as "pivot";
  }).toThrow("no option value");
});

test("a select is named, announces the option and can be switched off", () => {
  const input = select({
    label: "Engine",
    options: [
      { value: "fast", label: "Fast" },
      { value: "plain", label: "Plain" },
    ],
    value: "plain",
  });
  const values = heard(input);
  const list = input.querySelector("select")!;
  expect(list.labels![0].textContent).toBe("Engine");
  expect(list.value).toBe("plain");
  list.value = "fast";
  list.dispatchEvent(new Event("input", { bubbles: true }));
  expect(values).toEqual(["fast"]);
  input.value = "plain";
  expect(list.value).toBe("plain");
  expect(values).toEqual(["fast"]);
  input.disabled = true;
  expect(list.disabled).toBe(true);
});

test("two choices on a page do not share their radio buttons", () => {
  const options = [{ value: 1, label: "one" }];
  const first = choice({ label: "A", options, value: 1 });
  const second = choice({ label: "B", options, value: 1 });
  expect(first.querySelector("input")!.name).not.toBe(second.querySelector("input")!.name);
});

test("a toggle announces yes or no", () => {
  const input = toggle({ label: "One run", value: false });
  const values = heard(input);
  input.querySelector("input")!.click();
  expect(values).toEqual([true]);
});

test("a button acts, unless it is disabled", () => {
  const action = vi.fn();
  const train = button("Train", action, { primary: true });
  train.click();
  train.disabled = true;
  train.click();
  expect(action).toHaveBeenCalledTimes(1);
  expect(controls("Training", train).getAttribute("aria-label")).toBe("Training");
});

test("a transport plays, pauses and changes speed", () => {
  const input = transport({
    label: "the sweep",
    speeds: [0.5, 1, 2],
    value: { playing: false, speed: 1 },
  });
  const values = heard(input);
  const play = input.querySelector("button")!;
  expect(play.textContent).toBe("Play");
  play.click();
  expect(play.textContent).toBe("Pause");
  input.querySelectorAll("input")[2].click();
  play.click();
  expect(values).toEqual([
    { playing: true, speed: 1 },
    { playing: true, speed: 2 },
    { playing: false, speed: 2 },
  ]);
});

test("for a reader who prefers reduced motion the transport steps and never plays", () => {
  const step = vi.fn();
  const input = transport({
    label: "the sweep",
    speeds: [1],
    value: { playing: false, speed: 1 },
    step,
  });
  const values = heard(input);
  const play = input.querySelector("button")!;
  expect(play.textContent).toBe("Step");
  play.click();
  input.value = { playing: true, speed: 1 };
  expect(step).toHaveBeenCalledTimes(1);
  expect(input.value.playing).toBe(false);
  expect(values).toEqual([]);
});

test("speeds are written as the hand writes them", () => {
  expect([0.25, 0.5, 1, 2].map(speedLabel)).toEqual(["¼×", "½×", "1×", "2×"]);
});
