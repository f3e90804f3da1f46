import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { killGroup, must } from "../lab/exec.ts";
import { labDir } from "../lab/places.ts";
import { say } from "../lab/say.ts";
import { findPythons, missingPython, pythonFor, type Python } from "./python.ts";
import type { Exhibit } from "./versions.ts";

/** Where a version's virtual environment is kept between runs. */
function venvDir({ version }: Exhibit): string {
  return path.join(labDir, "venv", version);
}

/** The Python of a version's virtual environment. */
export function venvPython(exhibit: Exhibit): string {
  return path.join(venvDir(exhibit), "bin/python");
}

/**
 * Builds what is not built yet. Gives a sentence for each thing that is missing on this machine, in which case nothing
 * is built; throws with pip's own words where a build fails.
 */
export async function prepareVenvs(exhibits: readonly Exhibit[]): Promise<readonly string[]> {
  const missing = exhibits.filter((exhibit) => !isReady(exhibit));
  if (missing.length === 0) return [];
  const pythons = await findPythons();
  const chosen = missing.map((exhibit) => ({ exhibit, python: pythonFor(exhibit, pythons) }));
  const problems = chosen.flatMap(({ exhibit, python }) =>
    python === null ? [missingPython(exhibit)] : [],
  );
  if (!["/usr/bin/gcc", "/usr/bin/cc"].some((each) => existsSync(each)))
    problems.push(
      "Packages of 2019 are compiled, and there is no C compiler: apt-get install gcc libffi-dev libssl-dev",
    );
  if (problems.length > 0) return problems;
  for (const { exhibit, python } of chosen) if (python !== null) await build(exhibit, python);
  return [];
}

/** Runs `use`; a signal meanwhile ends the commands that it started, and then this process. */
async function untilSignal(use: (onPid: (pid: number) => void) => Promise<void>): Promise<void> {
  let running: number | undefined;
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const end = (): void => {
    killGroup(running);
    process.exit(130);
  };
  for (const name of names) process.on(name, end);
  try {
    await use((pid) => void (running = pid));
  } finally {
    for (const name of names) process.off(name, end);
  }
}

function requirements({ version }: Exhibit): string {
  return path.join(import.meta.dirname, "requirements", `${version}.txt`);
}

function digest(exhibit: Exhibit): string {
  return createHash("sha256")
    .update(readFileSync(requirements(exhibit)))
    .digest("hex");
}

/** Ready is what was built to its end from the very file that is there now. */
function isReady(exhibit: Exhibit): boolean {
  const mark = path.join(venvDir(exhibit), "ready");
  return existsSync(mark) && readFileSync(mark, "utf8").trim() === digest(exhibit);
}

/** pip gets the caller's environment: how packages are reached is the machine's affair. */
async function build(exhibit: Exhibit, python: Python): Promise<void> {
  const dir = venvDir(exhibit);
  say(`building Synapse ${exhibit.version} with ${python.program}`);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(path.dirname(dir), { recursive: true });
  const env = process.env as Record<string, string>;
  const pip = [path.join(dir, "bin/pip"), "install", "-q", "-r", requirements(exhibit)];
  await untilSignal(async (onPid) => {
    const options = { env, timeout: 1_800_000, onPid };
    await must(["nice", python.program, "-m", "venv", dir], options);
    await must(["nice", ...pip], options);
  });
  writeFileSync(path.join(dir, "ready"), digest(exhibit));
}

/** Name, version and Python of what runs, as the environment itself tells. */
export async function exhibitVersion(exhibit: Exhibit): Promise<string> {
  const script =
    "import sys, synapse; print('%d.%d.%d' % sys.version_info[:3], synapse.__version__)";
  const [python = "", version = ""] = (await must([venvPython(exhibit), "-c", script])).split(/\s/);
  return `Synapse ${version} on CPython ${python}`;
}
