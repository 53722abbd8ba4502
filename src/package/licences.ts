import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences of the packages from which modules come, as they must go with them.
 * @param what what they are in: "this package"
 * @param moduleIds paths of modules, perhaps with queries
 * @throws Error that names a package whose licence's text is neither in it nor here
 */
export function licences(what: string, moduleIds: Iterable<string>): string {
  const folders = new Set(
    [...moduleIds].flatMap(
      (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? [],
    ),
  );
  const sections = [...folders]
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map(section);
  return `# What is in ${what} besides its own code\n\n${[...new Set(sections)].sort().join("\n")}`;
}

function section(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as Record<string, string>;
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text =
    file === undefined ? general(name, license) : readFileSync(join(folder, file), "utf8").trim();
  return `## ${name} ${version} (${license})\n\n${text}\n`;
}

/** The texts of the licences that a package names, where it does not bring its own. */
function general(name: string, license: string): string {
  const texts = license.split(/ AND /).map((each) => {
    const file = join(import.meta.dirname, "licences", `${each}.txt`);
    if (!existsSync(file))
      throw new Error(
        `${name} is under ${license}, and its text is neither in the package nor in src/package/licences/.`,
      );
    return readFileSync(file, "utf8").trim();
  });
  return texts.join("\n\n");
}
