import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";

const LAUNCHER = join(paths.root, "electron/cli/homeport");
// What the launcher itself calls, so that a test can take Node off the path and nothing else.
const TOOLS = ["dirname", "readlink"].map((tool) => [tool, which(tool)] as const);

function which(tool: string): string {
  return spawnSync("/bin/sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).stdout.trim();
}

/** Lays a project of its own in `folder`, whose bundle prints its arguments and its directory. */
function layProject(folder: string): string {
  const launcher = join(folder, "electron/cli/homeport");
  mkdirSync(dirname(launcher), { recursive: true });
  copyFileSync(LAUNCHER, launcher);
  mkdirSync(join(folder, "out/cli"), { recursive: true });
  const bundle = "console.log(JSON.stringify([process.argv.slice(2), process.cwd()]));";
  writeFileSync(join(folder, "out/cli/homeport.cjs"), bundle);
  return launcher;
}

/** Puts a stand-in for Node on a path of its own: it calls itself `version`. */
function layNode(folder: string, version: string): string {
  const script = `#!/bin/sh\nif [ "$1" = -p ]; then echo ${version}; else exec '${process.execPath}' "$@"; fi\n`;
  writeFileSync(join(folder, "node"), script, { mode: 0o755 });
  return folder;
}

describe.skipIf(process.platform === "win32")("the launcher", () => {
  let place = "";
  let tools = "";
  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), "homeport-launcher-"));
    tools = join(place, "tools");
    mkdirSync(tools);
    for (const [tool, path] of TOOLS) symlinkSync(path, join(tools, tool));
  });
  afterAll(() => rmSync(place, { recursive: true }));

  const run = (launcher: string, path: string, ...args: readonly string[]) =>
    spawnSync(launcher, args, { cwd: place, env: { PATH: path }, encoding: "utf8" });

  test("runs the bundle from the caller's directory, through npm's links", () => {
    const launcher = layProject(join(place, "it's one"));
    const links = join(place, "node_modules/.bin");
    mkdirSync(links, { recursive: true });
    symlinkSync(join("..", "..", "it's one/electron/cli/homeport"), join(links, "homeport"));
    symlinkSync(join(links, "homeport"), join(place, "again"));
    const path = `${layNode(place, "24")}:${tools}`;
    const said = [launcher, join(links, "homeport"), join(place, "again")].map((each) =>
      run(each, path, "check", "a b", "*").stdout.trim(),
    );
    expect(new Set(said)).toEqual(new Set([JSON.stringify([["check", "a b", "*"], place])]));
  });

  test("prefers the Node that npm laid into the project", () => {
    const project = join(place, "two");
    const launcher = layProject(project);
    const bin = join(project, "node_modules/node/bin");
    mkdirSync(bin, { recursive: true });
    symlinkSync(process.execPath, join(bin, "node"));
    expect(run(launcher, tools, "version").stdout).toContain('["version"]');
  });

  test("says in one line what to do where there is no Node, or only an old one", () => {
    const launcher = layProject(join(place, "three"));
    const old = join(place, "old");
    mkdirSync(old);
    const said = [tools, `${layNode(old, "20")}:${tools}`].map((path) => run(launcher, path));
    const lines = said.map(({ status, stderr }) => [status, stderr.trimEnd().split("\n").length]);
    expect(lines).toEqual([
      [69, 1],
      [69, 1],
    ]);
    expect(said[0]?.stderr).toContain("needs Node 24 or newer");
  });

  test("says that the bundle is missing before npm ci has run", () => {
    const launcher = layProject(join(place, "four"));
    rmSync(join(place, "four/out"), { recursive: true });
    const { status, stderr } = run(launcher, tools);
    expect([status, stderr.includes("Run 'npm ci'")]).toEqual([70, true]);
  });
});

test.skipIf(process.platform === "win32")("the launcher starts this project's own bundle", () => {
  const { status, stdout } = spawnSync(LAUNCHER, ["version"], { cwd: "/", encoding: "utf8" });
  expect([status, /\d+\.\d+\.\d+/.test(stdout)]).toEqual([0, true]);
});
