import type { Decision } from "./decision.ts";
import { presentPlan } from "./nothing-to-do.ts";
import type { Alternative, DelegationMethod, Reason } from "./plan.ts";
import { reason } from "./reason.ts";
import { search, type Known } from "./search.ts";
import type { Situation } from "./situation.ts";
import { isDirect } from "./ways.ts";
import type { Weighed } from "./weigh.ts";

/**
 * The other methods with what each costs: what the very same search says once the person asks for one of
 * them, so that an alternative that nothing blocks can be had, and a blocked one cannot.
 */
export function alternativesOf(
  situation: Situation,
  chosen: DelegationMethod | null,
  known: Known,
): readonly Alternative[] {
  if (isDirect(situation)) return [];
  return (["none", "well-known", "srv"] as const)
    .filter((method) => method !== chosen)
    .map((method) => alternative(asking(situation, method), method, known));
}

function asking(situation: Situation, delegate: "none" | "well-known" | "srv"): Situation {
  const { input } = situation;
  return { ...situation, input: { ...input, answers: { ...input.answers, delegate } } };
}

function alternative(
  situation: Situation,
  method: "none" | "well-known" | "srv",
  known: Known,
): Alternative {
  const appless = method === "srv" ? [reason("cost-srv-no-clients")] : [];
  if (presentPlan(situation) !== null) return { method, cost: appless, blockedBy: [] };
  const { chosen, weighed } = search(situation, known);
  if (chosen !== null) return { method, cost: costOf(chosen), blockedBy: [] };
  const best = leastBlocked(weighed);
  return {
    method,
    cost: best === undefined ? [] : costOf(best),
    blockedBy: best?.blockedBy ?? [],
  };
}

/** The first of the ways that the fewest things stand against: one port that is shut is no reason where another is free. */
function leastBlocked(weighed: readonly Weighed[]): Weighed | undefined {
  return weighed.toSorted((a, b) => a.blockedBy.length - b.blockedBy.length)[0];
}

/** What a way asks of people: certificates, records, documents, whose hands they need, and who is cut off. */
function costOf({ decision, cutOff }: Weighed): readonly Reason[] {
  const { way, certificate, srv } = decision;
  const changes = srv.records.filter(
    (record) => record.change === "add" || record.change === "change",
  );
  return [
    ...certificateCost(certificate.certificate?.issuer ?? "existing", way.certificateName),
    ...websiteCost(decision),
    ...(changes.length > 0 ? [reason("cost-records", { records: changes.length })] : []),
    ...(way.method === "srv" ? [reason("cost-srv-no-clients")] : []),
    ...(way.method === "none" ? [reason("cost-port-8448")] : []),
    ...(way.method === "none" && !way.strict
      ? [reason("cost-partly-elsewhere", { name: way.connectHost })]
      : []),
    ...certificate.consents,
    ...cutOff,
  ];
}

function certificateCost(issuer: "acme" | "own" | "existing", name: string): readonly Reason[] {
  if (issuer === "existing") return [];
  return [reason(issuer === "own" ? "cost-certificate-own" : "cost-certificate", { name })];
}

function websiteCost({ way, wellKnown }: Decision): readonly Reason[] {
  const other = wellKnown.by === "other";
  if (wellKnown.files.length > 0) return [reason(other ? "cost-website-other" : "cost-website")];
  if (way.file === "retired") return [reason(other ? "cost-file-gone-other" : "cost-file-gone")];
  return way.file === "believed-again" ? [reason("cost-website-certificate")] : [];
}
