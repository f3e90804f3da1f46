import type { Plan, PlanInput } from "../../shared/plan/plan.ts";
import { problem } from "../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "./command-result.ts";
import { exitOfProblem, exitOfRun } from "./exit-of.ts";
import type { PreflightCheck } from "./preflight.ts";
import type { Ports } from "./ports.ts";
import type { AcmeChoice } from "./requests.ts";
import { openJournal, type RunContext } from "./run-context.ts";
import { runPlan, type RunEnd } from "./run-plan.ts";
import { runDocument, writeReceipt } from "./run-report.ts";
import type { Session } from "./session.ts";

/** A run that was approved and whose inputs are kept. */
export interface ApprovedRun {
  readonly run: string;
  readonly digest: string;
  readonly plan: Plan;
  readonly input: PlanInput;
  readonly acme: AcmeChoice;
  readonly preflight: readonly PreflightCheck[];
  readonly waitSeconds: number;
  readonly stopAfter: string | null;
}

/** Carries an approved run out under the host's lock, and reports. The session is closed by the caller. */
export async function carryOut(
  ports: Ports,
  session: Session,
  approved: ApprovedRun,
): Promise<CommandResult> {
  const context: RunContext = {
    ports,
    session,
    run: approved.run,
    plan: approved.plan,
    input: approved.input,
    acme: approved.acme,
    journal: openJournal(ports, approved.run),
    waitUntil: ports.clock.now() + approved.waitSeconds * 1000,
  };
  const needsHost = approved.plan.steps.some(
    (step) => step.who === "homeport" && step.kind !== "prove",
  );
  const locked = needsHost ? await takeLock(context) : null;
  if (locked) return locked;
  await context.journal.add({ event: "began" });
  const end = await runPlan(context, approved.stopAfter);
  if (needsHost) await session.run("host", "unlock", { run: approved.run });
  return report(context, approved, end);
}

async function takeLock(context: RunContext): Promise<CommandResult | null> {
  const lock = await context.session.run("host", "lock", { run: context.run });
  if (lock.ok && lock.value.taken) return null;
  const why = lock.ok
    ? problem("host-locked", { holder: lock.value.holder }, { seenFrom: "host" })
    : lock.error;
  const view = await context.journal.view();
  if (view.touched.length === 0) await context.journal.add({ event: "outcome", outcome: "undone" });
  return {
    exit: exitOfProblem(why),
    name: context.plan.serverName,
    problems: [why],
    document: { run: context.run, outcome: null, steps: [] },
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
  const stopped = end.outcome === null && end.problem.code === "interrupted";
  return {
    exit: stopped ? EXIT.stopped : exitOfRun(end),
    name: context.plan.serverName,
    problems: [...why, ...waited],
    document,
  };
}
