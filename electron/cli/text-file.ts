import { readFile, stat } from "node:fs/promises";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";

/** No file that people give is larger than this, in bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Reads a file that was named on the command line; `input-file-bad` where it cannot be. */
export async function readInputFile(path: string): Promise<Result<string, Problem>> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return refuse(problem("input-file-bad", { path, why: "EFBIG" }));
    return ok(await readFile(path, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return refuse(problem("input-file-bad", { path, why: code }));
  }
}
