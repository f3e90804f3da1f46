import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { exec } from "../lab/exec.ts";
import type { Exhibit } from "./versions.ts";

/** A Python that runs: its program and the minor version of its 3. */
export interface Python {
  readonly program: string;
  readonly minor: number;
}

const tell = "import sys, platform; print(platform.python_implementation(), *sys.version_info[:2])";

/** Every CPython 3 that pyenv or the path holds and that really starts, the newest first. */
export async function findPythons(): Promise<readonly Python[]> {
  const programs = [...ofPyenv(), ...onPath()];
  const found = await Promise.all(programs.map(look));
  return found.flatMap((each) => each ?? []).toSorted((a, b) => b.minor - a.minor);
}

/** The newest that suits a version; null where none does. */
export function pythonFor(exhibit: Exhibit, pythons: readonly Python[]): Python | null {
  const { atLeast, atMost = Infinity } = exhibit.python;
  return pythons.find(({ minor }) => minor >= atLeast && minor <= atMost) ?? null;
}

/** What to say where a version's Python is missing. */
export function missingPython({ version, python }: Exhibit): string {
  const wanted =
    python.atMost === python.atLeast ? `3.${python.atLeast}` : `3.${python.atLeast} or later`;
  return `Synapse ${version} needs CPython ${wanted}, which neither pyenv nor the path has: pyenv install 3.${python.atLeast}`;
}

function ofPyenv(): readonly string[] {
  const root = process.env["PYENV_ROOT"] ?? path.join(process.env["HOME"] ?? "/root", ".pyenv");
  const versions = path.join(root, "versions");
  if (!existsSync(versions)) return [];
  return readdirSync(versions).map((each) => path.join(versions, each, "bin/python3"));
}

function onPath(): readonly string[] {
  const folders = (process.env["PATH"] ?? "").split(":").filter((each) => !each.includes("shims"));
  return folders.flatMap((folder) => {
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder).filter((name) => /^python3(?:\.\d+)?$/.test(name));
    return names.map((name) => path.join(folder, name));
  });
}

async function look(program: string): Promise<Python | null> {
  if (!existsSync(program)) return null;
  const { code, stdout } = await exec([program, "-c", tell], { timeout: 20_000 });
  const version = /^CPython 3 (\d+)$/.exec(stdout.trim());
  return code === 0 && version ? { program, minor: Number(version[1]) } : null;
}
