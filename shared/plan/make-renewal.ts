import { DEFAULT_AUDIENCE } from "../answers/answers.ts";
import { ok, refuse, type Result } from "../domain/result.ts";
import type { HostSeen } from "../facts/host-seen.ts";
import type { CertificateSeen } from "../facts/observation.ts";
import { erasView } from "../resolve/eras.ts";
import type {
  ControlServiceStep,
  ObtainCertificateStep,
  OrderKeyStep,
  Plan,
  PlanInput,
  ProveStep,
  Reason,
  Refusal,
  Step,
} from "./plan.ts";

/** Where our certificates lie on every host (design section 3). */
const TLS_FOLDER = "/etc/homeport/tls";

/**
 * Plans the same certificate once more: a new key, an order, a reload of whatever serves it, and the
 * proof that the new one is served. Refuses where no certificate of ours lies on the host.
 */
export function makeRenewal(input: PlanInput): Result<Plan, Refusal> {
  const eras = erasView(input.name, input.observe, input.now, input.host?.synapse?.version ?? null);
  const view = { now: eras, afterStep: {}, end: eras };
  const own = input.host === null ? null : ownCertificate(input, input.host);
  if (own === null || input.host === null) {
    const missing = { code: "no-certificate-of-ours", data: { name: input.name.text } };
    const help = { code: "apply-first", data: { name: input.name.text } };
    return refuse({ reasons: [missing], wouldHelp: [help], alternatives: [], eras: view });
  }
  const path = `${TLS_FOLDER}/${own.folder}`;
  const target = eras.inbound["1.93"].target;
  return ok({
    format: 1,
    serverName: input.name.text,
    hostKey: input.host.hostKey,
    recommended: "none",
    delegation: { method: "none", delegatedName: own.folder, port: target?.port ?? 8448 },
    audience: input.answers.audience ?? DEFAULT_AUDIENCE,
    certificate: { names: own.certificate.names, challenge: "http-01", issuer: "acme", path },
    publish: { wellKnownServer: null, wellKnownClient: null, records: [] },
    steps: renewalSteps(input.host, path, own.certificate.names),
    alternatives: [],
    reasons: [],
    consents: [],
    eras: view,
  });
}

interface OwnCertificate {
  readonly folder: string;
  readonly certificate: CertificateSeen;
}

/** The certificate of the name that peers are led to, else the one for the name itself, else the only one. */
function ownCertificate(input: PlanInput, host: HostSeen): OwnCertificate | null {
  const all = Object.entries(host.ownCertificates).map(([folder, certificate]) => ({
    folder,
    certificate,
  }));
  const led = erasView(input.name, input.observe, input.now, null).inbound["1.93"].certificateName;
  const named = (name: string | null) => all.find((one) => one.folder === name);
  return named(led) ?? named(input.name.host) ?? (all.length === 1 ? (all[0] ?? null) : null);
}

function renewalSteps(host: HostSeen, path: string, names: readonly string[]): readonly Step[] {
  const bySynapse = host.synapse?.tlsCertificatePath?.startsWith(`${path}/`) === true;
  const byWebServer = host.ports.some((one) => one.port === 80 && one.process === "nginx");
  const key: OrderKeyStep = {
    ...BASE,
    kind: "order-key",
    id: "order-key",
    reason: reason("renew-key"),
    names,
    path,
    undo: reason("undo-file"),
  };
  const certificate: ObtainCertificateStep = {
    ...BASE,
    kind: "obtain-certificate",
    id: "certificate",
    needs: ["order-key"],
    reason: reason("renew-certificate"),
    names,
    path,
    issuer: "acme",
    challenge: "http-01",
    answerBy: byWebServer ? "web-server" : "responder",
    keyReader: bySynapse ? (host.synapse?.runsAs ?? null) : null,
    irreversible: reason("certificate-issued"),
  };
  const reload = bySynapse ? reloadSynapse(host) : reloadNginx(host);
  const prove: ProveStep = {
    ...BASE,
    kind: "prove",
    id: "prove",
    needs: [reload.id],
    reason: reason("prove-renewed"),
    what: "federation",
  };
  return [key, certificate, reload, prove];
}

function reloadSynapse(host: HostSeen): ControlServiceStep {
  const opens = host.synapse?.listeners.map((one) => one.port) ?? [];
  const unit = host.synapse?.unit?.name ?? "matrix-synapse.service";
  return {
    ...BASE,
    kind: "control-service",
    id: "reload-synapse",
    needs: ["certificate"],
    reason: reason("reload-certificate"),
    service: "synapse",
    unit,
    action: "reload",
    opens,
  };
}

function reloadNginx(host: HostSeen): ControlServiceStep {
  const unit = host.proxy?.unit?.name ?? "nginx.service";
  return {
    ...BASE,
    kind: "control-service",
    id: "reload-nginx",
    needs: ["certificate"],
    reason: reason("reload-certificate"),
    service: "nginx",
    unit,
    action: "reload",
    opens: [443],
  };
}

const BASE = {
  who: "homeport",
  phase: 1,
  needs: [],
  before: null,
  after: null,
  visibleAfterSeconds: 0,
  undo: null,
  irreversible: null,
  check: null,
} as const;

function reason(code: string): Reason {
  return { code, data: {} };
}
