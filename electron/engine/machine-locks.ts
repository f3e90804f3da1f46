import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { HostOperations } from "./host-operations.ts";
import { storedRuns } from "./open-runs.ts";
import type { Ports } from "./ports.ts";
import type { Machine, Session } from "./session.ts";

/** Who takes a lock: the run, and the process by its claim's nonce. */
interface LockClaim {
  readonly run: string;
  readonly nonce: string;
}

/**
 * Takes the lock of each machine for a run; where one is another run's, none is kept. The lock of a run
 * of this computer that has come to its end (its process died just before giving it back) is loosened.
 */
export async function lockMachines(
  ports: Pick<Ports, "store">,
  session: Session,
  claim: LockClaim,
  machines: readonly Machine[],
): Promise<Result<null, Problem>> {
  for (const [index, machine] of machines.entries()) {
    const lock = await lockOne(ports, session, claim, machine);
    if (lock.ok && lock.value.taken) continue;
    await unlockMachines(session, claim, machines.slice(0, index));
    if (!lock.ok) return lock;
    return refuse(problem("host-locked", { holder: lock.value.holder }, { seenFrom: "host" }));
  }
  return ok(null);
}

/**
 * This process alone works on the run, so a lock of the same run is that of a process of ours that died.
 * The lock of another run that is over is taken in its name and given back.
 */
async function lockOne(
  ports: Pick<Ports, "store">,
  session: Session,
  claim: LockClaim,
  machine: Machine,
): Promise<Result<HostOperations["lock"]["output"], Problem>> {
  const take = (wanted: LockClaim) => session.run(machine, "lock", { ...wanted, takeOver: true });
  const lock = await take(claim);
  if (!lock.ok || lock.value.taken || !(await isOver(ports, lock.value.holder))) return lock;
  const over = { run: lock.value.holder, nonce: claim.nonce };
  const loosened = await take(over);
  if (loosened.ok) await session.run(machine, "unlock", over);
  return loosened.ok ? take(claim) : loosened;
}

/** A run of this computer that has ended and that no process works on. The holder's name comes from the host. */
async function isOver(ports: Pick<Ports, "store">, holder: string): Promise<boolean> {
  const stored = (await storedRuns(ports)).find(({ run }) => run === holder);
  if (stored === undefined || stored.view.state === "open" || stored.view.undoing) return false;
  const claim = await ports.store.claim(holder);
  await claim?.release();
  return claim !== null;
}

/** Gives the locks back; a machine that cannot be reached keeps its own, which the same run takes again. */
export async function unlockMachines(
  session: Session,
  claim: LockClaim,
  machines: readonly Machine[],
): Promise<void> {
  for (const machine of machines) await session.run(machine, "unlock", claim);
}
