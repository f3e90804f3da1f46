import { proxyAnswersChallenge } from "./proxy-holds.ts";
import type {
  ControlServiceStep,
  ObtainCertificateStep,
  OrderKeyStep,
  ProveStep,
  Step,
} from "./plan.ts";
import { reason } from "./reason.ts";
import type { Holder } from "./renewal-holder.ts";
import type { Situation } from "./situation.ts";

/** What is renewed, and who takes it up. */
export interface Renewing {
  readonly path: string;
  readonly names: readonly string[];
  readonly holder: Holder;
}

/** The steps of a renewal, all of one phase and our own. */
export function renewalSteps(situation: Situation, renewing: Renewing): readonly Step[] {
  const { names, path } = renewing;
  const key: OrderKeyStep = {
    ...BASE,
    kind: "order-key",
    id: "order-key",
    reason: reason("renew-key"),
    names,
    path,
    undo: reason("undo-file"),
  };
  const reload = reloadStep(situation, renewing.holder);
  const prove: ProveStep = {
    ...BASE,
    kind: "prove",
    id: "prove",
    needs: [reload.id],
    reason: reason("prove-renewed"),
    what: "federation",
  };
  return [key, obtainStep(situation, renewing), reload, prove];
}

function obtainStep(situation: Situation, renewing: Renewing): ObtainCertificateStep {
  const { names, path, holder } = renewing;
  const bySynapse = holder.service === "synapse";
  return {
    ...BASE,
    kind: "obtain-certificate",
    id: "certificate",
    needs: ["order-key"],
    reason: reason("renew-certificate"),
    names,
    path,
    issuer: "acme",
    challenge: "http-01",
    answerBy: proxyAnswersChallenge(situation) ? "web-server" : "responder",
    keyReader: bySynapse ? (situation.input.host?.synapse?.runsAs ?? null) : null,
    irreversible: reason("irreversible-certificate", { names: names.join(", ") }),
  };
}

function reloadStep(situation: Situation, { service, ports }: Holder): ControlServiceStep {
  const { host } = situation.input;
  const unit =
    service === "synapse"
      ? (host?.synapse?.unit?.name ?? "matrix-synapse.service")
      : (host?.proxy?.unit?.name ?? "nginx.service");
  return {
    ...BASE,
    kind: "control-service",
    id: `reload-${service}`,
    needs: ["certificate"],
    reason: reason("reload-certificate"),
    service,
    unit,
    action: "reload",
    opens: ports,
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
