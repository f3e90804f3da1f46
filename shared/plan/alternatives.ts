import { decide, type Decision } from "./decision.ts";
import type { Alternative, DelegationMethod, Reason } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { isDirect, waysBy } from "./ways.ts";
import type { Weighed } from "./weigh.ts";

/** The other ways that were or could be taken, one for each method, with what each costs. */
export function alternativesOf(
  situation: Situation,
  chosen: DelegationMethod | null,
  weighed: readonly Weighed[],
): readonly Alternative[] {
  const free = { ...situation, input: { ...situation.input, answers: withoutDelegate(situation) } };
  const methods = ["none", "well-known", "srv"] as const;
  if (isDirect(situation)) return [];
  return methods
    .filter((method) => method !== chosen)
    .map((method) => alternative(free, method, weighed));
}

/** A way that was weighed is known to its end; another is only decided, and the first possible one shown. */
function alternative(
  situation: Situation,
  method: "none" | "well-known" | "srv",
  weighed: readonly Weighed[],
): Alternative {
  const known = weighed.filter((each) => each.decision.way.method === method);
  const looked = known.length > 0 ? known : lookAt(situation, method);
  const best = looked.find((each) => each.blockedBy.length === 0) ?? looked[0];
  return {
    method,
    cost: best === undefined ? [] : costOf(best.decision),
    blockedBy: best?.blockedBy ?? [],
  };
}

interface Looked {
  readonly decision: Decision;
  readonly blockedBy: readonly Reason[];
}

function lookAt(situation: Situation, method: "none" | "well-known" | "srv"): readonly Looked[] {
  const tried: Looked[] = [];
  for (const way of waysBy(situation, method)) {
    const decision = decide(situation, way);
    tried.push({ decision, blockedBy: decision.blockedBy });
    if (decision.blockedBy.length === 0) break;
  }
  return tried;
}

/** What a way asks of people: certificates, records, documents, and whose hands they need. */
function costOf(decision: Decision): readonly Reason[] {
  const { way, certificate, srv, wellKnown } = decision;
  const changes = srv.records.filter(
    (record) => record.change === "add" || record.change === "change",
  );
  return [
    ...(certificate.certificate === null
      ? []
      : [reason("cost-certificate", { name: way.certificateName })]),
    ...(wellKnown.files.length > 0
      ? [reason(wellKnown.by === "other" ? "cost-website-other" : "cost-website")]
      : []),
    ...(changes.length > 0 ? [reason("cost-records", { records: changes.length })] : []),
    ...(way.method === "srv" ? [reason("cost-srv-no-clients")] : []),
    ...(way.method === "none" ? [reason("cost-port-8448")] : []),
  ];
}

function withoutDelegate(situation: Situation): Situation["input"]["answers"] {
  const { delegate: _, ...rest } = situation.input.answers;
  return rest;
}
