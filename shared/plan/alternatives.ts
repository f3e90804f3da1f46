import type { Alternative, DelegationMethod, Reason } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { waysOf } from "./ways.ts";
import { weigh, type Weighed } from "./weigh.ts";

/** The other ways that were or could be taken, one for each method, with what each costs. */
export function alternativesOf(
  situation: Situation,
  chosen: DelegationMethod | null,
  weighed: readonly Weighed[],
): readonly Alternative[] {
  const free = { ...situation, input: { ...situation.input, answers: withoutDelegate(situation) } };
  const methods: readonly DelegationMethod[] = ["none", "well-known", "srv"];
  if (situation.input.name.kind !== "dns" || situation.input.name.port !== null) return [];
  return methods
    .filter((method) => method !== chosen)
    .map((method) => alternative(free, method, weighed));
}

function alternative(
  situation: Situation,
  method: DelegationMethod,
  weighed: readonly Weighed[],
): Alternative {
  const known = weighed.filter((each) => each.decision.way.method === method);
  const looked = known.length > 0 ? known : lookAt(situation, method);
  const best = looked.find((each) => each.blockedBy.length === 0) ?? looked[0];
  return {
    method,
    cost: best === undefined ? [] : costOf(best),
    blockedBy: best?.blockedBy ?? [],
  };
}

function lookAt(situation: Situation, method: DelegationMethod): readonly Weighed[] {
  const tried: Weighed[] = [];
  for (const way of waysOf(situation).filter((each) => each.method === method)) {
    tried.push(weigh(situation, way));
    if (tried.at(-1)?.blockedBy.length === 0) break;
  }
  return tried;
}

/** What a way asks of people: certificates, records, documents, and whose hands they need. */
function costOf(weighed: Weighed): readonly Reason[] {
  const { way, certificate, srv, wellKnown } = weighed.decision;
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
