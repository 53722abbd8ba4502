// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { EmbeddedCell } from "../../src/embed/catalogue";
import { LiveScope } from "../../src/embed/live-scope";
import { pictureKind, type StateElement } from "../../src/figure/picture";
import type { Cell } from "../../src/notebook/definition";
import type { Host } from "../../src/notebook/host";

const source = Object.assign(new EventTarget(), { value: 1 });
const ended: string[] = [];
const runs: string[] = [];

const base: Cell = {
  slug: "state",
  inputs: ["observe", "invalidation"],
  outputs: ["x"],
  autodisplay: false,
  hash: "1",
  run: (observe: (from: unknown) => unknown, invalidation: Promise<void>) => {
    runs.push("state");
    invalidation.then(() => ended.push("state"));
    return { x: observe(source) };
  },
};
const embedded = (slug: string, own: readonly string[] | undefined): EmbeddedCell => ({
  slug,
  own,
  libraries: {},
  html: `<details class="cell-code">${slug}</details>`,
  sheet: "",
  cells: [
    base,
    {
      slug,
      inputs: ["x", "display", "invalidation"],
      outputs: own === undefined ? ["value"] : [],
      autodisplay: false,
      hash: "1",
      run: (x: number, display: (value: string) => void, invalidation: Promise<void>) => {
        invalidation.then(() => ended.push(slug));
        display(`${slug} ${x}`);
        return { value: x };
      },
    },
  ],
});
const shows = (element: HTMLElement, text: string): Promise<void> =>
  vi.waitFor(() => expect(element.querySelector(".cell-output")?.textContent).toBe(text));
const set = (value: number): void => {
  source.value = value;
  source.dispatchEvent(new Event("input"));
};

afterEach(() => {
  ended.length = runs.length = 0;
  source.value = 1;
});

it("the cells of a scope share what they depend on, each once", async () => {
  const scope = new LiveScope({} as Host);
  const [a, b] = [scope.show(embedded("a", ["a"])), scope.show(embedded("b", ["b"]))];
  await shows(a.element, "a 1");
  set(2);
  await shows(a.element, "a 2");
  await shows(b.element, "b 2");
  expect(runs).toEqual(["state"]);
  scope.dispose();
});

it("a cell is shown twice by a copy of it", async () => {
  const scope = new LiveScope({} as Host);
  const [a, again] = [scope.show(embedded("a", ["a"])), scope.show(embedded("a", ["a"]))];
  await shows(a.element, "a 1");
  await shows(again.element, "a 1");
  a.end();
  set(3);
  await shows(again.element, "a 3");
  scope.dispose();
});

it("a cell that gives its value to others is not", () => {
  const scope = new LiveScope({} as Host);
  scope.show(embedded("a", undefined));
  expect(() => scope.show(embedded("a", undefined))).toThrow(/“a” is shown already in this scope/);
  scope.dispose();
});

it("what only a cell that has gone needed ends with it, at once", async () => {
  const scope = new LiveScope({} as Host);
  const [a, b] = [scope.show(embedded("a", ["a"])), scope.show(embedded("b", ["b"]))];
  await shows(a.element, "a 1");
  await shows(b.element, "b 1");
  a.end();
  await Promise.resolve();
  expect(ended).toEqual(["a"]);
  b.end();
  scope.dispose();
  await Promise.resolve();
  expect(ended.sort()).toEqual(["a", "b", "state"]);
});

it("a cell that is shown again has its code once", async () => {
  const scope = new LiveScope({} as Host);
  scope.show(embedded("b", ["b"]));
  const first = scope.show(embedded("a", ["a"]));
  first.end();
  const { element } = scope.show(embedded("a", ["a"]));
  expect(element.querySelectorAll(".cell-code")).toHaveLength(1);
  scope.dispose();
});

it("the pictures of a cell end when it has gone", async () => {
  const scope = new LiveScope({} as Host);
  const gone = vi.fn();
  const field = pictureKind<number>((_, invalidation) => {
    invalidation.then(gone);
    return Object.assign(document.createElement("input"), {
      update() {},
    }) as HTMLElement as StateElement<number>;
  });
  const cell = { slug: "a", inputs: ["x"], outputs: [], autodisplay: true, hash: "1", run: field };
  const a = scope.show({
    slug: "a",
    own: ["a"],
    html: "",
    libraries: {},
    sheet: "",
    cells: [base, cell],
  });
  await vi.waitFor(() => expect(a.element.querySelector("input")).not.toBeNull());
  a.end();
  await Promise.resolve();
  expect(gone).toHaveBeenCalledOnce();
  scope.dispose();
});

describe("a cell that declares values and displays something", () => {
  const values: Cell = {
    slug: "keys.values",
    place: "keys",
    inputs: ["x"],
    outputs: ["keys"],
    autodisplay: false,
    hash: "1",
    run: (x: number) => {
      if (x < 0) throw new Error("negative");
      return { keys: 10 * x };
    },
  };
  const displayOf = (slug: string): Cell => ({
    slug,
    inputs: ["keys", "display", "invalidation"],
    outputs: [],
    autodisplay: false,
    hash: "1",
    run: (keys: number, display: (value: string) => void, invalidation: Promise<void>) => {
      invalidation.then(() => ended.push(slug));
      display(`${slug} ${keys}`);
    },
  });
  const of = (slug: string): EmbeddedCell => ({
    slug,
    own: [slug],
    libraries: {},
    html: '<details class="cell-code"></details>',
    sheet: "",
    cells: [base, values, displayOf(slug)],
  });

  it("is shown in one place, by a copy where it is shown again, and gives its values to others", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const scope = new LiveScope({} as Host);
    const user = scope.show(of("user"));
    await shows(user.element, "user 10");
    const keys = scope.show(of("keys"));
    const again = scope.show(of("keys"));
    await shows(keys.element, "keys 10");
    await shows(again.element, "keys 10");
    set(-1);
    await vi.waitFor(() =>
      expect(keys.element.querySelector(".cell-error")?.textContent).toBe(
        "The cell keys failed: negative",
      ),
    );
    expect(user.element.textContent).toContain("Waiting for the cell keys.");
    expect(again.element.textContent).toContain("Waiting for the cell keys.");
    set(2);
    await shows(keys.element, "keys 20");
    scope.dispose();
    vi.restoreAllMocks();
  });

  it("displays no more once its element has gone, though others use its values", async () => {
    const scope = new LiveScope({} as Host);
    const [user, keys] = [scope.show(of("user")), scope.show(of("keys"))];
    await shows(keys.element, "keys 10");
    keys.end();
    await Promise.resolve();
    expect(ended).toEqual(["keys"]);
    set(3);
    await shows(user.element, "user 30");
    const back = scope.show(of("keys"));
    await shows(back.element, "keys 30");
    expect(back.element.querySelectorAll(".cell-code")).toHaveLength(1);
    scope.dispose();
  });
});
