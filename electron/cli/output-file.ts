import { writeFile } from "node:fs/promises";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { one } from "./args.ts";
import { pathOf } from "./caller.ts";
import type { Context } from "./command.ts";

/** Writes the file that `--out` names (its path, or null where none was asked for). */
export async function writeOut(
  { args, caller }: Context,
  document: object,
): Promise<Result<string | null, Problem>> {
  const given = one(args, "out");
  if (given === null) return ok(null);
  const path = pathOf(caller, given);
  try {
    await writeFile(path, `${JSON.stringify(document, null, 2)}\n`);
    return ok(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return refuse(problem("input-file-bad", { path, why: code }));
  }
}
