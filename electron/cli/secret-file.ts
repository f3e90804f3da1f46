import { open } from "node:fs/promises";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { pathOf, type Caller } from "./caller.ts";

/** No secret is longer than this, in bytes. */
const MOST_BYTES = 64 * 1024;

/** Mode bits of other users and of the group. */
const OF_OTHERS = 0o077;

/**
 * Reads the secret that a file holds, without its final line end. `-` is standard input, `/dev/fd/N` a
 * pipe; any other file must be closed to other users (`secret-file-open-to-others`, exit 77).
 */
export async function readSecret(given: string, caller: Caller): Promise<Result<string, Problem>> {
  const path = given === "-" ? "/dev/stdin" : pathOf(caller, given);
  const isStream = given === "-" || given.startsWith("/dev/fd/");
  try {
    const file = await open(path, "r");
    try {
      const found = await file.stat();
      const isOpen = found.isFile() && (found.mode & OF_OTHERS) !== 0 && process.platform !== "win32";
      if (isOpen && !isStream) return refuse(problem("secret-file-open-to-others", { path }));
      const text = await file.readFile({ encoding: "utf8" });
      if (text.length > MOST_BYTES) return refuse(problem("input-file-bad", { path, why: "EFBIG" }));
      return ok(text.replace(/\r?\n$/, ""));
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return refuse(problem("input-file-bad", { path, why: code }));
  }
}
