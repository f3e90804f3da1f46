import type { ProveStep } from "../../../shared/plan/plan.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import { certificateFault } from "../../../shared/certificates/judge.ts";
import { placesOf, servedAt, type PlaceSeen } from "../served-certificate.ts";
import { checkFederation } from "../check-federation.ts";
import { isHandedOver, mayNotWait } from "./ask.ts";
import { done, failed, type RunContext, type StepEnd } from "../run-context.ts";

/** How long a proof is tried again before it has failed, in milliseconds: services settle, answers travel. */
const TRY_FOR = 20_000;
const TRY_EVERY = 1000;

/** Proves from outside: the new endpoint answers as it should, or the whole way to the server works. */
export async function performProve(context: RunContext, step: ProveStep): Promise<StepEnd> {
  const until = context.ports.clock.now() + TRY_FOR;
  for (;;) {
    const fault =
      step.what === "endpoint" ? await endpointFault(context) : await federationFault(context);
    if (fault === null)
      return done(step.what === "endpoint" ? "the endpoint answers" : "others reach the server");
    if (context.ports.stopping()) return failed(fault);
    if (restsOnPeople(context, step)) {
      if (mayNotWait(context)) return waitFor(step, fault);
    } else if (context.ports.clock.now() > until) return failed(fault);
    await context.ports.clock.sleep(TRY_EVERY);
  }
}

/** Something before it was left to a person and did not show from outside: then a proof waits and never fails. */
function restsOnPeople(context: RunContext, step: ProveStep): boolean {
  const before = context.plan.steps.slice(0, context.plan.steps.indexOf(step));
  return before.some((one) => isHandedOver(one) && one.phase === step.phase);
}

function waitFor(step: ProveStep, fault: Problem): StepEnd {
  const data = { who: "you", what: fault.code };
  const waiting = { step, problem: problem("waiting-for-person", data, { severity: "info" }) };
  return { kind: "waiting", waiting };
}

/** Any address that answers as it should is proof enough: a dead one beside it is a warning of the check. */
async function endpointFault(context: RunContext): Promise<Problem | null> {
  const { delegation } = context.plan;
  const places = await placesOf(context.ports.network, delegation);
  const faults = places.map((place) => placeFault(context, place));
  if (faults.includes(null)) return certificateNotServed(context);
  return faults[0] ?? problem("dns-no-address", { host: delegation.delegatedName });
}

function placeFault(context: RunContext, { address, port, endpoint }: PlaceSeen): Problem | null {
  const name = context.plan.delegation.delegatedName;
  if (endpoint.tcp !== "open") {
    const code = endpoint.tcp === "timeout" ? "port-timeout" : "port-refused";
    return problem(code, { address, port });
  }
  if (endpoint.tls?.spoken !== true) return problem("tls-handshake-failed", { address, port });
  const now = context.ports.clock.now();
  const fault = certificateFault(endpoint.tls.certificate, name, { acceptsCnOnly: false }, now);
  if (fault !== null) return problem(fault, { name, address, port });
  return endpoint.http?.serverName === context.plan.serverName
    ? null
    : problem("not-a-homeserver", { address, port, name: context.plan.serverName });
}

async function federationFault(context: RunContext): Promise<Problem | null> {
  const report = await checkFederation(context.ports, context.input.name, {
    audience: context.plan.audience,
    client: false,
    ownVersion: null,
  });
  if (report.verdict === "good") return certificateNotServed(context);
  return (
    report.problems.find((one) => one.severity === "error") ??
    problem("not-a-homeserver", { name: context.plan.serverName })
  );
}

/** The certificate of this run is the one that others are shown; a reload that was not taken keeps the old one. */
async function certificateNotServed(context: RunContext): Promise<Problem | null> {
  const issued = await issuedFingerprint(context);
  if (issued === null) return null;
  const served = await servedAt(context.ports.network, context.plan.delegation);
  if (served.some((certificate) => certificate.fingerprint === issued)) return null;
  return problem("certificate-not-served", { name: context.plan.delegation.delegatedName });
}

/** SHA-256 of the leaf that this run has put in its place; null where it put none. */
async function issuedFingerprint(context: RunContext): Promise<string | null> {
  const step = context.plan.steps.find((one) => one.kind === "obtain-certificate");
  if (step === undefined || step.who !== "homeport") return null;
  return (await context.journal.view()).steps[step.id]?.evidence ?? null;
}
