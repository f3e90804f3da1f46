import type { Plan } from "../../shared/plan/plan.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "./command-result.ts";
import { exitOfProblem, exitOfRun } from "./exit-of.ts";
import type { Ports } from "./ports.ts";
import { openJournal, type RunContext } from "./run-context.ts";
import { runPlan, type RunEnd } from "./run-plan.ts";
import type { ApprovedRun } from "./approved-run.ts";
import { runDocument, writeReceipt } from "./run-report.ts";
import { lockMachines, unlockMachines } from "./machine-locks.ts";
import { isOutOfReach, type Machine, type Session } from "./session.ts";

/**
 * Carries an approved run out and reports. One process at a time works on a run, and one run at a time
 * on a machine. The session is closed by the caller.
 */
export async function carryOut(
  ports: Ports,
  session: Session,
  approved: ApprovedRun,
): Promise<CommandResult> {
  const claim = await ports.store.claim(approved.run);
  if (claim === null) {
    const why = problem("run-claimed", { run: approved.run });
    return notBegun(approved, why);
  }
  try {
    const lock = { ...claim, run: approved.run };
    const machines = machinesOf(approved.plan);
    const unlock = once(() => unlockMachines(session, lock, machines));
    const context = contextOf(ports, session, approved, unlock);
    await context.journal.add({ event: "locking", machines: [...machines] });
    const locked = await lockMachines(session, lock, machines);
    return locked.ok
      ? await underLocks(context, approved)
      : await notLocked(context, approved, locked.error);
  } finally {
    await claim.release();
  }
}

function once<T>(act: () => Promise<T>): () => Promise<T> {
  let acted: Promise<T> | null = null;
  return () => (acted ??= act());
}

function contextOf(
  ports: Ports,
  session: Session,
  approved: ApprovedRun,
  unlock: RunContext["unlock"],
): RunContext {
  return {
    ports,
    session,
    run: approved.run,
    plan: approved.plan,
    input: approved.input,
    acme: approved.acme,
    journal: openJournal(ports, approved.run),
    waitUntil: ports.clock.now() + approved.waitSeconds * 1000,
    unlock,
  };
}

/**
 * A run that was to begin now and may not is over. One that waits or was interrupted stays as it is, and
 * so does one whose machine was lost sight of while the lock was asked for: a resume gives that lock back.
 */
async function notLocked(
  context: RunContext,
  approved: ApprovedRun,
  why: Problem,
): Promise<CommandResult> {
  const { steps } = await context.journal.view();
  if (Object.keys(steps).length === 0 && !isOutOfReach(why))
    await context.journal.add({ event: "outcome", outcome: "undone" });
  return notBegun(approved, why);
}

async function underLocks(context: RunContext, approved: ApprovedRun): Promise<CommandResult> {
  try {
    await context.journal.add({ event: "began" });
    return await report(context, approved, await runPlan(context, approved.stopAfter));
  } catch (error) {
    // The state folder has gone: what was done can no longer be written down, and that is said.
    const why = problemIn(error);
    if (why === null) throw error;
    return brokenOff(approved, why);
  } finally {
    await context.unlock();
  }
}

/** Machines that a plan changes. */
function machinesOf(plan: Plan): readonly Machine[] {
  const ours = plan.steps.filter((step) => step.who === "homeport");
  const web = ours.some((step) => step.kind === "publish-file" && step.on === "web");
  const host = ours.some(
    (step) =>
      step.kind !== "prove" &&
      step.kind !== "wait" &&
      !(step.kind === "publish-file" && step.on === "web"),
  );
  return [...(host || web ? (["host"] as const) : []), ...(web ? (["web"] as const) : [])];
}

/** The problem of an adapter's error, such as a state folder that cannot be used; null for a bug. */
function problemIn(error: unknown): Problem | null {
  return hasProblem(error) ? error.problem : null;
}

function hasProblem(error: unknown): error is Error & { readonly problem: Problem } {
  return error instanceof Error && "problem" in error;
}

function brokenOff(approved: ApprovedRun, why: Problem): CommandResult {
  const { run, digest, plan } = approved;
  const document = { run, digest, outcome: "unknown", undo: `homeport undo ${run}` };
  return { exit: EXIT.unknown, name: plan.serverName, problems: [why], document };
}

function notBegun(approved: ApprovedRun, why: Problem): CommandResult {
  return {
    exit: exitOfProblem(why),
    name: approved.plan.serverName,
    problems: [why],
    document: { run: approved.run, digest: approved.digest, outcome: null },
  };
}

async function report(
  context: RunContext,
  approved: ApprovedRun,
  end: RunEnd,
): Promise<CommandResult> {
  const { ports } = context;
  ports.emit({ event: "outcome", step: null, data: { outcome: end.outcome } });
  const document = await runDocument(context, approved, end);
  await writeReceipt(context, approved, document);
  const why = end.outcome === "kept" || end.outcome === "waiting" ? [] : [end.problem];
  const waited = end.outcome === "waiting" && end.waiting ? [end.waiting.problem] : [];
  const stopped =
    (end.outcome === null && end.problem.code === "interrupted") ||
    (end.outcome === "waiting" && ports.stopping());
  return {
    exit: stopped ? EXIT.stopped : exitOfRun(end),
    name: context.plan.serverName,
    problems: [...why, ...waited],
    document,
  };
}
