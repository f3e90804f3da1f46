import { certificateFault } from "../../../shared/certificates/judge.ts";
import type { ProveStep } from "../../../shared/plan/plan.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import { checkFederation } from "../check-federation.ts";
import { placesOf, servedAt, type PlaceSeen } from "../served-certificate.ts";
import type { RunContext } from "../run-context.ts";

/** Looks once, from outside, at what a proof is of; null: it is as it should be. */
export function proofFault(context: RunContext, what: ProveStep["what"]): Promise<Problem | null> {
  return what === "endpoint" ? endpointFault(context) : federationFault(context);
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
