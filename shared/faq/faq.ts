import { generationOf } from "../resolve/outbound.ts";
import type { Observe, SrvSeen } from "../facts/observation.ts";
import { addressList } from "../plan/addresses-of.ts";
import { makePlanAlone } from "../plan/make-plan.ts";
import type { DelegationMethod, Plan, PlanInput, Refusal } from "../plan/plan.ts";
import { proxyHolds } from "../plan/proxy-holds.ts";
import { isOwn, situationOf, type Situation } from "../plan/situation.ts";
import type { ErasView } from "../resolve/route.ts";
import { certificateAnswers } from "./certificate-answers.ts";
import { delegationAnswers } from "./delegation-answers.ts";
import type { Faq, FaqSubject } from "./questions.ts";
import { upgradeAnswers } from "./upgrade-answers.ts";

/** Answers the FAQ for one server, from the same input as its plan and from that plan. */
export function answerFaq(input: PlanInput, plan: Plan | null, refusal: Refusal | null): Faq {
  const subject = subjectOf(input, plan, refusal);
  return {
    ...upgradeAnswers(subject),
    ...delegationAnswers(subject),
    ...certificateAnswers(subject),
  };
}

function subjectOf(input: PlanInput, plan: Plan | null, refusal: Refusal | null): FaqSubject {
  const situation = situationOf(input);
  const synapse = input.host?.synapse ?? null;
  const now = (plan ?? refusal)?.eras.now ?? situation.now;
  return {
    name: input.name.text,
    host: situation.host,
    version: knownVersion(synapse?.version ?? null),
    install: synapse?.install ?? null,
    unit: synapse?.unit?.name ?? "matrix-synapse.service",
    hasUnit: synapse === null || synapse.unit !== null,
    canReload: synapse?.unit?.canReload === true,
    proxied: endsAtProxy(situation, plan),
    audience: situation.audience,
    now,
    plan,
    legacySrv: legacySrvOf(situation, now),
    failing: failingOf(situation),
    mended: plan === null ? methodOnceMended(input, situation) : null,
    straight: straightWay(input, situation),
    isWebLost: input.control.web === "nobody",
    file: fileOf(input, situation.host, now),
  };
}

function straightWay(input: PlanInput, situation: Situation): FaqSubject["straight"] {
  if (input.name.port !== null) return "explicit-port";
  if (input.name.kind !== "dns") return "ip-literal";
  const addresses = addressList(input, situation.host);
  const isHere = addresses.length > 0 && addresses.every((each) => isOwn(situation, each));
  return isHere ? "here" : "elsewhere";
}

/** A version that is none (a word, an empty text) is not known; `v1.98.0` and `1.98.0` are the same. */
function knownVersion(version: string | null): string | null {
  const text = version?.trim().replace(/^v/, "") ?? "";
  return generationOf(text) === null ? null : text;
}

/** A record that servers up to 0.34 follow and that gets them nowhere is worse than none. */
function legacySrvOf(situation: Situation, now: ErasView): FaqSubject["legacySrv"] {
  if (isFailing(situation.srvLegacy)) return "unknown";
  if ((situation.srvLegacy?.records.length ?? 0) === 0) return "none";
  const old = now.inbound["0.34"];
  return old.decidedBy === "srv" && old.verdict !== "reached" ? "astray" : "leads";
}

const TOLD: ReadonlySet<string> = new Set(["NOERROR", "NODATA", "NXDOMAIN"]);

/** The name servers did not say whether there is a record; Synapse gives up there (`srv-lookup-error`). */
function isFailing(seen: SrvSeen | null): boolean {
  return seen !== null && !TOLD.has(seen.rcode);
}

function failingOf({ host, srvFed, srvLegacy }: Situation): readonly string[] {
  return [
    ...(isFailing(srvFed) ? [`_matrix-fed._tcp.${host}`] : []),
    ...(isFailing(srvLegacy) ? [`_matrix._tcp.${host}`] : []),
  ];
}

function methodOnceMended(input: PlanInput, situation: Situation): DelegationMethod | null {
  if (failingOf(situation).length === 0) return null;
  const observe: Observe = (query) => {
    const seen = input.observe(query);
    return seen.kind === "srv" && isFailing(seen) ? { ...seen, rcode: "NXDOMAIN" } : seen;
  };
  const made = makePlanAlone({ ...input, observe });
  return made.ok ? made.value.recommended : null;
}

function fileOf(input: PlanInput, host: string, now: ErasView): FaqSubject["file"] {
  if (now.inbound["1.93"].decidedBy?.startsWith("well-known") === true) return "read";
  const { kind, port } = input.name;
  if (kind !== "dns" || port !== null) return "none";
  const seen = input.observe({ ask: "well-known", host, file: "server" });
  const last = seen?.kind === "well-known" ? seen.hops.at(-1)?.outcome : undefined;
  return last?.kind === "answered" && last.status === 200 ? "unread" : "none";
}

/**
 * Whether others meet a proxy: as the plan makes it, else as it is. A web server that only stands beside
 * Synapse, which answers on its own port, is none.
 */
function endsAtProxy(situation: Situation, plan: Plan | null): boolean {
  const written = new Set(plan?.steps.map(({ id }) => id));
  if (written.has("proxy-site")) return true;
  if (written.has("synapse-config")) return false;
  const { host } = situation.input;
  if (plan === null || host === null) return situation.proxy !== "none";
  return proxyHolds(situation, plan.delegation.port);
}
