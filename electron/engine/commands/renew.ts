import { makeRenewal } from "../../../shared/plan/make-renewal.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { EXIT, type CommandResult } from "../command-result.ts";
import { exitOfProblem } from "../exit-of.ts";
import { emptyFacts, logIn, surveyMachines } from "../gather-facts.ts";
import { closeLogins, digestOf, planUntilComplete } from "../live-plan.ts";
import type { Ports } from "../ports.ts";
import type { ApplyRequest, RenewRequest } from "../requests.ts";
import { continueRun } from "../continue-run.ts";
import { openRunOf } from "../open-runs.ts";
import { applyPlanned, stillOpen } from "./apply.ts";

/** Renews the certificate by the path that issued it, and proves that the new one is served. */
export async function renew(ports: Ports, request: RenewRequest): Promise<CommandResult> {
  if (!request.withHost)
    return ended(request, EXIT.usage, problem("usage", { detail: "renew needs --host" }));
  const open = request.dryRun ? null : await openRunOf(ports, request.name.text);
  if (open?.view.kind === "apply") return stillOpen(open);
  if (open) return withRenewal(await continueRun(ports, open, { waitSeconds: 0, stopAfter: null }));
  const logins = await logIn(ports, request);
  if (!logins.ok) return ended(request, exitOfProblem(logins.error), logins.error);
  try {
    const machines = await surveyMachines(ports, request, logins.value);
    if (!machines.ok) return ended(request, exitOfProblem(machines.error), machines.error);
    const applying: ApplyRequest = {
      ...request,
      facts: null,
      planDigest: null,
      waitSeconds: 0,
      stopAfter: null,
    };
    const start = { ...emptyFacts(ports, request), ...machines.value };
    const planned = await planUntilComplete(ports, applying, start, makeRenewal);
    const digest = digestOf(planned.result, ports.digest);
    const result = await applyPlanned(
      ports,
      applying,
      { ...planned, digest, logins: logins.value },
      "renew",
    );
    return withRenewal(result);
  } finally {
    await closeLogins(logins.value);
  }
}

/** Until renewal is handed to the host nothing renews by itself, and that is said first (issue 3, item 4). */
function withRenewal(result: CommandResult): CommandResult {
  const renewal = { tool: null, next: null, lastProven: null, evidence: null };
  return { ...result, document: { ...result.document, renewal } };
}

function ended(
  request: RenewRequest,
  exit: number,
  why: Parameters<typeof exitOfProblem>[0],
): CommandResult {
  return {
    exit,
    name: request.name.text,
    problems: [why],
    document: { run: null, outcome: null, certificate: null, renewal: null },
  };
}
