import type { ApprovalRequest, Approve } from "../engine/ports.ts";
import {
  asLines,
  machineLines,
  noticeLines,
  wayBackLines,
} from "../../shared/words/approval-lines.ts";
import { has, one } from "./args.ts";
import type { Context } from "./command.ts";
import { sameFolder } from "./finish-run.ts";
import { harmlessAll } from "./harmless.ts";
import { askYesNo } from "./prompt.ts";
import { writeChanges } from "./report/approval.ts";
import { sameCommand, word } from "./report/command-line.ts";
import { createScreen, type Screen } from "./screen.ts";
import { createStartedScreen } from "./started-screen.ts";

/**
 * The approval of the command line: `--yes`, `--approve DIGEST` (which must be the one of now), or a
 * question on the terminal. Where standard input is no terminal nothing is asked and nothing approved.
 */
export function createApprove(context: Context): Approve {
  const { args, caller } = context;
  return async (request) => {
    const given = one(args, "approve");
    if (given !== null) return given === request.digest ? "digest" : null;
    if (has(args, "yes")) return "flag";
    if (!caller.stdinIsTerminal) return null;
    return (await ask(context, harmlessAll(request))) ? "prompt" : null;
  };
}

function ask(context: Context, request: ApprovalRequest): Promise<boolean> {
  const { args, caller, speak } = context;
  const lines: string[] = [];
  const screen = createStartedScreen(
    createScreen((line) => lines.push(line), caller.columns, false),
    { program: caller.program, folder: sameFolder(args, caller), name: request.name },
  );
  writeQuestion(request, context, screen);
  const undoes = request.undo !== undefined;
  return askYesNo(
    context,
    lines,
    speak.say(undoes ? "approval.question-undo" : "approval.question"),
    speak.say("approval.unclear"),
  );
}

/** Writes what is asked about: the steps, whom they reach, and the code that stands for exactly these. */
export function writeQuestion(
  request: ApprovalRequest,
  { args, caller, speak }: Pick<Context, "args" | "caller" | "speak">,
  screen: Screen,
): void {
  const { name, certificateNames, terms } = request;
  screen.gap();
  // Progress has said so above the question already, unless it is turned off.
  if (has(args, "practice") && (has(args, "quiet") || has(args, "events")))
    screen.say(speak.say("shell.practice"));
  screen.say(titleOf(request, speak));
  writeChanges(request, { screen, speak });
  const orders = certificateNames.length > 0;
  const rows = [
    ...tableOf(speak.say("approval.machines"), machineLines(request, speak)),
    ...tableOf(speak.say("approval.as"), asLines(request, speak)),
  ];
  if (orders) rows.push([speak.say("approval.certificate"), certificateNames.join(", ")]);
  if (terms !== null) rows.push([speak.say("approval.terms"), terms]);
  rows.push(...tableOf(speak.say("approval.notice"), noticeLines(request, speak)));
  rows.push(...tableOf(speak.say("approval.way-back"), wayBackLines(request, speak)));
  screen.table(rows, 2);
  if (orders) screen.say(speak.say("approval.public"));
  screen.say(speak.say("approval.code"));
  screen.verbatim(request.digest, 2);
  if (args.command !== "apply" && args.command !== "resume") return;
  screen.say(speak.say("approval.in-full"));
  // In practice the options of a run are the world's own, which nobody types.
  const plan = has(args, "practice")
    ? `homeport plan ${word(name)}${sameFolder(args, caller)} --explain`
    : sameCommand("plan", { ...args, argument: name }, ["--explain"]);
  screen.command(plan, 2);
}

/** Lines under one name, which stands beside the first. */
function tableOf(name: string, lines: readonly string[]): readonly (readonly string[])[] {
  return lines.map((line, index) => [index === 0 ? name : "", line]);
}

/** What the question is about; what is left of a plan that has changed has no steps here. */
function titleOf({ name, changes, steps, undo }: ApprovalRequest, speak: Context["speak"]): string {
  if (undo !== undefined) return speak.say("approval.title-undo", { name });
  return steps === undefined
    ? speak.say("approval.changed", { name })
    : speak.say(changes === 1 ? "approval.steps-1" : "approval.steps", {
        count: steps.length,
        changes,
        name,
      });
}
