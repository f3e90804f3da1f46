import { refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { RunView } from "../../shared/run/journal.ts";
import { isoOf } from "./iso-time.ts";
import { lockMachines, unlockMachines } from "./machine-locks.ts";
import type { StoredRun } from "./open-runs.ts";
import type { Claim, Ports } from "./ports.ts";
import { openJournal } from "./run-context.ts";
import { documentIfWhole } from "./run-documents.ts";
import { isOutOfReach, type Session } from "./session.ts";
import { undoTouched, type Restored } from "./undo-run.ts";

/** Why an undo did not come to its end, and whether it may have put something back before. */
export interface UndoFault {
  readonly problem: Problem;
  readonly began: boolean;
}

/** What was put back, or why not all of it was. */
type Undone = Result<readonly Restored[], UndoFault>;

/** Takes one run back: one process at a time works on it, and one run at a time on a machine. */
export async function undoOne(ports: Ports, session: Session, stored: StoredRun): Promise<Undone> {
  const claim = await ports.store.claim(stored.run);
  if (claim === null) return early(problem("run-claimed", { run: stored.run }));
  try {
    return await undoClaimed(ports, session, stored, claim);
  } finally {
    await claim.release();
  }
}

/** That the run is being taken back is written before a lock is taken: whatever happens then, a resume ends it. */
async function undoClaimed(
  ports: Ports,
  session: Session,
  { run, view }: StoredRun,
  claim: Claim,
): Promise<Undone> {
  const machines = [...new Set([...view.touched.map((one) => one.machine), ...view.locked])];
  for (const machine of machines) {
    const reached = await session.reconnect(machine);
    if (!reached.ok) return early(reached.error);
  }
  const journal = openJournal(ports, run);
  await journal.add({ event: "undoing" });
  const lock = { ...claim, run };
  const locked = await lockMachines(session, lock, machines);
  if (!locked.ok) {
    if (!isOutOfReach(locked.error) && stoodStill(view))
      await journal.add({ event: "outcome", outcome: view.state });
    return early(locked.error);
  }
  const back = await undoTouched({ ports, session, run }, view);
  const freed = await unlockMachines(session, lock, machines);
  const end = back.ok && !freed.ok ? freed : back;
  await journal.add({ event: "outcome", outcome: end.ok ? "undone" : "unknown" });
  if (end.ok) await noteInReceipt(ports, run);
  return end.ok ? end : refuse({ problem: end.error, began: true });
}

function early(why: Problem): Undone {
  return refuse({ problem: why, began: false });
}

/** Such a run stands again as it stood, where its undo may not begin. */
function stoodStill(
  view: RunView,
): view is RunView & { readonly state: "kept" | "waiting" | "superseded" } {
  return (
    !view.undoing &&
    (view.state === "kept" || view.state === "waiting" || view.state === "superseded")
  );
}

/** The receipt of a run says how it stands now. */
async function noteInReceipt(ports: Ports, run: string): Promise<void> {
  const receipt = await documentIfWhole(ports, run, "receipt");
  if (typeof receipt !== "object" || receipt === null) return;
  const undoneAt = isoOf(ports.clock.now());
  await ports.store.writeDocument(run, "receipt", {
    ...receipt,
    outcome: "undone",
    undoneAt,
    undo: null,
  });
}
