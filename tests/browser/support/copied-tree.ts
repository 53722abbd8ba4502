import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A copy of the project in a folder of its own. */
export interface Tree {
  readonly folder: string;
  /** Runs a program of Node there. Resolves with what it prints; rejects where it fails. */
  run(...command: readonly string[]): Promise<string>;
  /** Paths of the files that are there now and were not, or are not what they were; but for what git ignores. */
  changed(): string[];
  remove(): Promise<void>;
}

/**
 * Copies the project as git knows it, what is new in it included, but for some folders.
 * @param without paths, from the root
 */
export async function copiedTree(without: readonly string[]): Promise<Tree> {
  const folder = await mkdtemp(join(tmpdir(), "lookup-tree-"));
  const git = (cwd: string, ...options: string[]): string[] =>
    execFileSync("git", options, { cwd, encoding: "utf8" }).split("\0").filter(Boolean);
  const files = git(".", "ls-files", "-z", "--cached", "--others", "--exclude-standard").filter(
    (file) => existsSync(file) && !without.some((path) => file.startsWith(`${path}/`)),
  );
  for (const file of files) await cp(file, join(folder, file));
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"), "junction");
  return {
    folder,
    async run(...command) {
      const env = { ...process.env, NODE_ENV: "production" };
      const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: folder, env });
      return stdout;
    },
    changed: () => [
      ...git(folder, "diff", "--name-only", "-z"),
      ...git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--exclude=node_modules"),
    ],
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
