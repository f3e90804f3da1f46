import { access, constants, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { one } from "./args.ts";
import { pathOf } from "./caller.ts";
import type { Context } from "./command.ts";

/** Why the file that `--out` names cannot be written, told before anything is looked at; null where it can, or none was asked for. */
export async function refuseOut({
  args,
  caller,
}: Pick<Context, "args" | "caller">): Promise<Problem | null> {
  const given = one(args, "out");
  if (given === null) return null;
  const path = pathOf(caller, given);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return problem("output-file-bad", { path, why: "EISDIR" });
  try {
    await access(found === null ? dirname(path) : path, constants.W_OK);
    return null;
  } catch (error) {
    return unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = code === "ENOENT" || code === "ENOTDIR" ? "no-folder" : code;
  return problem("output-file-bad", { path, why });
}

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
    return refuse(unwritable(path, error));
  }
}
