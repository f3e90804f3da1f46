import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EXIT, type CommandResult } from "../engine/command-result.ts";
import { problem } from "../../shared/problems/problem.ts";

/**
 * Tells a bug: what was thrown goes into a log (0600) in the state folder, which the problem names;
 * nothing of it is shown. Where no log can be written the problem says so.
 */
export async function tellBug(thrown: unknown, state: string, now: number): Promise<CommandResult> {
  const log = await writeLog(thrown, join(state, "log"), now);
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : "";
  const evidence = log === null ? message : null;
  const found = problem("bug", { log: log ?? "", journal: join(state, "runs") }, { evidence });
  return { exit: EXIT.bug, name: null, problems: [found], document: {} };
}

async function writeLog(thrown: unknown, folder: string, now: number): Promise<string | null> {
  const path = join(folder, `bug-${new Date(now).toISOString().replaceAll(/[:.]/g, "-")}.log`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(path, `${textOf(thrown)}\n`, { mode: 0o600, flag: "wx" });
    return path;
  } catch {
    return null;
  }
}

function textOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? "" : `\ncaused by: ${textOf(thrown.cause)}`;
  return `${thrown.stack ?? thrown.message}${cause}`;
}
