import type { AskPersonStep, Plan, Reason, RecordChange, Step } from "../../../shared/plan/plan.ts";
import {
  asChoice,
  DIMENSION_ORDER,
  valuesOf,
  type Choice,
} from "../../../shared/prove/dimensions.ts";
import { provePlan, type Proof } from "../../../shared/prove/prove-subject.ts";
import type { Subject } from "../../../shared/prove/subject.ts";
import type { ViolationKind } from "../../../shared/prove/violation.ts";
import { walkPlan } from "../../../shared/prove/walk-plan.ts";
import { caseMaker } from "../../../shared/prove/world-of-choice.ts";
import { outboundEras } from "../../../shared/resolve/outbound.ts";

/** The usual world with some dimensions changed. */
export function choiceWith(changed: Partial<Choice>): Choice {
  const settled: { [dimension: string]: string } = {};
  for (const dimension of DIMENSION_ORDER) settled[dimension] = valuesOf(dimension)[0] ?? "";
  return asChoice({ ...settled, ...changed });
}

/** The case of the usual world with some dimensions changed. */
export function subjectWith(changed: Partial<Choice>): Subject {
  return caseMaker()(choiceWith(changed)).subject;
}

const DONE: Reason = { code: "made-by-hand", data: {} };

/** What every step made by hand has; irreversible unless said. */
const PARTS = {
  who: "you",
  phase: 1,
  needs: [],
  reason: DONE,
  before: null,
  after: null,
  visibleAfterSeconds: 0,
  undo: null,
  irreversible: DONE,
  check: DONE,
} as const;

/** Marks a step as one that can be undone. */
export const UNDONE = { undo: DONE, irreversible: null } as const;

/** A step that changes one record. */
export function recordStep(record: RecordChange, rest: Partial<Step> = {}): Step {
  return { ...PARTS, id: `record-${record.name}`, kind: "dns-record", record, ...rest } as Step;
}

/** A step that publishes the server document of example.com. */
export function publishStep(content: string): Step {
  const url = "https://example.com/.well-known/matrix/server";
  const file = {
    path: ".well-known/matrix/server",
    url,
    content,
    headers: { "Cache-Control": "max-age=3600" },
  };
  return { ...PARTS, id: "publish", kind: "publish-file", on: "web", files: [file] };
}

/** A step that asks a person for records or open ports. */
export function askStep(
  asked: Partial<Pick<AskPersonStep, "records" | "ports" | "retires" | "renews">>,
): AskPersonStep {
  const nothing = { files: [], records: [], ports: [] };
  return { ...PARTS, id: "ask", kind: "ask-person", ...nothing, ...asked };
}

/** A step that gets a certificate for one name. */
export function certificateStep(name: string, challenge: "http-01" | "dns-01" = "http-01"): Step {
  const path = `/etc/homeport/tls/${name}`;
  return {
    ...PARTS,
    id: "certificate",
    kind: "obtain-certificate",
    names: [name],
    path,
    issuer: "acme",
    challenge,
    answerBy: "responder",
    keyReader: null,
  };
}

/** A step that writes Synapse's file: TLS on one port with the certificate of `name`, and more text. */
export function configStep(name: string, port: number, more = ""): Step {
  const path = "/etc/matrix-synapse/conf.d/zz-homeport.yaml";
  const content = `tls_certificate_path: "/etc/homeport/tls/${name}/fullchain.pem"\n${more}`;
  const listener = {
    port,
    tls: true,
    type: "http",
    bindAddresses: ["::"],
    xForwarded: false,
    resources: ["federation"],
  };
  return {
    ...PARTS,
    ...UNDONE,
    id: "config",
    kind: "write-file",
    file: { what: "synapse-config", path, content, opens: [listener] },
  };
}

/** A step that restarts Synapse. */
export function restartStep(port: number): Step {
  const service = {
    service: "synapse",
    unit: "matrix-synapse.service",
    action: "restart",
  } as const;
  return { ...PARTS, ...UNDONE, id: "restart", kind: "control-service", ...service, opens: [port] };
}

/** A step that waits. */
export function waitStep(seconds: number): Step {
  return { ...PARTS, ...UNDONE, id: "wait", kind: "wait", seconds };
}

/** A plan of these steps which says truly where it ends. */
export function planOf(
  subject: Subject,
  steps: readonly Step[],
  consents: readonly Reason[] = [],
): Plan {
  const outbound = outboundEras(subject.world.server?.version ?? null);
  const bare: Plan = {
    format: 1,
    serverName: subject.name.text,
    hostKey: null,
    recommended: "none",
    delegation: { method: "none", delegatedName: subject.name.host, port: 8448 },
    audience: subject.audience,
    certificate: null,
    publish: { wellKnownServer: null, wellKnownClient: null, records: [] },
    steps,
    alternatives: [],
    reasons: [],
    consents,
    eras: { now: empty(subject), afterStep: {}, end: empty(subject) },
  };
  const { now, end } = walkPlan(subject, bare);
  return {
    ...bare,
    eras: { now: { inbound: now, outbound }, afterStep: {}, end: { inbound: end, outbound } },
  };
}

function empty(subject: Subject): Plan["eras"]["now"] {
  const { now } = walkPlan(subject, { steps: [] });
  return { inbound: now, outbound: outboundEras(null) };
}

/** Proves steps made by hand; gives the kinds of what was found, each once. */
export function findingsOf(
  subject: Subject,
  steps: readonly Step[],
  consents: readonly Reason[] = [],
): readonly string[] {
  return kindsOf(provePlan(subject, planOf(subject, steps, consents)));
}

/** Every kind that `kindsOf` has met in this test file: the last test of a file can ask for all. */
export const kindsMet = new Set<ViolationKind>();

/** The kinds of what was found, each once. */
export function kindsOf(proof: Pick<Proof, "violations">): readonly string[] {
  for (const { kind } of proof.violations) kindsMet.add(kind);
  return [...new Set(proof.violations.map((each) => each.kind))].toSorted();
}
