import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { interpolateNumber, interpolateRound } from "d3-interpolate";
import { expect, it } from "vitest";
import { numbersAlone } from "../../src/notebook/number-scales";

const root = resolve(import.meta.dirname, "../..");

it("numbers are interpolated as d3 does it", async () => {
  const alone = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(numbersAlone)}`
  );
  for (const t of [-0.5, 0, 0.1, 0.3, 1, 1.7]) {
    expect(alone.interpolate(-3, 0.7)(t)).toBe(interpolateNumber(-3, 0.7)(t));
    expect(alone.interpolateNumber(1e-9, 5)(t)).toBe(interpolateNumber(1e-9, 5)(t));
    expect(alone.interpolateRound(2, 9)(t)).toBe(interpolateRound(2, 9)(t));
  }
});

it("our scales lead to numbers alone", () => {
  const sources = ["src", "notebooks"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, folder, file), "utf8")),
  );
  const imported = sources.flatMap(
    (source) => /import \{([^}]*)\} from "d3-scale";/.exec(source)?.[1].split(",") ?? [],
  );
  const values = imported.map((name) => name.trim()).filter((name) => !/^type |^$/.test(name));
  expect([...new Set(values)].sort()).toEqual(["scaleLinear", "scaleLog"]);
  // With a type argument their output would be another one.
  expect(sources.filter((source) => /\bscale(Linear|Log)</.test(source))).toEqual([]);
});
