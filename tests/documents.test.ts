import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, resolve } from "node:path";
import markdownIt, { type Token } from "markdown-it";
import { describe, expect, it } from "vitest";
import { check } from "../src/notebook/compile/check";

// The documents say what holds: links lead somewhere, commands and files are there, notebooks compile.

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "src/figure/README.md",
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

const read = (file: string): string => readFileSync(file, "utf8");
const tokensOf = (file: string): Token[] => markdownIt({ html: true }).parse(read(file), {});
const inlineOf = (file: string): Token[] =>
  tokensOf(file).flatMap(({ children }) => children ?? []);

/** Addresses of links and pictures that name no other site. */
function linksIn(file: string): string[] {
  return inlineOf(file)
    .flatMap((token) => token.attrGet("href") ?? token.attrGet("src") ?? [])
    .filter((address) => !/^[a-z]+:/.test(address));
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsIn(file: string): string[] {
  const tokens = tokensOf(file);
  return tokens.flatMap((token, i) =>
    token.type === "heading_open"
      ? tokens[i + 1].content
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s_-]/gu, "")
          .replaceAll(" ", "-")
      : [],
  );
}

/** What is wrong with a link of a document; nothing if it leads somewhere. */
function problemOf(file: string, link: string): string[] {
  const [path, anchor] = link.split("#");
  const target = path === "" ? file : posix.join(dirname(file), path);
  if (!existsSync(target)) return [`${link}: there is no ${target}`];
  if (anchor === undefined) return [];
  return anchorsIn(target).includes(anchor) ? [] : [`${link}: ${target} has no such heading`];
}

/** The examples of a document in one language. */
function examplesIn(file: string, language: string): string[] {
  return tokensOf(file)
    .filter(({ type, info }) => type === "fence" && info === language)
    .map(({ content }) => content);
}

describe.each(documents)("%s", (file) => {
  it("has only links that lead somewhere", () => {
    expect(linksIn(file).flatMap((link) => problemOf(file, link))).toEqual([]);
  });

  it("names only commands that there are", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = [...read(file).matchAll(/\bnpm (?:run (?:--silent )?)?([a-z]+)/g)].map(
      ([, name]) => name,
    );
    // Those of npm itself.
    const known = [...Object.keys(scripts), "ci", "install", "pack"];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("names only files and folders that there are", () => {
    const paths = inlineOf(file)
      .filter(({ type }) => type === "code_inline")
      .map(({ content }) => content)
      .filter((text) => /^(src|scripts|tests|docs|public|notebooks)\/[\w./-]*$/.test(text))
      .filter((path) => !/\b(NAME|CELL)\b/.test(path));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});

it("finds links that lead nowhere, in files and within them", () => {
  expect(problemOf("README.md", "docs/nowhere.md")).toHaveLength(1);
  expect(problemOf("README.md", "docs/engines.md#nowhere")).toHaveLength(1);
  expect(problemOf("docs/engines.md", "#which-one-runs")).toEqual([]);
});

it("leads from the README to every document", () => {
  const found = new Set(["README.md"]);
  for (const file of found)
    for (const link of linksIn(file)) {
      const target = posix.join(dirname(file), link.replace(/#.*/, ""));
      if (target.endsWith(".md")) found.add(target);
    }
  expect(documents.filter((file) => !found.has(file))).toEqual([]);
});

it("keeps the README short enough to be read", () => {
  expect(read("README.md").split("\n").length).toBeLessThanOrEqual(91);
});

describe("the examples in the documents", () => {
  it.each(["README.md", "docs/notebooks.md"])(
    "%s: its notebooks compile, with the right types",
    async (file) => {
      const notebooks = examplesIn(file, "html").filter((text) => text.includes("<notebook"));
      expect(notebooks.length).toBeGreaterThan(0);
      const files = notebooks.map(
        (text, i) => [`notebooks/example-${i}/index.html`, text] as const,
      );
      expect(await problemsIn(files)).toEqual([]);
    },
  );

  it("src/figure/README.md: its figure has the right types", async () => {
    const [figure] = examplesIn("src/figure/README.md", "ts");
    expect(await problemsIn([["example/hill.ts", figure]])).toEqual([]);
  });
});

/** What is wrong with files of a project that has our sources, those of src/ at its top as well. */
async function problemsIn(
  files: readonly (readonly [path: string, text: string])[],
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "lookup-documents-"));
  try {
    for (const name of ["src", "node_modules"]) symlinkSync(resolve(name), join(folder, name));
    for (const name of readdirSync("src")) symlinkSync(resolve("src", name), join(folder, name));
    const options = {
      extends: resolve("tsconfig.json"),
      compilerOptions: { rootDirs: ["notebooks", ".notebook"] },
      include: ["src/**/*.d.ts", "example/*.ts", ".notebook/*/index.ts"],
    };
    mkdirSync(join(folder, "notebooks"));
    for (const [path, text] of [["tsconfig.json", JSON.stringify(options)], ...files]) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await check(folder, resolve("src/notebook"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
