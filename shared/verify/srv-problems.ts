import type { SrvService } from "../domain/era.ts";
import { formatHostPort } from "../domain/server-name.ts";
import type { SrvSeen } from "../facts/observation.ts";
import { problem, type Problem } from "../problems/problem.ts";
import type { Target } from "../resolve/route.ts";
import { srvOwner } from "./delegation.ts";
import { findEverywhere } from "./endpoint-problems.ts";
import { isReached, TODAY, type Look } from "./look.ts";
import { strayQueries } from "./stray-records.ts";

/** Problems of SRV records, those that today's peers ask for and those beside them. */
export function srvProblems(look: Look): readonly Problem[] {
  return [
    ...endedProblems(look),
    ...aliasProblems(look),
    ...deadNewerProblems(look),
    ...onlyNewerProblems(look),
    ...staleProblems(look),
    ...strayProblems(look),
  ];
}

function lookUp(look: Look, service: SrvService, name: string): SrvSeen | null {
  const seen = look.observe({ ask: "srv", service, name });
  return seen.kind === "srv" ? seen : null;
}

function isNone(seen: SrvSeen | null): boolean {
  return seen !== null && (seen.rcode === "NXDOMAIN" || seen.records.length === 0);
}

/** A lookup that fails, or says "no service", ends Synapse's resolution: it does not go on to 8448. */
function endedProblems(look: Look): readonly Problem[] {
  const { ended } = look.routes[TODAY];
  const owner = srvOwner(look);
  if (owner === null || (ended !== "srv-lookup-error" && ended !== "srv-null-target")) return [];
  const fed = lookUp(look, "_matrix-fed._tcp", owner);
  const isFed =
    fed !== null &&
    (fed.records.length > 0 || ["SERVFAIL", "REFUSED", "TIMEOUT"].includes(fed.rcode));
  const service: SrvService = isFed ? "_matrix-fed._tcp" : "_matrix._tcp";
  const rcode = lookUp(look, service, owner)?.rcode ?? null;
  const record = `${service}.${owner}`;
  return [problem(ended, { record, rcode }, { evidence: `SRV ${record}: ${rcode ?? "?"}` })];
}

function usesSrv(look: Look): SrvService | null {
  const decided = look.routes[TODAY].decidedBy ?? "";
  if (decided.endsWith("srv-fed")) return "_matrix-fed._tcp";
  return decided.endsWith("srv") ? "_matrix._tcp" : null;
}

function aliasProblems(look: Look): readonly Problem[] {
  const service = usesSrv(look);
  if (service === null) return [];
  const record = `${service}.${srvOwner(look) ?? look.name.host}`;
  return look.routes[TODAY].targets.flatMap(({ host }) => {
    const seen = look.observe({ ask: "addresses", host });
    if (seen.kind !== "addresses" || seen.cname.length === 0) return [];
    const evidence = `${host} CNAME ${seen.cname.join(" CNAME ")}`;
    return [
      problem("srv-target-cname", { record, target: host }, { severity: "warning", evidence }),
    ];
  });
}

function deadNewerProblems(look: Look): readonly Problem[] {
  if (usesSrv(look) !== "_matrix-fed._tcp" || isReached(look)) return [];
  const isDead = findEverywhere(look)
    .flat()
    .every((each) => each.state === "dead");
  const works = (["1.0", "0.99"] as const).some((era) => {
    const { verdict, decidedBy } = look.inbound[era];
    return verdict === "reached" && (decidedBy === "srv" || decidedBy === "well-known+srv");
  });
  const record = `_matrix-fed._tcp.${srvOwner(look) ?? look.name.host}`;
  return isDead && works ? [problem("srv-fed-dead-shadows-legacy", { record })] : [];
}

function onlyNewerProblems(look: Look): readonly Problem[] {
  const owner = srvOwner(look);
  if (usesSrv(look) !== "_matrix-fed._tcp" || owner === null) return [];
  const isAlone = isNone(lookUp(look, "_matrix._tcp", owner));
  if (!isAlone || look.inbound["1.0"].verdict === "reached") return [];
  const record = `_matrix-fed._tcp.${owner}`;
  return [
    problem(
      "srv-fed-only",
      { record },
      { severity: "warning", evidence: `no SRV _matrix._tcp.${owner}` },
    ),
  ];
}

/** Peers of 0.34 know no well-known file; an SRV record that was left behind leads them elsewhere. */
function staleProblems(look: Look): readonly Problem[] {
  const today = look.inbound[TODAY];
  const old = look.inbound["0.34"];
  const isDelegated = today.decidedBy?.startsWith("well-known") === true;
  if (!isDelegated || today.target === null || old.decidedBy !== "srv" || old.target === null)
    return [];
  if (
    old.verdict === "reached" ||
    old.verdict === "unknown" ||
    isSamePlace(today.target, old.target)
  )
    return [];
  const data = { wellKnown: placeOf(today.target), srv: placeOf(old.target) };
  const evidence = `SRV _matrix._tcp.${look.name.host} leads to ${data.srv}: ${old.why ?? old.verdict}`;
  return [problem("srv-stale-beside-well-known", data, { severity: "warning", evidence })];
}

function placeOf(target: Target): string {
  return formatHostPort(target.host, target.port);
}

function isSamePlace(one: Target, other: Target): boolean {
  return (
    one.port === other.port && one.addresses.some((address) => other.addresses.includes(address))
  );
}

function strayProblems(look: Look): readonly Problem[] {
  return strayQueries(look).flatMap((query) => {
    const seen = look.observe(query);
    if (seen.kind !== "srv" || seen.records.length === 0) return [];
    const record = `${query.service}.${query.name}`;
    const evidence = seen.records.map((each) => `${each.port} ${each.target}`).join(", ");
    return [problem("srv-wrong-service", { record }, { severity: "warning", evidence })];
  });
}
