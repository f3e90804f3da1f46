import type { InboundEra } from "../resolve/route.ts";
import { presentlyTold } from "./choose-well-known.ts";
import type { Delegation, DelegationMethod, Plan, Publish, Reason } from "./plan.ts";
import { ownVersionReasons } from "./plan-reasons.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { presentSrv } from "./srv-records.ts";
import { isHere } from "./present-ways.ts";

/**
 * The plan that changes nothing, where every era of the audience reaches the homeserver today and
 * nobody asked for something else; null otherwise. What works is never changed to a nicer form. Its
 * alternatives are left to who made the search for them.
 */
export function presentPlan(situation: Situation): Plan | null {
  const { audience, now, input } = situation;
  if (!audience.every((era) => now.inbound[era].verdict === "reached")) return null;
  const delegation = presentDelegation(situation);
  if (delegation === null || asksForOther(situation, delegation)) return null;
  return {
    format: 1,
    serverName: input.name.text,
    hostKey: input.host?.hostKey ?? null,
    recommended: delegation.method,
    delegation,
    audience,
    certificate: null,
    publish: presentPublish(situation, delegation),
    steps: [],
    alternatives: [],
    reasons: [
      reason("works-already", { name: input.name.text }),
      ...staleRecord(situation, delegation),
      ...ownVersionReasons(situation),
    ],
    consents: [],
    eras: { now, afterStep: {}, end: now },
  };
}

/** A record beside the file that leads only software up to 0.34, and leads it nowhere. */
function staleRecord(situation: Situation, { method }: Delegation): readonly Reason[] {
  const { verdict, decidedBy, target } = situation.now.inbound["0.34"];
  const leadsNowhere = verdict === "refused" || verdict === "unreachable";
  if (method !== "well-known" || decidedBy !== "srv" || target === null || !leadsNowhere) return [];
  return [reason("srv-stale", { name: situation.host, target: target.host, port: target.port })];
}

/** How peers are led today, judged by the newest era of the audience; null where it cannot be told. */
export function presentDelegation(situation: Situation): Delegation | null {
  const newest = situation.audience.at(-1);
  const way = newest === undefined ? null : situation.now.inbound[newest];
  const method = way === null ? null : methodOf(situation, way);
  if (way === null || way.target === null || method === null) return null;
  const delegatedName =
    method === "well-known" ? (hostOf(way.hostHeader) ?? way.target.host) : way.target.host;
  return { method, delegatedName, port: way.target.port };
}

function methodOf(situation: Situation, way: InboundEra): DelegationMethod | null {
  switch (way.decidedBy) {
    case null:
      return null;
    case "8448":
      return "none";
    case "ip-literal":
    case "explicit-port":
      return way.decidedBy;
    case "srv":
    case "srv-fed":
      return way.target !== null && isHere(situation, way.target) ? "none" : "srv";
    case "well-known+ip":
    case "well-known+port":
    case "well-known+srv-fed":
    case "well-known+srv":
    case "well-known+8448":
      return "well-known";
  }
}

function asksForOther(situation: Situation, present: Delegation): boolean {
  const { delegate, delegatedName, port, certificate, keepSrv } = situation.input.answers;
  return (
    (delegate !== undefined && delegate !== "auto" && delegate !== present.method) ||
    (delegatedName !== undefined &&
      delegatedName.toLowerCase() !== present.delegatedName.toLowerCase()) ||
    (port !== undefined && port !== present.port) ||
    certificate === "acme" ||
    certificate === "own" ||
    (keepSrv === "no" && presentSrv(situation).length > 0)
  );
}

/** What leads peers and apps today, as far as it is published. */
export function presentPublish(situation: Situation, delegation: Delegation): Publish {
  const told = presentlyTold(situation);
  const server = delegation.method === "well-known" ? told.server : null;
  return {
    wellKnownServer: server === null ? null : { "m.server": server },
    wellKnownClient: told.client === null ? null : { "m.homeserver": { base_url: told.client } },
    records: presentSrv(situation),
  };
}

function hostOf(hostHeader: string | null): string | null {
  return hostHeader === null ? null : hostHeader.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}
