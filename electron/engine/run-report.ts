import type { ObtainCertificateStep, Plan, Step } from "../../shared/plan/plan.ts";
import type { RunView } from "../../shared/run/journal.ts";
import type { ApprovedRun } from "./approved-run.ts";
import { checkFederation, type CheckReport } from "./check-federation.ts";
import { isoOf } from "./iso-time.ts";
import type { RunContext, Waiting } from "./run-context.ts";
import type { RunEnd } from "./run-plan.ts";
import { servedAt } from "./served-certificate.ts";

/** The JSON keys of `apply`, `resume` and `renew` (`cli.md`). */
export type RunDocument = { readonly [key: string]: unknown };

/** Makes the document of a run that has just ended; looks at the network once more where something was kept. */
export async function runDocument(
  context: RunContext,
  approved: ApprovedRun,
  end: RunEnd,
): Promise<RunDocument> {
  const view = await context.journal.view();
  const report = end.outcome === "kept" ? await federationReport(context) : null;
  return {
    run: approved.run,
    digest: approved.digest,
    outcome: end.outcome,
    preflight: approved.preflight,
    steps: stepRows(approved.plan, view),
    waiting: end.outcome === "waiting" && end.waiting ? waitingOf(end.waiting) : null,
    certificate: await certificateOf(context, view),
    report,
    login: report?.client ?? null,
    undo: end.outcome === "undone" || end.outcome === null ? null : `homeport undo ${approved.run}`,
    restored: end.outcome === "undone" ? end.restored : [],
    irreversible: irreversibleOf(approved.plan, view),
    roundTrips: context.session.roundTrips(),
    receipt: context.ports.store.pathOf(approved.run),
  };
}

/** Keeps what was done and how to undo it beside the journal. */
export async function writeReceipt(
  context: RunContext,
  approved: ApprovedRun,
  document: RunDocument,
): Promise<void> {
  const view = await context.journal.view();
  const { run, digest } = approved;
  await context.ports.store.writeDocument(run, "receipt", {
    format: 1,
    run,
    name: view.name,
    kind: view.kind,
    digest,
    at: isoOf(context.ports.clock.now()),
    began: view.at,
    outcome: document["outcome"],
    host: context.ports.hosts.describe("host"),
    web: context.ports.hosts.describe("web"),
    steps: document["steps"],
    changed: view.touched.flatMap((one) =>
      one.path === undefined ? [] : [{ machine: one.machine, path: one.path }],
    ),
    certificate: document["certificate"],
    irreversible: document["irreversible"],
    undo: document["undo"],
  });
}

/** One row a step, as `cli.md` names them. */
export function stepRows(plan: Plan, view: RunView | null): readonly object[] {
  return plan.steps.map((step) => {
    const seen = view?.steps[step.id];
    return {
      id: step.id,
      kind: step.kind,
      who: step.who,
      phase: step.phase,
      state: seen?.state ?? "pending",
      evidence: seen?.evidence ?? null,
      seconds: seen?.seconds ?? 0,
    };
  });
}

/** What cannot be taken back, of the steps that were done. */
function irreversibleOf(plan: Plan, view: RunView): readonly object[] {
  return plan.steps.flatMap((step) =>
    step.irreversible !== null && view.steps[step.id]?.evidence
      ? [{ step: step.id, ...step.irreversible }]
      : [],
  );
}

function federationReport(context: RunContext): Promise<CheckReport> {
  return checkFederation(context.ports, context.input.name, {
    audience: context.plan.audience,
    client: context.input.answers.clients !== "no",
    ownVersion: context.input.host?.synapse?.version ?? null,
  });
}

/** What is waited for, as documents and the wizard show it. */
export function waitingOf({ step, problem }: Waiting): object {
  const files = step.kind === "ask-person" || step.kind === "publish-file" ? step.files : [];
  const records =
    step.kind === "ask-person" ? step.records : step.kind === "dns-record" ? [step.record] : [];
  return {
    who: step.who,
    step: step.id,
    what: step.reason,
    file: files[0] ?? null,
    files,
    record: records[0] ?? null,
    records,
    retires: step.kind === "ask-person" ? (step.retires ?? []).map(({ url }) => url) : [],
    renews: step.kind === "ask-person" ? (step.renews ?? null) : null,
    seconds: problem.data["seconds"] ?? null,
    check: step.check,
  };
}

async function certificateOf(context: RunContext, view: RunView): Promise<object | null> {
  const chosen = context.plan.certificate;
  const step = context.plan.steps.find(
    (one): one is ObtainCertificateStep & Step => one.kind === "obtain-certificate",
  );
  if (chosen === null || step === undefined) return null;
  const ours = step.who === "homeport";
  const fingerprint = ours ? (view.steps[step.id]?.evidence ?? null) : null;
  const all = await servedAt(context.ports.network, context.plan.delegation);
  const served = all.find((one) => one.fingerprint === fingerprint) ?? all[0] ?? null;
  const own = served !== null && served.fingerprint === fingerprint;
  return {
    names: chosen.names,
    issuer: served?.issuerName ?? null,
    notBefore: own && served.notBefore !== null ? isoOf(served.notBefore) : null,
    notAfter: own && served.notAfter !== null ? isoOf(served.notAfter) : null,
    fingerprint,
    servedFingerprint: served?.fingerprint ?? null,
    renewal: { tool: null, next: null, lastProven: null, evidence: null },
  };
}
