import { coversName } from "../certificates/judge.ts";
import { ok, refuse, type Result } from "../domain/result.ts";
import type { CertificateSeen } from "../facts/observation.ts";
import { remember } from "../resolve/drive.ts";
import { certificateFolder } from "./choose-certificate.ts";
import { presentDelegation, presentPublish } from "./nothing-to-do.ts";
import type { Delegation, Plan, PlanInput, Reason, Refusal } from "./plan.ts";
import { reason } from "./reason.ts";
import { holderOf } from "./renewal-holder.ts";
import { renewalSteps } from "./renewal-steps.ts";
import { situationOf, type Situation } from "./situation.ts";
import { isDirect } from "./ways.ts";

/**
 * Plans the same certificate once more: a new key, an order, a reload of the server that holds it, and
 * the proof that the new one is served. Refuses where no certificate of ours lies on the host, and where
 * neither Synapse nor nginx holds it, for nothing else can be reloaded by us.
 */
export function makeRenewal(input: PlanInput): Result<Plan, Refusal> {
  const situation = situationOf({ ...input, observe: remember(input.observe) });
  const eras = { now: situation.now, afterStep: {}, end: situation.now };
  const refused = (why: Reason, help: Reason): Result<Plan, Refusal> =>
    refuse({ reasons: [why], wouldHelp: [help], alternatives: [], eras });
  const { host, name } = input;
  const own = ownCertificate(situation);
  if (own === null || host === null) {
    const data = { name: name.text };
    return refused(reason("no-certificate-of-ours", data), reason("apply-first", data));
  }
  const path = certificateFolder(own.folder);
  const { names } = own.certificate;
  const delegation = delegationOf(situation);
  const holder = holderOf(situation, { path, names, port: delegation.port });
  if (holder === null) {
    const data = { names: names.join(", "), path };
    return refused(reason("renew-by-hand", data), reason("renewer-on-host", data));
  }
  return ok({
    format: 1,
    serverName: name.text,
    hostKey: host.hostKey,
    recommended: delegation.method,
    delegation,
    audience: situation.audience,
    certificate: { names, challenge: "http-01", issuer: "acme", path },
    publish: presentPublish(situation, delegation),
    steps: renewalSteps(situation, { path, names, holder }),
    alternatives: [],
    reasons: [],
    consents: [],
    eras,
  });
}

interface OwnCertificate {
  readonly folder: string;
  readonly certificate: CertificateSeen;
}

/** The certificate of the name that peers are led to, else the one for the name itself, else the only one. */
function ownCertificate(situation: Situation): OwnCertificate | null {
  const certificates = situation.input.host?.ownCertificates ?? {};
  const all = Object.entries(certificates).map(([folder, certificate]) => ({
    folder,
    certificate,
  }));
  const named = (name: string): OwnCertificate | undefined =>
    all.find((one) => one.folder === name) ??
    all.find((one) => coversName(one.certificate.names, name));
  const led = situation.now.inbound["1.93"].certificateName;
  const found = (led === null ? undefined : named(led)) ?? named(situation.host);
  return found ?? (all.length === 1 ? (all[0] ?? null) : null);
}

/** How peers are led today; where that cannot be told, what the name says by itself. */
function delegationOf(situation: Situation): Delegation {
  const present = presentDelegation(situation);
  if (present !== null) return present;
  const { kind, port } = situation.input.name;
  const direct = kind === "dns" ? "explicit-port" : "ip-literal";
  const method = isDirect(situation) ? direct : "none";
  return { method, delegatedName: situation.host, port: port ?? 8448 };
}
