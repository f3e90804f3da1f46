import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { Touched } from "../../shared/run/journal.ts";
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
  touched: readonly Touched[],
): Promise<Result<readonly Restored[], Problem>> {
  const restored: Restored[] = [];
  for (const one of touched.toReversed()) {
    const back = await putBack(context, one);
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
  one: Touched,
): Promise<Result<Restored | null, Problem>> {
  context.ports.emit({ event: "undoing", step: one.step, data: { path: one.path ?? null } });
  if (one.path !== undefined) return putPathBack(context, one.machine, one.path);
  if (one.debconfBefore === undefined) return ok(null);
  const set = await context.session.run("host", "set-debconf-name", {
    run: context.run,
    serverName: one.debconfBefore,
  });
  return set.ok ? ok(null) : set;
}

/** Read back afterwards: what undo says is what stands there. */
async function putPathBack(
  context: UndoContext,
  machine: Machine,
  path: string,
): Promise<Result<Restored, Problem>> {
  const back = await context.session.run(machine, "restore", { run: context.run, path });
  if (!back.ok) return back;
  const now = await context.session.run(machine, "stat", { path });
  if (!now.ok) return now;
  const sha256 = now.value.entry?.sha256 ?? null;
  if (sha256 !== back.value.sha256)
    return refuse(problem("undo-not-possible", { path }, { seenFrom: "host" }));
  return ok({ machine, path, sha256 });
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
  const control = (action: "stop" | "start-no-wait" | "restart") =>
    context.session.run("host", "control-service", { unit, action });
  if (before === "inactive" || before === "failed") {
    const stopped = await control("stop");
    return stopped.ok ? ok(null) : stopped;
  }
  if (before === "active" || before === "reloading") return restartAsBefore(context, unit);
  const stopped = await control("stop");
  if (!stopped.ok) return stopped;
  const started = await control("start-no-wait");
  return started.ok ? ok(null) : started;
}

async function restartAsBefore(context: UndoContext, unit: string): Promise<Result<null, Problem>> {
  const action = unit.startsWith("nginx") ? "reload" : "restart";
  const controlled = await context.session.run("host", "control-service", { unit, action });
  if (!controlled.ok) return controlled;
  const up = await context.session.run("host", "wait-listening", { unit, ports: [], seconds: 90 });
  if (!up.ok) return up;
  return up.value.up
    ? ok(null)
    : refuse(problem("service-not-up", { unit }, { seenFrom: "host", evidence: up.value.log }));
}
