import { readdir } from "node:fs/promises";
import { isOpenToOthers } from "../adapters/state-files.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { has, type Args } from "./args.ts";
import type { Caller } from "./caller.ts";
import { practiceFolder, stateFolder } from "./state-folder.ts";

/**
 * What is told where the state folder holds runs of ours and others may look into it: Homeport closes
 * a folder of its own, and leaves one alone in which other things lie, for it may be somebody's home.
 */
export async function stateNotes(args: Args, caller: Caller): Promise<readonly Problem[]> {
  const isUsual = has(args, "practice") && !has(args, "state");
  const path = isUsual ? practiceFolder(caller) : stateFolder(args, caller);
  const entries = await readdir(path).catch((): string[] => []);
  const isOurs = entries.includes("runs") || entries.includes("world");
  if (!isOurs || !(await isOpenToOthers(path))) return [];
  return [problem("state-open-to-others", { path }, { severity: "info" })];
}
