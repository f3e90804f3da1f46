import { problem } from "../../../shared/problems/problem.ts";
import type { Plan } from "../../../shared/plan/plan.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { approvedMachines } from "../approved-machines.ts";
import { checkFederation } from "../check-federation.ts";
import { carryOut } from "../carry-out.ts";
import { continueRun, supersede } from "../continue-run.ts";
import { exitOfProblem } from "../exit-of.ts";
import { closeLogins, planLive, type Planned } from "../live-plan.ts";
import { openRunOf, type StoredRun } from "../open-runs.ts";
import { firstFailure, preflight, type PreflightCheck } from "../preflight.ts";
import type { Ports } from "../ports.ts";
import type { ApplyRequest } from "../requests.ts";
import { keepRunInput, type RunInput } from "../run-documents.ts";
import { openJournal } from "../run-context.ts";
import { unknownStep } from "../stop-after.ts";
import { stepRows } from "../run-report.ts";
import { keysOf, openSession, type Session } from "../session.ts";
import { planDocument } from "./plan.ts";

/**
 * Plans, shows, asks, and carries out. A run of the same name that waits or was interrupted is taken
 * up instead of beginning another.
 */
export async function apply(ports: Ports, request: ApplyRequest): Promise<CommandResult> {
  const open = request.dryRun ? null : await openRunOf(ports, request.name.text);
  if (open?.view.kind === "renew") return stillOpen(open);
  if (open) {
    const continued = await continueRun(ports, open, request);
    if (!(await supersede(ports, open, continued))) return continued;
  }
  const planned = await planLive(ports, request);
  if (!planned.ok) return ended(request, exitOfProblem(planned.error), [planned.error]);
  try {
    return await applyPlanned(ports, request, planned.value);
  } finally {
    await closeLogins(planned.value.logins);
  }
}

/** Carries out what was planned a moment ago. */
export async function applyPlanned(
  ports: Ports,
  request: ApplyRequest,
  planned: Planned,
  kind: RunInput["kind"] = "apply",
): Promise<CommandResult> {
  if (!planned.result.ok) {
    const refused = planDocument(planned);
    return { ...refused, document: { ...refused.document, run: null, outcome: null } };
  }
  const plan = planned.result.value;
  if (request.planDigest !== null && request.planDigest !== planned.digest) {
    return ended(request, EXIT.refused, [problem("plan-changed", { digest: planned.digest })], {
      digest: planned.digest,
    });
  }
  if (plan.steps.length === 0) return nothingToDo(ports, request, planned, plan);
  const unknown = unknownStep(plan, request.stopAfter);
  if (unknown !== null) return ended(request, EXIT.usage, [unknown]);
  const session = openSession(ports, planned.logins, keysOf(planned.facts));
  const checks = await preflight(ports, session, {
    plan,
    input: planned.input,
    acme: request.acme,
  });
  const fault = firstFailure(checks);
  const shown = {
    digest: planned.digest,
    preflight: checks,
    steps: stepRows(plan, null),
    roundTrips: session.roundTrips(),
  };
  if (request.dryRun || fault !== null) {
    const exit = fault === null ? EXIT.good : request.dryRun ? EXIT.bad : exitOfProblem(fault);
    return ended(request, exit, fault === null ? [] : [fault], shown);
  }
  const run = await approveAndKeep(ports, request, { ...planned, plan, kind });
  if (run === null)
    return ended(
      request,
      EXIT.refused,
      [problem("approval-missing", { digest: planned.digest })],
      shown,
    );
  return begin(ports, session, { request, planned, plan, checks, run });
}

/** Another kind of run of the same name has to come to its end first. */
export function stillOpen({ run, view }: StoredRun): CommandResult {
  const why = problem("run-open", { run, kind: view.kind });
  return { exit: EXIT.later, name: view.name, problems: [why], document: { run: null } };
}

interface Beginning {
  readonly request: ApplyRequest;
  readonly planned: Planned;
  readonly plan: Plan;
  readonly checks: readonly PreflightCheck[];
  readonly run: string;
}

async function begin(ports: Ports, session: Session, beginning: Beginning): Promise<CommandResult> {
  const { request, planned, plan, checks, run } = beginning;
  try {
    return await carryOut(ports, session, {
      run,
      digest: planned.digest,
      plan,
      input: planned.input,
      acme: request.acme,
      preflight: checks,
      waitSeconds: request.waitSeconds,
      stopAfter: request.stopAfter,
    });
  } finally {
    await session.close();
  }
}

/** Nothing is written before the approval, and everything that a resume needs is written right after it. */
async function approveAndKeep(
  ports: Ports,
  request: ApplyRequest,
  planned: Planned & { readonly plan: Plan; readonly kind: RunInput["kind"] },
): Promise<string | null> {
  const { plan, kind } = planned;
  const ordering = plan.steps.some((step) => step.kind === "obtain-certificate");
  const directory = ordering ? await ports.acme.directory(request.acme.directory) : null;
  const how = await ports.approve({
    digest: planned.digest,
    name: request.name.text,
    machines: approvedMachines(ports.hosts, [planned.facts]),
    changes: plan.steps.filter((step) => step.who === "homeport" && step.kind !== "prove").length,
    terms: directory?.ok === true ? directory.value.terms : null,
    certificateNames: ordering ? (plan.certificate?.names ?? []) : [],
    steps: plan.steps,
    consents: plan.consents,
  });
  if (how === null) return null;
  const run = ports.store.newRun(ports.clock.now());
  const { answers, acme, webRoot, remember } = request;
  const { facts, input } = planned;
  await keepRunInput(ports, run, {
    name: plan.serverName,
    kind,
    now: input.now,
    answers,
    facts,
    acme,
    webRoot,
    remember,
  });
  const journal = openJournal(ports, run);
  await journal.add({ event: "planned", name: plan.serverName, digest: planned.digest, kind });
  await journal.add({ event: "approved", how });
  return run;
}

async function nothingToDo(
  ports: Ports,
  request: ApplyRequest,
  planned: Planned,
  plan: Plan,
): Promise<CommandResult> {
  const report = await checkFederation(ports, request.name, {
    audience: plan.audience,
    client: request.answers.clients !== "no",
    ownVersion: planned.input.host?.synapse?.version ?? null,
  });
  return ended(request, EXIT.good, [], {
    digest: planned.digest,
    outcome: request.dryRun ? null : "kept",
    report,
    login: report.client,
  });
}

function ended(
  request: ApplyRequest,
  exit: number,
  problems: CommandResult["problems"],
  document: CommandResult["document"] = {},
): CommandResult {
  return { exit, name: request.name.text, problems, document: document };
}
