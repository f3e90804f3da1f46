import { z } from "zod";
import {
  CertificateData,
  StaysData,
  type StepRow,
  WaitingData,
  type ApplyState,
} from "../../shared/api/wizard-views.ts";
import type { Plan } from "../../shared/plan/plan.ts";
import type { RunView } from "../../shared/run/journal.ts";
import { problem } from "../../shared/problems/problem.ts";
import type { CheckReport } from "./check-federation.ts";
import type { CommandResult } from "./command-result.ts";
import type { EngineEvent } from "./ports.ts";
import { waitingOf } from "./run-report.ts";

/** No run stands besides the one that is shown. */
export const NOTHING_EARLIER: ApplyState["earlier"] = { run: null, changes: 0 };

type StaysRow = ApplyState["irreversible"][number];

/** Nothing was begun. */
export const IDLE: ApplyState = {
  seq: 0,
  stage: "idle",
  kind: "apply",
  of: "apply",
  name: null,
  run: null,
  earlier: NOTHING_EARLIER,
  digest: null,
  needs: [],
  began: null,
  step: null,
  steps: [],
  changes: 0,
  outcome: null,
  problems: [],
  waiting: null,
  certificate: null,
  report: null,
  login: null,
  restored: [],
  irreversible: [],
  roundTrips: 0,
  approvalAt: null,
  watched: [],
  log: [],
};

/** One row a step of a plan, as far as a run has come; null: it has not begun. */
export function rowsOf(plan: Pick<Plan, "steps">, view: RunView | null): StepRow[] {
  return plan.steps.map(({ id, kind, who, phase }) => {
    const seen = view?.steps[id];
    return {
      id,
      kind,
      who,
      phase,
      state: seen?.state ?? "pending",
      evidence: seen?.evidence ?? null,
      seconds: seen?.seconds ?? 0,
      since: seen?.since ?? null,
    };
  });
}

/** Changes by Homeport that stand now. */
export function countChanges(steps: readonly StepRow[]): number {
  return steps.filter(
    (step) => step.who === "homeport" && step.state === "done" && step.kind !== "prove",
  ).length;
}

/** The state after one thing that the engine told. */
export function afterEvent(state: ApplyState, event: EngineEvent, at: string): ApplyState {
  const { step } = event;
  if (event.event === "started") {
    const stage = state.stage === "stopping" ? "stopping" : "running";
    return withRow({ ...state, stage, step }, step, { state: "started", since: at });
  }
  if (event.event === "done" || event.event === "found-done") {
    const { seconds } = event.data;
    const took = typeof seconds === "number" ? seconds : 0;
    return withRow({ ...state, step: null }, step, { state: "done", seconds: took });
  }
  if (event.event === "failed") return withRow(state, step, { state: "failed" });
  if (event.event === "waiting")
    return withRow({ ...state, step: null }, step, { state: "waiting" });
  return state;
}

function withRow(state: ApplyState, id: string | null, change: Partial<StepRow>): ApplyState {
  const steps = state.steps.map((row) => (row.id === id ? { ...row, ...change } : row));
  return { ...state, steps, changes: countChanges(steps) };
}

/** The state at the end of a run. */
export function afterEnd(state: ApplyState, result: CommandResult): ApplyState {
  const { document, problems } = result;
  const irreversible = objects<StaysRow>(document["irreversible"]);
  const isUndone = document["outcome"] === "undone";
  const steps = isUndone ? undoneRows(state.steps, irreversible) : state.steps;
  const report = isReport(document["report"]) ? document["report"] : null;
  return {
    ...state,
    stage: "ended",
    step: null,
    run: typeof document["run"] === "string" ? document["run"] : state.run,
    digest: typeof document["digest"] === "string" ? document["digest"] : state.digest,
    steps,
    changes: countChanges(steps),
    outcome: outcomeOf(document["outcome"]),
    problems: [...problems],
    waiting: WaitingData.safeParse(document["waiting"]).data ?? null,
    certificate: CertificateData.safeParse(document["certificate"]).data ?? null,
    report,
    login: report?.client ?? null,
    restored: objects(document["restored"]),
    irreversible,
    roundTrips: typeof document["roundTrips"] === "number" ? document["roundTrips"] : 0,
    approvalAt: null,
  };
}

/** The state of a run that another process began, from its journal and the plan made again. */
export function storedState(
  run: string,
  view: RunView,
  plan: Plan | null,
  receipt: unknown,
): ApplyState {
  const irreversible = StoredStays.safeParse(receipt).data?.irreversible ?? [];
  const rows = plan === null ? [] : rowsOf(plan, view);
  const steps = view.state === "undone" ? undoneRows(rows, irreversible) : rows;
  const isOpen = view.state === "open" || view.state === "undoing";
  return {
    ...IDLE,
    stage: "ended",
    kind: wasTakenBack(view, receipt) ? "undo" : view.kind,
    of: view.kind,
    name: view.name,
    run,
    digest: view.digest,
    began: view.at,
    steps,
    changes: countChanges(steps),
    outcome: isOpen ? null : outcomeOf(view.state),
    problems: isOpen ? [problem("interrupted", { run })] : [],
    waiting: waitingAt(view, plan),
    certificate: StoredCertificate.safeParse(receipt).data?.certificate ?? null,
    irreversible,
  };
}

/** Taken back because somebody asked for it; a run that failed undid itself. */
function wasTakenBack(view: RunView, receipt: unknown): boolean {
  return view.state === "undone" && UndoneReceipt.safeParse(receipt).success;
}

const UndoneReceipt = z.looseObject({ undoneAt: z.string() });
const StoredStays = z.looseObject({ irreversible: z.array(StaysData) });
const StoredCertificate = z.looseObject({ certificate: CertificateData.nullable() });

/** Whom a run waits for, from its plan; how long a cache is waited for only the step itself knows. */
function waitingAt(view: RunView, plan: Plan | null): ApplyState["waiting"] {
  const step = plan?.steps.find(({ id }) => view.steps[id]?.state === "waiting");
  if (view.state !== "waiting" || step === undefined) return null;
  const seconds = step.kind === "wait" ? step.seconds : null;
  const waiting = waitingOf({ step, problem: problem("waiting-for-person", { seconds }) });
  return WaitingData.safeParse(waiting).data ?? null;
}

/** Rows of a run that was taken back: what cannot be stays, and a proof, which changes nothing, is as it was. */
function undoneRows(steps: readonly StepRow[], irreversible: readonly StaysRow[]): StepRow[] {
  const stays = new Set(irreversible.map(({ step }) => step));
  return steps.map((row) => ({ ...row, state: undoneState(row, stays.has(row.id)) }));
}

function undoneState({ kind, state, evidence }: StepRow, stays: boolean): StepRow["state"] {
  if (state === "pending" || state === "failed") return state;
  if (kind === "prove") {
    const isProven = state === "done" || (state === "undone" && evidence !== null);
    return isProven ? "done" : "pending";
  }
  return stays ? "stays" : "undone";
}

function outcomeOf(value: unknown): ApplyState["outcome"] {
  return value === "kept" || value === "undone" || value === "waiting" || value === "unknown"
    ? value
    : null;
}

function isReport(value: unknown): value is CheckReport {
  return typeof value === "object" && value !== null && "verdict" in value && "eras" in value;
}

function objects<T extends { readonly [key: string]: unknown }>(value: unknown): T[] {
  return Array.isArray(value) ? value.filter((each): each is T => isObject(each)) : [];
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
