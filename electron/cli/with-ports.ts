import { EXIT, type CommandResult } from "../engine/command-result.ts";
import type { Ports } from "../engine/ports.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { one } from "./args.ts";
import type { Context } from "./command.ts";
import { ended } from "./outcome.ts";
import { openPorts } from "./ports.ts";
import type { Named } from "./request.ts";

/** Runs work of the engine over open ports and closes them; a bad file among the options ends it before. */
export async function withPorts(
  context: Context,
  named: Named | null,
  work: (ports: Ports) => Promise<CommandResult>,
): Promise<CommandResult> {
  const opened = await openPorts(context);
  if (!opened.ok) return ended(opened.error, named?.name.text ?? null);
  try {
    const result = await work(opened.value.ports);
    const problems = result.problems.map((each) => nameDigest(each, context));
    const unbegun = problem("interrupted", { begun: false });
    // Ctrl+C at a question is no refusal.
    const isStopped = context.stop.aborted && result.exit === EXIT.refused;
    if (isStopped) return { ...result, exit: EXIT.stopped, problems: [unbegun] };
    return { ...result, problems: [...(named?.warnings ?? []), ...problems] };
  } finally {
    await opened.value.close();
  }
}

/** An approval that was given and did not fit is told as that, and so is a no at the question. */
function nameDigest(found: Problem, { args, caller }: Context): Problem {
  if (found.code !== "approval-missing") return found;
  const given = one(args, "approve");
  if (given !== null) return problem("approval-differs", { ...found.data, given }, found);
  return caller.stdinIsTerminal
    ? { ...found, data: { ...found.data, declined: true, command: args.command } }
    : found;
}
