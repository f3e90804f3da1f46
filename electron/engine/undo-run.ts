import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { touchesOf, type RunView, type Touched } from "../../shared/run/journal.ts";
import type { Ports } from "./ports.ts";
import type { Machine, Session } from "./session.ts";

/** One path that was taken back; `sha256` of what stands there now, null: nothing, as before. */
export interface Restored {
  readonly machine: Machine;
  readonly path: string;
  readonly sha256: string | null;
}

/** What undoing needs of a run. */
export interface UndoContext {
  readonly ports: Ports;
  readonly session: Session;
  readonly run: string;
}

/**
 * Puts back every path and setting that a run touched, newest first, then the services into the state
 * they were in. Can be repeated: a path that is back already stays as it is.
 */
export async function undoTouched(
  context: UndoContext,
  view: RunView,
): Promise<Result<readonly Restored[], Problem>> {
  const { touched } = view;
  const restored: Restored[] = [];
  const touches = touchesOf(await context.ports.store.journal(context.run));
  for (const { what, first } of touches.toReversed()) {
    context.ports.emit({ event: "undoing", step: what.step, data: { path: what.path ?? null } });
    // What was touched more than once goes back to what it was before the first time.
    if (!first) continue;
    const back = await putBack(context, view, what);
    if (!back.ok) return back;
    if (back.value !== null) restored.push(back.value);
  }
  for (const unit of firstStates(touched)) {
    const settled = await settleService(context, unit);
    if (!settled.ok) return settled;
  }
  for (const machine of new Set(touched.map((one) => one.machine))) {
    const tidied = await context.session.run(machine, "tidy", { run: context.run });
    if (!tidied.ok) return tidied;
  }
  return ok(restored);
}

async function putBack(
  context: UndoContext,
  view: RunView,
  one: Touched,
): Promise<Result<Restored | null, Problem>> {
  if (one.path !== undefined) return putPathBack(context, view, { ...one, path: one.path });
  if (one.debconfBefore === undefined) return ok(null);
  const set = await context.session.run("host", "set-debconf-name", {
    run: context.run,
    serverName: one.debconfBefore,
  });
  return set.ok ? ok(null) : set;
}

/**
 * Read back afterwards: what undo says is what stands there. Where the machine has nothing on record of
 * what a finished step changed, it cannot be taken back, and that is said instead of a success.
 */
async function putPathBack(
  context: UndoContext,
  view: RunView,
  { machine, path, step }: Touched & { readonly path: string },
): Promise<Result<Restored, Problem>> {
  const lost = refuse(
    problem("undo-not-possible", { path, run: context.run }, { seenFrom: "host" }),
  );
  const back = await context.session.run(machine, "restore", { run: context.run, path });
  if (!back.ok) return back;
  const { kept, runKnown } = back.value;
  const began = Object.values(view.steps).some((one) => one.evidence !== null);
  if (!runKnown && began) return lost;
  if (kept === "none" && view.steps[step]?.evidence?.startsWith(`${path} `) === true) return lost;
  const now = await context.session.run(machine, "stat", { path });
  if (!now.ok) return now;
  const sha256 = now.value.entry?.sha256 ?? null;
  return sha256 === back.value.sha256 ? ok({ machine, path, sha256 }) : lost;
}

interface UnitState {
  readonly unit: string;
  readonly before: string;
}

/** The state before the first touch counts: later ones saw our own doing. */
function firstStates(touched: readonly Touched[]): readonly UnitState[] {
  return touched.flatMap((one) =>
    one.unit === undefined ? [] : [{ unit: one.unit, before: one.unitBefore ?? "inactive" }],
  );
}

/** A service that ran runs again with its old files; one that did not run is stopped; one that crash-looped is let be. */
async function settleService(
  context: UndoContext,
  { unit, before }: UnitState,
): Promise<Result<null, Problem>> {
  if (before === "active" || before === "reloading") return runAsBefore(context, unit);
  const stopped = await control(context, unit, "stop");
  if (!stopped.ok || before === "inactive" || before === "failed") return stopped;
  return control(context, unit, "start-no-wait");
}

/** The old files are tested before they are read, as at every reload. */
async function runAsBefore(context: UndoContext, unit: string): Promise<Result<null, Problem>> {
  const service = unit.startsWith("nginx") ? "nginx" : "synapse";
  const tested = await context.session.run("host", "test-config", { service });
  if (!tested.ok) return tested;
  if (!tested.value.passed) {
    const evidence = tested.value.output;
    return refuse(problem("config-test-failed", { service }, { seenFrom: "host", evidence }));
  }
  const controlled = await control(context, unit, service === "nginx" ? "reload" : "restart");
  if (!controlled.ok) return controlled;
  const waited = { unit, ports: [], seconds: 90 };
  const up = await context.session.run("host", "wait-listening", waited);
  if (!up.ok) return up;
  return up.value.up ? ok(null) : notUp(unit, up.value.log);
}

async function control(
  context: UndoContext,
  unit: string,
  action: "stop" | "start-no-wait" | "restart" | "reload",
): Promise<Result<null, Problem>> {
  const controlled = await context.session.run("host", "control-service", { unit, action });
  if (!controlled.ok) return controlled;
  return controlled.value.accepted ? ok(null) : notUp(unit, controlled.value.output);
}

function notUp(unit: string, evidence: string): Result<never, Problem> {
  return refuse(problem("service-not-up", { unit }, { seenFrom: "host", evidence }));
}
