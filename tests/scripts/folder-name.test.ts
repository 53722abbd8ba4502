import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

it("in a folder with a # in its name every script says so, in one sentence", () => {
  const parent = mkdtempSync(join(tmpdir(), "lookup-"));
  const folder = join(parent, "look#1");
  mkdirSync(join(folder, "scripts"), { recursive: true });
  for (const script of ["run.mjs", "folder-name.mjs"])
    cpSync(resolve("scripts", script), join(folder, "scripts", script));
  const { status, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", "scripts/check.ts"], {
    cwd: folder,
    encoding: "utf8",
  });
  rmSync(parent, { recursive: true });
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(
      /^Vite cannot build in .*look#1: rename the folder so that it has no #\.\n$/,
    ),
  ]);
});
