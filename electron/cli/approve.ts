import type { ApprovalRequest, Approve } from "../engine/ports.ts";
import { has, one } from "./args.ts";
import type { Context } from "./command.ts";
import { sameFolder } from "./finish-run.ts";
import { harmlessAll } from "./harmless.ts";
import { askYesNo } from "./prompt.ts";
import { writeChanges } from "./report/approval.ts";
import { createScreen } from "./screen.ts";
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
  const undoes = request.undo !== undefined;
  screen.gap();
  if (has(args, "practice")) screen.say(speak.say("shell.practice"));
  const count = request.changes;
  screen.say(
    undoes
      ? speak.say("approval.title-undo", { name: request.name })
      : speak.say("approval.ask", { count, name: request.name }),
  );
  writeChanges(request, { screen, speak });
  const rows = [
    [speak.say("approval.machines"), request.hosts.join(", ")],
    [speak.say("approval.digest"), request.digest],
  ];
  const orders = request.certificateNames.length > 0;
  if (orders) rows.push([speak.say("approval.certificate"), request.certificateNames.join(", ")]);
  if (request.terms !== null) rows.push([speak.say("approval.terms"), request.terms]);
  screen.table(rows, 2);
  if (orders) screen.say(speak.say("approval.public"));
  return askYesNo(
    context,
    lines,
    speak.say(undoes ? "approval.question-undo" : "approval.question"),
    speak.say("approval.unclear"),
  );
}
