import { ok, type Result } from "../../shared/domain/result.ts";
import type { Step } from "../../shared/plan/plan.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { nextAction } from "../../shared/run/next-action.ts";
import { performStep } from "./perform-step.ts";
import { failed, type RunContext, type Waiting } from "./run-context.ts";
import { isOutOfReach } from "./session.ts";
import { undoTouched, type Restored } from "./undo-run.ts";

/** How carrying out a plan ended; `problems` says why where it did not end well. */
export type RunEnd =
  | { readonly outcome: "kept" }
  | { readonly outcome: "waiting"; readonly waiting: Waiting | null }
  | {
      readonly outcome: "undone";
      readonly problem: Problem;
      readonly restored: readonly Restored[];
    }
  | { readonly outcome: "unknown"; readonly problem: Problem }
  | { readonly outcome: null; readonly problem: Problem };

/**
 * The loop: next action, perform, journal, event; until the plan is kept, waits for somebody, or had
 * to be taken back. Interrupted runs go through the same loop, for every step can be performed again.
 */
export async function runPlan(context: RunContext, stopAfter: string | null): Promise<RunEnd> {
  const ids = context.plan.steps.map((step) => step.id);
  for (;;) {
    const action = nextAction(ids, await context.journal.view());
    if (action.do === "undo") return takeBack(context, await earlierStop(context));
    if (action.do === "finish") return finish(context);
    if (context.ports.stopping()) return takeBack(context, problem("interrupted", {}));
    const end = await performOne(context, action.step);
    if (end !== null) return end;
    if (action.step === stopAfter) return pause(context);
  }
}

/** A taking back that was cut off goes on; it was not the person who stopped it now. */
async function earlierStop({ run, journal }: RunContext): Promise<Problem> {
  const { name, kind } = await journal.view();
  const data = { earlier: true, run, name, command: kind };
  return problem("interrupted", data, { severity: "info" });
}

async function performOne(context: RunContext, id: string): Promise<RunEnd | null> {
  const { ports, journal } = context;
  const step = context.plan.steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`no step ${id} in the plan`);
  const began = ports.clock.now();
  await journal.add({ event: "started", step: id });
  ports.emit({ event: "started", step: id, data: { kind: step.kind, who: step.who } });
  const noted = await noteOnHost(context, step);
  const end = noted.ok ? await performStep(context, step) : failed(noted.error);
  const seconds = (ports.clock.now() - began) / 1000;
  switch (end.kind) {
    case "done":
    case "found-done":
      await journal.add({ event: end.kind, step: id, evidence: end.evidence, seconds });
      ports.emit({ event: end.kind, step: id, data: { seconds } });
      return null;
    case "waiting":
      await journal.add({ event: "waiting", step: id });
      ports.emit({ event: "waiting", step: id, data: {} });
      return close(context, { outcome: "waiting", waiting: end.waiting });
    case "failed":
      await journal.add({ event: "failed", step: id, code: end.problem.code });
      ports.emit({ event: "failed", step: id, data: { code: end.problem.code } });
      return takeBack(context, end.problem);
  }
}

/** Kinds of steps that change the host, which are noted there too before their first effect. */
const CHANGES_HOST: ReadonlySet<Step["kind"]> = new Set([
  "write-file",
  "order-key",
  "obtain-certificate",
  "control-service",
]);

/** The host's own journal: only step ids and hashes, so that somebody else can see there what was begun. */
async function noteOnHost(context: RunContext, step: Step): Promise<Result<null, Problem>> {
  if (step.who !== "homeport" || !CHANGES_HOST.has(step.kind)) return ok(null);
  const hash = context.ports.digest(step.after ?? step.id);
  const entry = { step: step.id, event: "started", hash } as const;
  const noted = await context.session.run("host", "note", { run: context.run, entry });
  return noted.ok ? ok(null) : noted;
}

/** What an interruption may have left beside the changes (a challenge's file) goes before the run is kept. */
async function finish(context: RunContext): Promise<RunEnd> {
  const { touched } = await context.journal.view();
  for (const machine of new Set(touched.map((one) => one.machine))) {
    const tidied = await context.session.run(machine, "tidy", { run: context.run });
    if (!tidied.ok) return takeBack(context, tidied.error);
  }
  return close(context, { outcome: "kept" });
}

function pause(context: RunContext): Promise<RunEnd> {
  return close(context, { outcome: "waiting", waiting: null });
}

/**
 * Gives the machines back, and only then writes the outcome: a run that dies between the two is open, and
 * a resume ends it. Where a machine does not take its lock back, the run is left to a resume as well.
 */
async function close(context: RunContext, end: RunEnd): Promise<RunEnd> {
  const freed = await context.unlock();
  const isLeft = !freed.ok && end.outcome !== "unknown";
  const final: RunEnd = isLeft ? { outcome: "unknown", problem: freed.error } : end;
  await context.journal.add({ event: "outcome", outcome: final.outcome ?? "undone" });
  return final;
}

/** Takes back what was touched. Where nothing was, nothing on the host had changed, and that is said (`outcome` null). */
async function takeBack(context: RunContext, why: Problem): Promise<RunEnd> {
  const view = await context.journal.view();
  if (view.touched.length === 0) return leaveUntouched(context, why);
  // What cannot be reached can be neither changed nor taken back; a resume goes on from here.
  if (isOutOfReach(why)) return close(context, { outcome: "unknown", problem: why });
  await context.journal.add({ event: "undoing" });
  const undone = await undoTouched(context, view);
  return close(
    context,
    undone.ok
      ? { outcome: "undone", problem: why, restored: undone.value }
      : { outcome: "unknown", problem: undone.error },
  );
}

/** Where a machine cannot be reached it may still have our lock: then the run stays open, for a resume to give it back. */
async function leaveUntouched(context: RunContext, why: Problem): Promise<RunEnd> {
  const end = { outcome: null, problem: why };
  if (isOutOfReach(why)) return end;
  const freed = await context.unlock();
  return freed.ok ? close(context, end) : end;
}
