import { randomInt } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Store } from "../engine/ports.ts";
import { StateDamaged } from "../engine/state-damaged.ts";
import { claimFile } from "./state-claim.ts";
import {
  appendLine,
  codeOf,
  guardState,
  makeFolder,
  prepareStateFolder,
  readIfThere,
  writeAtomic,
} from "./state-files.ts";

const RUN = /^[0-9]{8}-[0-9]{6}([0-9]{3})?-[a-z0-9]{4}$/;
const DOCUMENT = /^[a-z][a-z0-9-]{0,63}$/;
const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

/**
 * The store as files: `runs/RUN/journal.jsonl` (appended, synced) and `runs/RUN/NAME.json` (atomic),
 * folders 0700, files 0600. Reading never creates anything. Throws `StateUnusable` where the folder
 * cannot be used, `StateDamaged` where a file does not hold what was written, and an error (a bug) for
 * a run or document name that is none.
 */
export function createJsonStore(stateFolder: string): Store {
  const runs = join(stateFolder, "runs");
  const pathOf = (run: string): string => join(runs, checked(run, RUN));
  const document = (run: string, name: string): string =>
    join(pathOf(run), `${checked(name, DOCUMENT)}.json`);
  const ready = async (run: string): Promise<void> => {
    await prepareStateFolder(stateFolder);
    await makeFolder(pathOf(run));
  };
  const guard = <T>(act: () => Promise<T>): Promise<T> => guardState(stateFolder, act);
  return {
    pathOf,
    newRun: newRunId,
    runs: () => guard(() => listRuns(runs)),
    append: (run, line) =>
      guard(async () => {
        await ready(run);
        await appendLine(join(pathOf(run), "journal.jsonl"), JSON.stringify(line));
      }),
    journal: (run) =>
      guard(async () => {
        const path = join(pathOf(run), "journal.jsonl");
        const text = await readIfThere(path);
        return text === null ? [] : parsed({ run, path }, () => readLines(text));
      }),
    writeDocument: (run, name, value) =>
      guard(async () => {
        await ready(run);
        await writeAtomic(document(run, name), `${JSON.stringify(value, null, 2)}\n`);
      }),
    readDocument: (run, name) =>
      guard(async () => {
        const path = document(run, name);
        const text = await readIfThere(path);
        return text === null ? null : parsed({ run, path }, () => JSON.parse(text) as unknown);
      }),
    claim: (run) =>
      guard(async () => {
        await ready(run);
        return claimFile(join(pathOf(run), "claim"));
      }),
    removeRun: (run) => guard(() => rm(pathOf(run), { recursive: true, force: true })),
  };
}

/**
 * A run id such as `20261126-110300118-k3f9`: UTC time to the millisecond, four random letters. Ids
 * sort by the start of their runs: an undo finds by that order which run rests on which, and an apply
 * and a renewal may well begin within one second.
 */
function newRunId(now: number): string {
  const [date = "", time = ""] = new Date(now).toISOString().slice(0, 23).split("T");
  const end = Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return `${date.replaceAll("-", "")}-${time.replace(/[:.]/g, "")}-${end}`;
}

async function listRuns(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => RUN.test(name)).toSorted();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

interface RunFile {
  readonly run: string;
  readonly path: string;
}

/** Reads what one of our files holds; whatever cannot be read there is damage. */
function parsed<T>({ run, path }: RunFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) throw new StateDamaged(run, path);
    throw error;
  }
}

/** Whole lines only: what stands after the last line end was never promised. No journal is without a first line. */
function readLines(text: string): readonly unknown[] {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole === "") throw new SyntaxError("no whole line");
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
}

function checked(name: string, form: RegExp): string {
  if (!form.test(name)) throw new Error(`bad name in the store: ${JSON.stringify(name)}`);
  return name;
}
