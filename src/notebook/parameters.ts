import type { Host } from "./host";
import { type Codec, Parameter, type ParameterSpec } from "./parameter";

export type Parameters<S> = {
  readonly [K in keyof S]: S[K] extends ParameterSpec<infer T> ? Parameter<T> : never;
};

/** A parameter as it stands. */
export interface Setting {
  readonly name: string;
  readonly text: string;
  readonly isInitial: boolean;
}

export function settingsOf(parameters: ReadonlyMap<string, Parameter<unknown>>): Setting[] {
  return [...parameters].map(([name, { written, isInitial }]) => ({
    name,
    text: written,
    isInitial,
  }));
}

/**
 * Makes the parameters of a notebook from a table, reads what the host gives, and tells the host
 * each change (only values that are not the initial ones).
 * What the host gives and the table cannot use is named in a notice, and the initial value is used.
 */
export function declareParameters<S extends Record<keyof S, Pick<ParameterSpec<unknown>, "sets">>>(
  host: Host,
  table: S,
): Parameters<S> {
  const parameters = new Map<string, Parameter<unknown>>();
  for (const [name, spec] of Object.entries(table)) {
    parameters.set(name, new Parameter(spec as ParameterSpec<unknown>));
  }
  const problems: string[] = [];
  for (const [name, text] of Object.entries(host.parameters())) {
    const parameter = parameters.get(name);
    if (parameter === undefined) {
      problems.push(unknownParameter(name, parameters.keys()));
      continue;
    }
    try {
      parameter.setText(text);
    } catch (error) {
      problems.push(`${name}=${text} ${(error as Error).message}; its own value is used.`);
    }
  }
  if (problems.length > 0) host.notice(problems.join(" "), { key: "parameters" });

  for (const parameter of parameters.values()) {
    parameter.addEventListener("input", () => {
      const values: Record<string, string | undefined> = {};
      for (const [name, { text }] of parameters) values[name] = text;
      host.setParameters(values);
    });
  }
  host.adopt?.(parameters);
  return Object.fromEntries(parameters) as unknown as Parameters<S>;
}

/** What to say of a name that is no parameter's. */
export function unknownParameter(name: string, names: Iterable<string>): string {
  return `“${name}” is not a setting of this notebook (it has ${[...names].join(", ")}).`;
}

/** A number from `min` to `max`, written with at most `decimals` decimals. */
export function numberBetween(min: number, max: number, decimals: number): Codec<number> {
  const takes = `a number from ${min} to ${max}`;
  return {
    takes,
    parse(text) {
      const value = parseNumber(text);
      if (!(value >= min && value <= max)) throw new Error(`is not ${takes}`);
      return Number(value.toFixed(decimals));
    },
    format: (value) => String(Number(value.toFixed(decimals))),
  };
}

/** A positive number on a log scale from `min` to `max`, kept as it is written. */
export function positiveNumber(min: number, max: number): Codec<number> {
  const takes = `a number from ${min} to ${max}`;
  return {
    takes,
    parse(text) {
      const value = parseNumber(text);
      if (!(value >= min && value <= max)) throw new Error(`is not ${takes}`);
      return value;
    },
    format: String,
  };
}

/** A whole number from `min` to `max`, in steps of `step` from 0. */
export function wholeNumber(min: number, max: number, step = 1): Codec<number> {
  const kind = step === 1 ? "a whole number" : `a multiple of ${step}`;
  const takes = `${kind} from ${min} to ${max}`;
  return {
    takes,
    parse(text) {
      const value = parseNumber(text);
      if (!(value >= min && value <= max && value % step === 0)) throw new Error(`is not ${takes}`);
      return value;
    },
    format: String,
  };
}

/** Different whole numbers from `min` to `max`, separated by commas; sorted. */
export function wholeNumbers(min: number, max: number, most: number): Codec<readonly number[]> {
  const one = wholeNumber(min, max);
  return {
    takes: `at most ${most} whole numbers from ${min} to ${max}, separated by commas`,
    parse(text) {
      const values = new Set(
        text
          .split(",")
          .filter((part) => part.trim() !== "")
          .map((part) => {
            try {
              return one.parse(part);
            } catch {
              throw new Error(`has “${part.trim()}”, which is not ${one.takes}`);
            }
          }),
      );
      if (values.size > most) throw new Error(`has more than ${most} numbers`);
      return [...values].sort((a, b) => a - b);
    },
    format: (values) => values.join(","),
  };
}

/** One of some words or numbers. */
export function oneOf<T extends string | number>(...values: readonly T[]): Codec<T> {
  const takes = `one of ${values.join(", ")}`;
  return {
    takes,
    parse(text) {
      const value = values.find((each) => String(each) === text);
      if (value === undefined) throw new Error(`is not ${takes}`);
      return value;
    },
    format: String,
  };
}

/** Yes or no; a name alone (`?dark`, or an attribute without a value) says yes. */
export const flag: Codec<boolean> = {
  takes: "yes or no",
  parse(text) {
    if (["", "yes", "true", "1"].includes(text)) return true;
    if (["no", "false", "0"].includes(text)) return false;
    throw new Error("is neither yes nor no");
  },
  format: (value) => (value ? "yes" : "no"),
};

/** A value or null; null is written as the empty text. */
export function optional<T>(codec: Codec<T>): Codec<T | null> {
  return {
    takes: `${codec.takes}, or nothing`,
    parse: (text) => (text === "" ? null : codec.parse(text)),
    format: (value) => (value === null ? "" : codec.format(value)),
  };
}

function parseNumber(text: string): number {
  const trimmed = text.trim().replace("−", "-");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
}
