import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { problem, type Problem } from "../../shared/problems/problem.ts";

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** The state folder cannot be used (no space, no right, not a folder). The one thing a store throws on purpose. */
export class StateUnusable extends Error {
  override readonly name = "StateUnusable";
  readonly problem: Problem;
  constructor(path: string, error: Error) {
    super(error.message, { cause: error });
    const why = codeOf(error);
    const code = why === "ENOSPC" || why === "EDQUOT" ? "disk-full" : "state-unusable";
    this.problem = problem(code, { path, why }, { evidence: error.message });
  }
}

/** The system's code of an error (`ENOENT`); empty where it has none. */
export function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}

/** Runs file work and turns the system's errors into `StateUnusable`. */
export async function guardState<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && codeOf(error) !== "") throw new StateUnusable(path, error);
    throw error;
  }
}

/** Everything that lies in a state folder. */
const OURS = new Set([
  "acme",
  "known_hosts",
  "log",
  "practice",
  "runs",
  "sign-ins.json",
  "wizard-claim",
  "wizard-practice",
  "wizard.json",
  "world",
]);

/**
 * Makes the state folder 0700. One that was there is closed to others too, if nothing but ours lies in
 * it: any other may be somebody's home (what Homeport writes there is closed in itself).
 */
export async function prepareStateFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  if (made !== undefined && made !== folder) await chmod(folder, FOLDER_MODE);
  if (made !== undefined || !(await isOpenToOthers(folder))) return;
  if ((await readdir(folder)).every((name) => OURS.has(name))) await chmod(folder, FOLDER_MODE);
}

/** Others may look into a folder; false where it is not there. Windows has no such modes. */
export async function isOpenToOthers(folder: string): Promise<boolean> {
  if (process.platform === "win32") return false;
  const found = await stat(folder).catch(() => null);
  return found !== null && (found.mode & 0o077) !== 0;
}

/** Makes a folder of ours, 0700, and its parents. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
}

/** Writes a file whole or not at all (0600): exclusive temporary name beside it, fsync, rename, fsync of the folder. */
export async function writeAtomic(path: string, text: string): Promise<void> {
  const temporary = await writeTemporary(path, text);
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Creates a file that must not be there yet, whole or not at all; false where another was first. */
export async function createAtomic(path: string, text: string): Promise<boolean> {
  const temporary = await writeTemporary(path, text);
  try {
    await link(temporary, path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Appends one line and answers when it is on the disk. A torn last line (a crash while appending) is cut off first. */
export async function appendLine(path: string, line: string): Promise<void> {
  const isNew = !(await exists(path));
  const file = await open(path, "a+", FILE_MODE);
  try {
    await cutTornLine(file);
    await file.appendFile(`${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  if (isNew) await syncFolder(dirname(path));
}

/** Text of a file; null where there is none. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

async function writeTemporary(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.new`;
  const file = await open(temporary, "wx", FILE_MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return temporary;
}

async function cutTornLine(file: Awaited<ReturnType<typeof open>>): Promise<void> {
  const { size } = await file.stat();
  if (size === 0) return;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  if (last[0] === 0x0a) return;
  const whole = Buffer.alloc(size);
  await file.read(whole, 0, size, 0);
  await file.truncate(whole.lastIndexOf(0x0a) + 1);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A rename is on the disk when its folder is. Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
