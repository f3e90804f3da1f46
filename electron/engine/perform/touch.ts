import { ok, type Result } from "../../../shared/domain/result.ts";
import type { Problem } from "../../../shared/problems/problem.ts";
import type { RunContext } from "../run-context.ts";
import type { Machine } from "../session.ts";

/**
 * Notes in the journal that a path is about to change and keeps it as it is now. Both come before the
 * effect, so that whatever happens next, undo knows the path and has its old bytes.
 */
export async function keepPath(
  context: RunContext,
  step: string,
  machine: Machine,
  path: string,
): Promise<Result<null, Problem>> {
  await context.journal.add({ event: "touching", step, machine, path });
  const kept = await context.session.run(machine, "backup", { run: context.run, path });
  return kept.ok ? ok(null) : kept;
}
