import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { HostOperations } from "./host-operations.ts";
import type { StoredRun } from "./open-runs.ts";
import type { Claim, Ports } from "./ports.ts";
import type { Machine, Session } from "./session.ts";

/** Who takes a lock: the run, and the process by its claim. */
export interface LockClaim extends Pick<Claim, "nonce" | "computer"> {
  readonly run: string;
}

/**
 * Takes the lock of each machine for a run. Where one is another run's (`host-locked`), none is kept; any
 * problem of reaching a machine leaves it open whether a lock there is ours now. This process alone works
 * on the run, so a lock of the same run is that of a process of ours that died, and is taken over.
 */
export async function lockMachines(
  session: Session,
  claim: LockClaim,
  machines: readonly Machine[],
): Promise<Result<null, Problem>> {
  for (const [index, machine] of machines.entries()) {
    const { run, nonce, computer } = claim;
    const about = computer === "" ? {} : { computer };
    const lock = await session.run(machine, "lock", { run, nonce, takeOver: true, ...about });
    if (lock.ok && lock.value.taken) continue;
    const freed = await unlockMachines(session, claim, machines.slice(0, index));
    if (!lock.ok) return lock;
    if (!freed.ok) return freed;
    return refuse(heldByAnother(machine, lock.value));
  }
  return ok(null);
}

/** Whose the lock of a machine is, and for how long: what a person needs to tell a run at work from a dead one. */
function heldByAnother(
  machine: Machine,
  { holder, computer, ageSeconds }: HostOperations["lock"]["output"],
): Problem {
  const data = { holder, computer: computer === "" ? null : computer, ageSeconds, machine };
  return problem("host-locked", data, { seenFrom: "host" });
}

/** Gives the locks back; the first machine that does not take its own back is told, after all were tried. */
export async function unlockMachines(
  session: Session,
  claim: LockClaim,
  machines: readonly Machine[],
): Promise<Result<null, Problem>> {
  let end: Result<null, Problem> = ok(null);
  for (const machine of machines) {
    const freed = await session.run(machine, "unlock", { run: claim.run, nonce: claim.nonce });
    if (!freed.ok && end.ok) end = freed;
  }
  return end;
}

/**
 * Gives back what a process that died may have left locked in a run's name. False: it could not, or another
 * process works on the run.
 */
export async function loosenLocks(
  ports: Pick<Ports, "store">,
  session: Session,
  { run, view }: StoredRun,
): Promise<boolean> {
  const claim = await ports.store.claim(run);
  if (claim === null) return false;
  try {
    const lock = { ...claim, run };
    const locked = await lockMachines(session, lock, view.locked);
    if (!locked.ok) return locked.error.code === "host-locked";
    return (await unlockMachines(session, lock, view.locked)).ok;
  } finally {
    await claim.release();
  }
}
