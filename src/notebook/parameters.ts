import { listEntries, readNumber } from "../basics/read-number";
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
  const unknown: string[] = [];
  for (const [written, text] of Object.entries(host.parameters())) {
    // As an address reads that was copied out of HTML.
    const name = written.replace(/^amp;/, "");
    const parameter = parameters.get(name);
    if (parameter === undefined) {
      if (!othersParameter.test(name)) unknown.push(name);
      continue;
    }
    try {
      parameter.setText(text);
    } catch (error) {
      problems.push(`${name}=${quoted(text)} ${(error as Error).message}; its own value is used.`);
    }
  }
  if (unknown.length > 0) problems.push(unknownParameters(unknown, parameters.keys()));
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

/** What links get on their way: counted by whoever sends them, and nothing to this page. */
const othersParameter =
  /^(utm_\w+|\w*clid|gbraid|wbraid|mc_[ce]id|igshid|_ga|_gl|_hs\w+|mkt_tok|ref|ref_src|source|trk|spm|(pk|mtm|vero)_\w+)$/i;
/** Of many names that are no parameters' only so many are told. */
const mostNamed = 3;

/** What to say of names that are no parameter's. */
export function unknownParameters(unknown: readonly string[], names: Iterable<string>): string {
  const told = unknown.slice(0, mostNamed).map((name) => `“${quoted(name)}”`);
  const more = unknown.length - told.length;
  const all = more > 0 ? [...told, `${more} more`] : told;
  const listed =
    all.length === 1 ? all[0] : `${all.slice(0, -1).join(", ")} and ${all[all.length - 1]}`;
  const are = unknown.length === 1 ? "is not a setting" : "are not settings";
  return `${listed} ${are} of this notebook (it has ${[...names].join(", ")}).`;
}

/** What came from outside, at a length that can be read. */
function quoted(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 30)}…`;
}

/** A number from `min` to `max`, written with at most `decimals` decimals. */
export function numberBetween(min: number, max: number, decimals: number): Codec<number> {
  const takes = `a number from ${min} to ${max}`;
  return {
    takes,
    parse(text) {
      const value = readNumber(text);
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
      const value = readNumber(text);
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
      const value = readNumber(text);
      if (!(value >= min && value <= max && value % step === 0)) throw new Error(`is not ${takes}`);
      return value;
    },
    format: String,
  };
}

/** Different whole numbers from `min` to `max`, at least `least` and at most `most` of them, separated by commas; sorted. */
export function wholeNumbers(
  min: number,
  max: number,
  most: number,
  least = 0,
): Codec<readonly number[]> {
  const one = wholeNumber(min, max);
  return {
    takes: `at most ${most} whole numbers from ${min} to ${max}, separated by commas`,
    parse(text) {
      const values = listEntries(text).map((entry) => {
        try {
          return one.parse(entry);
        } catch {
          throw new Error(`has “${quoted(entry)}”, which is not ${one.takes}`);
        }
      });
      if (values.length < least) throw new Error("has no number");
      if (values.length > most) throw new Error(`has more than ${most} numbers`);
      const twice = values.find((value, i) => values.indexOf(value) < i);
      if (twice !== undefined) throw new Error(`has ${twice} twice`);
      return values.sort((a, b) => a - b);
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
