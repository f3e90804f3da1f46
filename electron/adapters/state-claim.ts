import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { link, readFile, rename, rm } from "node:fs/promises";
import type { Claim } from "../engine/ports.ts";
import { codeOf, createAtomic } from "./state-files.ts";

/**
 * Claims a file for this process: created exclusively, with the process id in it from the first moment.
 * Null where the process that is named in it lives; a dead one's claim is taken over.
 */
export async function claimFile(path: string): Promise<Claim | null> {
  for (let tries = 0; tries < 3; tries += 1) {
    if (await createAtomic(path, `${process.pid}\n`)) {
      const nonce = randomBytes(8).toString("hex");
      return { nonce, computer: computerName(), release: () => rm(path, { force: true }) };
    }
    if (await isHeld(path)) return null;
    await putAside(path);
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

/** Moves a dead process's claim away. Where another process took it over just before, its own is put back. */
async function putAside(path: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}.old`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  if (await isHeld(aside)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
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
