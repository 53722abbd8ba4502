import { describe, expect, it, vi } from "vitest";
import { seeded } from "../../src/network/random";
import type { Host } from "../../src/notebook/host";
import {
  declareParameters,
  flag,
  numberBetween,
  oneOf,
  optional,
  positiveNumber,
  settingsOf,
  wholeNumber,
  wholeNumbers,
} from "../../src/notebook/parameters";

function hostWith(parameters: Record<string, string>) {
  const notice = vi.fn((_message: string) => () => {});
  const setParameters = vi.fn();
  const host = { parameters: () => parameters, setParameters, notice } as unknown as Host;
  return { host, notice, setParameters };
}

const table = {
  x: { sets: "the query", codec: numberBetween(-10, 10, 2), initial: 5 },
  epochs: {
    sets: "how long it trains",
    codec: wholeNumbers(0, 5000, 12),
    initial: [0, 10] as readonly number[],
  },
  neuron: {
    sets: "the neuron that is pinned",
    codec: optional(wholeNumber(0, 255)),
    initial: null as number | null,
  },
};

describe("declareParameters", () => {
  it("reads what the host gives and keeps the initial values of the rest", () => {
    const { host, notice } = hostWith({ x: "-2.5", epochs: "100, 7" });
    const { x, epochs, neuron } = declareParameters(host, table);
    expect(x.value).toBe(-2.5);
    expect(epochs.value).toEqual([7, 100]);
    expect(neuron.value).toBeNull();
    expect(notice).not.toHaveBeenCalled();
  });

  it("gives the parameters themselves to a host that reads and moves them", () => {
    const adopt = vi.fn<NonNullable<Host["adopt"]>>();
    const { x } = declareParameters({ ...hostWith({}).host, adopt }, table);
    const [adopted] = adopt.mock.calls[0];
    adopted.get("x")?.setText("7");
    expect(x.value).toBe(7);
    expect([...adopted.keys()]).toEqual(["x", "epochs", "neuron"]);
  });

  it("names an out-of-range value and an unknown parameter in one notice, and uses the initial value", () => {
    const { host, notice } = hostWith({ x: "99", colour: "red" });
    const { x } = declareParameters(host, table);
    expect(x.value).toBe(5);
    expect(notice).toHaveBeenCalledTimes(1);
    expect(notice.mock.calls[0][0]).toContain("x=99 is not a number from -10 to 10");
    expect(notice.mock.calls[0][0]).toContain("“colour”");
  });

  it("is silent about what links get on their way, and reads an address copied out of HTML", () => {
    const others = { fbclid: "IwAR0abc", utm_source: "newsletter", gclid: "1", ref: "a" };
    const { host, notice } = hostWith({ x: "7,3", "amp;neuron": "12", ...others });
    const { x, neuron } = declareParameters(host, table);
    expect([x.value, neuron.value]).toEqual([7.3, 12]);
    expect(notice).not.toHaveBeenCalled();
  });

  it("names a few of many unknown parameters, the settings once, and long values in part", () => {
    const unknown = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`colour${i}`, "red"]));
    const { host, notice } = hostWith({ ...unknown, x: "9".repeat(200) });
    declareParameters(host, table);
    const [[words]] = notice.mock.calls;
    expect(words).toContain(
      "“colour0”, “colour1”, “colour2” and 57 more are not settings of this notebook (it has x, epochs, neuron).",
    );
    expect(words.length).toBeLessThan(300);
  });

  it("survives whatever an address says, and then has values within their bounds", () => {
    const random = seeded(11);
    const pieces = [
      "x",
      "epochs",
      "neuron",
      "=",
      "&",
      "1",
      "-",
      ",",
      "1e999",
      "NaN",
      "％",
      "０",
      "__proto__",
      "amp;",
      "constructor",
      "'\"<b>",
      " ",
      "0x1",
      "٣",
      "\u0000",
      "−",
    ];
    for (let i = 0; i < 400; ++i) {
      const query = Array.from(
        { length: 1 + Math.floor(random() * 8) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join("");
      const given = Object.fromEntries(new URLSearchParams(`x=${query}&${query}`));
      const { x, epochs, neuron } = declareParameters(hostWith(given).host, table);
      expect(Math.abs(x.value), query).toBeLessThanOrEqual(10);
      expect(
        epochs.value.every((each) => Number.isInteger(each) && each >= 0 && each <= 5000),
        query,
      ).toBe(true);
      expect(neuron.value === null || Number.isInteger(neuron.value), query).toBe(true);
    }
    expect(({} as Record<string, unknown>).x).toBe(undefined);
  });

  it("gives the host only the values that are not initial", () => {
    const { host, setParameters } = hostWith({});
    const { x, neuron } = declareParameters(host, table);
    x.value = 1;
    neuron.value = 3;
    expect(setParameters).toHaveBeenLastCalledWith({ x: "1", epochs: undefined, neuron: "3" });
    x.value = 5;
    expect(setParameters).toHaveBeenLastCalledWith({
      x: undefined,
      epochs: undefined,
      neuron: "3",
    });
  });

  it("tells listeners of a change, and nothing when an equal value is set", () => {
    const { x } = declareParameters(hostWith({}).host, table);
    const listener = vi.fn();
    x.addEventListener("input", listener);
    x.value = 5.001;
    expect(listener).not.toHaveBeenCalled();
    x.value = 5.01;
    expect(listener).toHaveBeenCalledTimes(1);
  });
});

