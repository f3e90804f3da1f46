import type { EndpointSeen } from "../../../shared/facts/observation.ts";
import { formatHostPort, hostKind } from "../../../shared/domain/server-name.ts";
import { assertNever, ok, type Result } from "../../../shared/domain/result.ts";
import type { ObtainCertificateStep, ProveStep, Step } from "../../../shared/plan/plan.ts";
import type { Problem } from "../../../shared/problems/problem.ts";
import { placesOf } from "../served-certificate.ts";
import type { RunContext } from "../run-context.ts";
import { proofFault } from "./proof-fault.ts";

/**
 * What is still missing of a person's step on a machine, which does not show from outside by itself;
 * null: it is there. A certificate of the person's own is looked for in its place, where there is a login,
 * for our own steps go on from it. Everything else is there once the next proof of the plan holds.
 */
export async function unseenMissing(
  context: RunContext,
  step: Step,
): Promise<Result<string | null, Problem>> {
  const place = placeOf(step);
  if (place === null) return ok(null);
  if (step.kind === "obtain-certificate") {
    if (context.input.host !== null) return certificateMissing(context, step);
    if (!(await isAnotherCertificate(context))) return ok(place);
  }
  const proof = proofAfter(context, step);
  const isThere = proof !== null && (await proofFault(context, proof.what)) === null;
  return ok(isThere ? null : place);
}

/** What a step on a machine makes or controls; null: the step shows from outside. */
function placeOf(step: Step): string | null {
  switch (step.kind) {
    case "write-file":
      return step.file.path;
    case "order-key":
    case "obtain-certificate":
      return step.path;
    case "control-service":
      return step.unit;
    case "publish-file":
    case "dns-record":
    case "ask-person":
    case "wait":
    case "prove":
      return null;
    default:
      return assertNever(step);
  }
}

/** Both files have something in them; whether they fit each other is for the service's own config test to say. */
async function certificateMissing(
  context: RunContext,
  { path }: ObtainCertificateStep,
): Promise<Result<string | null, Problem>> {
  for (const file of [`${path}/fullchain.pem`, `${path}/privkey.pem`]) {
    const seen = await context.session.run("host", "stat", { path: file });
    if (!seen.ok) return seen;
    if ((seen.value.entry?.size ?? 0) === 0) return ok(file);
  }
  return ok(null);
}

/** What is served where peers are led is no longer what was served when the plan was made. */
async function isAnotherCertificate({ ports, plan, input }: RunContext): Promise<boolean> {
  const { delegatedName, port } = plan.delegation;
  const places = await placesOf(ports.network, plan.delegation);
  return places.some(({ address, endpoint }) => {
    const before = input.observe({
      ask: "endpoint",
      address,
      port,
      sni: hostKind(delegatedName) === "dns" ? delegatedName : null,
      hostHeader: formatHostPort(delegatedName, port),
    });
    const old = "kind" in before ? null : fingerprintOf(before);
    const now = fingerprintOf(endpoint);
    return now !== null && now !== old;
  });
}

function fingerprintOf({ tls }: EndpointSeen): string | null {
  return tls?.spoken === true ? tls.certificate.fingerprint : null;
}

function proofAfter({ plan }: RunContext, step: Step): ProveStep | null {
  const after = plan.steps.slice(plan.steps.findIndex(({ id }) => id === step.id) + 1);
  return after.find((one): one is ProveStep & Step => one.kind === "prove") ?? null;
}
