import { app, dialog } from "electron";
import { problemOfState } from "../adapters/state-problem.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { Voice } from "../web/say.ts";
import { logBug } from "./bug-log.ts";

/** Starting was refused: the problem to tell. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.code);
    this.problem = found;
  }
}

/** Says in a box of the system why there is no window, with the next step, and ends with exit code 1. */
export async function cannotStart(
  thrown: unknown,
  stateFolder: string,
  voice: Voice,
): Promise<void> {
  const found = thrown instanceof StartRefused ? thrown.problem : problemOfState(thrown);
  if (found === null) await logBug(stateFolder, thrown, Date.now()).catch(() => undefined);
  const { title, meaning, next } = voice.problem(found ?? problem("bug"));
  dialog.showErrorBox(title, `${meaning}\n\n${next}`);
  app.exit(1);
}