it("settings are the parameters as they stand, also where that is as at first", () => {
  const { host } = hostWith({ x: "5.001", epochs: "" });
  const parameters = declareParameters(host, table);
  expect(settingsOf(new Map(Object.entries(parameters)))).toEqual([
    { name: "x", text: "5", isInitial: true },
    { name: "epochs", text: "", isInitial: false },
    { name: "neuron", text: "", isInitial: true },
  ]);
});

describe("codecs", () => {
  it.each(["", "NaN", "0x10", "1e999", "5;", "Infinity"])("refuse %j as a number", (text) => {
    expect(() => numberBetween(-10, 10, 2).parse(text)).toThrow("is not a number from -10 to 10");
  });

  it("round a number to its decimals", () => {
    expect(numberBetween(-10, 10, 2).parse("1.23456")).toBe(1.23);
    expect(numberBetween(-10, 10, 2).format(-2.5)).toBe("-2.5");
  });

  it("keep a learning rate as written", () => {
    expect(positiveNumber(1e-6, 10).parse("3e-4")).toBe(3e-4);
    expect(() => positiveNumber(1e-6, 10).parse("0")).toThrow();
  });

  it("take whole numbers only in steps", () => {
    expect(wholeNumber(4, 256, 4).parse("64")).toBe(64);
    expect(() => wholeNumber(4, 256, 4).parse("65")).toThrow("multiple of 4");
    expect(() => wholeNumber(0, 9).parse("1.5")).toThrow("whole number");
  });

  it("say which entry of a list is wrong, and that a list is too long", () => {
    expect(() => wholeNumbers(0, 50, 12).parse("1,two,3")).toThrow("“two”");
    expect(() => wholeNumbers(0, 50, 2).parse("1,2,3")).toThrow("more than 2");
    expect(() => wholeNumbers(0, 50, 12, 1).parse("")).toThrow("has no number");
    expect(wholeNumbers(0, 50, 12).parse("")).toEqual([]);
    expect(() => wholeNumbers(0, 50, 12).parse("5,7,5")).toThrow("has 5 twice");
  });

  it("take a flag by its name alone, and in the words that people write", () => {
    for (const text of ["", "yes", "true", "1"]) expect(flag.parse(text)).toBe(true);
    for (const text of ["no", "false", "0"]) expect(flag.parse(text)).toBe(false);
    expect(() => flag.parse("perhaps")).toThrow("is neither yes nor no");
    expect(flag.parse(flag.format(true))).toBe(true);
    expect(flag.parse(flag.format(false))).toBe(false);
  });

  it("know their words", () => {
    expect(oneOf("webgl", "plain").parse("plain")).toBe("plain");
    expect(oneOf(2, 4).parse("4")).toBe(4);
    expect(oneOf(2, 4).format(4)).toBe("4");
    expect(() => oneOf("webgl", "plain").parse("cuda")).toThrow("is not one of webgl, plain");
  });
});

it("says in words what each codec takes, which is what it holds texts to", () => {
  const codecs = [
    numberBetween(-1, 1, 2),
    positiveNumber(0.1, 8),
    wholeNumber(4, 8, 4),
    oneOf("red", "blue"),
  ];
  for (const { takes, parse } of codecs) expect(() => parse("nine")).toThrow(`is not ${takes}`);
  expect(codecs.map(({ takes }) => takes)).toEqual([
    "a number from -1 to 1",
    "a number from 0.1 to 8",
    "a multiple of 4 from 4 to 8",
    "one of red, blue",
  ]);
  expect(wholeNumbers(0, 9, 3).takes).toBe(
    "at most 3 whole numbers from 0 to 9, separated by commas",
  );
  expect(optional(wholeNumber(0, 9)).takes).toBe("a whole number from 0 to 9, or nothing");
  expect(flag.takes).toBe("yes or no");
});
