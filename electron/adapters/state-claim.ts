import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { readFile, rm, writeFile } from "node:fs/promises";
import type { Claim } from "../engine/ports.ts";
import { codeOf } from "./state-files.ts";

/**
 * Claims a file for this process: created exclusively with the process id in it. Null where the
 * process that is named in it lives; a dead one's claim is taken over.
 */
export async function claimFile(path: string): Promise<Claim | null> {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      await writeFile(path, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
      const nonce = randomBytes(8).toString("hex");
      return { nonce, computer: computerName(), release: () => rm(path, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    if (await isHeld(path)) return null;
    await rm(path, { force: true });
  }
  return null;
}

/** This computer's name without what a name of a computer does not hold. */
function computerName(): string {
  return hostname()
    .replaceAll(/[^A-Za-z0-9._-]/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 64);
}

async function isHeld(path: string): Promise<boolean> {
  const text = await readFile(path, "utf8").catch(() => "");
  const pid = Number(text.trim());
  return Number.isSafeInteger(pid) && pid > 0 && isAlive(pid);
}

/** Signal 0 asks only whether the process is there; EPERM says that it is, and another user's. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}
