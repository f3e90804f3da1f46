import { createInterface } from "node:readline/promises";
import type { ApprovalRequest, Approve } from "../engine/ports.ts";
import { has, one } from "./args.ts";
import type { Context } from "./command.ts";
import { harmlessAll } from "./harmless.ts";
import { createScreen } from "./screen.ts";

/**
 * The approval of the command line: `--yes`, `--approve DIGEST` (which must be the one of now), or a
 * question on the terminal. Where standard input is no terminal nothing is asked and nothing approved.
 */
export function createApprove(context: Context): Approve {
  const { args, caller } = context;
  return async (request) => {
    if (has(args, "yes")) return "flag";
    const given = one(args, "approve");
    if (given !== null) return given === request.digest ? "digest" : null;
    if (!caller.stdinIsTerminal) return null;
    return (await ask(context, harmlessAll(request))) ? "prompt" : null;
  };
}

async function ask({ caller, speak, prompt, stop }: Context, request: ApprovalRequest): Promise<boolean> {
  const screen = createScreen((line) => prompt(`${line}\n`), caller.columns, false);
  screen.gap();
  screen.say(speak.say("approval.ask", { count: request.changes, name: request.name }));
  const rows = [
    [speak.say("approval.machines"), request.hosts.join(", ")],
    [speak.say("approval.digest"), request.digest],
  ];
  if (request.certificateNames.length > 0) {
    rows.push([speak.say("approval.certificate"), request.certificateNames.join(", ")]);
  }
  if (request.terms !== null) rows.push([speak.say("approval.terms"), request.terms]);
  screen.table(rows, 2);
  if (request.certificateNames.length > 0) screen.say(speak.say("approval.public"));
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${speak.say("approval.question")} `, { signal: stop });
    return /^(y|yes)$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
