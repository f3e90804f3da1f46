import type { RunContext } from "../run-context.ts";
import type { Machine } from "../session.ts";

/**
 * Notes in the journal that a path is about to change, so that undo knows of it whatever happens next.
 * Its old bytes are kept on the machine by the operation that changes it, in the same round trip.
 */
export function announcePath(
  context: RunContext,
  step: string,
  machine: Machine,
  path: string,
): Promise<void> {
  return context.journal.add({ event: "touching", step, machine, path });
}
