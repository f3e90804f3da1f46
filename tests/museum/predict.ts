import { certificateFault } from "../../shared/certificates/judge.ts";
import { traitsOf, type Era } from "../../shared/domain/era.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { hostKind } from "../../shared/domain/server-name.ts";
import type { EndpointSeen, HopSeen, Observe, Query } from "../../shared/facts/observation.ts";
import { readUrl } from "../../shared/facts/url.ts";
import { endpointKey } from "../../shared/facts/world-keys.ts";
import { observeWorld } from "../../shared/facts/world-observe.ts";
import { driveWith } from "../../shared/resolve/drive.ts";
import { judgeEndpoint } from "../../shared/resolve/endpoint-verdict.ts";
import { reach } from "../../shared/resolve/reach.ts";
import { resolve } from "../../shared/resolve/resolve.ts";
import type { InboundEra, Route, Target } from "../../shared/resolve/route.ts";
import type { MuseumWorld } from "./worlds/sketch.ts";

/** An HTTP request as the stubs meet it; `path` is `federation` for any directory query. */
export interface Request {
  readonly host: string;
  readonly path: string;
}

/** A TCP connection that opens: one of these places, the SNI, and the request where TLS lets one through. */
export interface Meeting {
  readonly to: readonly string[];
  readonly sni: string | null;
  readonly request: Request | null;
}

/** What a real Synapse must do in a world if the model is right. */
export interface Prediction {
  /** SRV questions in their order. */
  readonly srv: readonly string[];
  /** Names whose A and AAAA are asked. */
  readonly hosts: readonly string[];
  /** Where TCP is tried, in no order: one of each group, and nowhere else. */
  readonly tried: readonly (readonly string[])[];
  /** Connections that open, in order: first those of the well-known fetch. */
  readonly meetings: readonly Meeting[];
  /** How many of `meetings` are the well-known fetch's. */
  readonly fetches: number;
  readonly inbound: InboundEra;
}

/** Predicts from the world file alone, by the resolver and the checks that Homeport itself uses. */
export function predict(era: Era, { world, name }: MuseumWorld, now: Instant): Prediction {
  const look = observeWorld(world);
  const asked: Query[] = [];
  const noting: Observe = (query) => {
    asked.push(query);
    return look(query);
  };
  const route = driveWith(noting, resolve(era, name, now));
  const inbound = driveWith(look, reach(era, name, now));
  const fetched = asked.flatMap((query) =>
    query.ask === "well-known" ? followed(era, look(query), now) : [],
  );
  const fetch = walk(fetched.map((hop) => hopStep(era, hop, look, now)));
  const wanted = { era, serverName: name.text, certificateName: route.certificateName, now };
  const targets = walk(targetSteps(route, (seen) => judgeEndpoint(wanted, seen).why, look));
  return {
    srv: asked.flatMap((query) => (query.ask === "srv" ? [`${query.service}.${query.name}`] : [])),
    hosts: [...new Set([...fetch.hosts, ...targets.hosts])],
    tried: [...fetch.tried, ...targets.tried],
    meetings: [...fetch.meetings, ...targets.meetings],
    fetches: fetch.meetings.length,
    inbound,
  };
}

/** One place that a peer turns to: whose addresses it asks for, where it connects, what then opens. */
interface Step {
  readonly host: string;
  readonly places: readonly string[];
  readonly meeting: Meeting | null;
}

function walk(steps: readonly Step[]): Pick<Prediction, "hosts" | "tried" | "meetings"> {
  return {
    hosts: steps.flatMap(({ host }) => ((hostKind(host) ?? "dns") === "dns" ? [host] : [])),
    tried: steps.flatMap(({ places }) => (places.length === 0 ? [] : [places])),
    meetings: steps.flatMap(({ meeting }) => (meeting === null ? [] : [meeting])),
  };
}

/** The hops that software of the era really makes: it stops where it does not follow. */
function followed(era: Era, seen: unknown, now: Instant): readonly HopSeen[] {
  const { hops } = seen as { readonly hops: readonly HopSeen[] };
  const end = hops.findIndex((hop) => !goesOn(era, hop, now));
  return end < 0 ? hops : hops.slice(0, end + 1);
}

function goesOn(era: Era, hop: HopSeen, now: Instant): boolean {
  if (hop.outcome.kind !== "answered" || !believes(era, hop, now)) return false;
  return hop.outcome.status !== 308 || traitsOf(era).follows308;
}

function believes(era: Era, { url, outcome }: HopSeen, now: Instant): boolean {
  if (outcome.kind !== "answered" && outcome.kind !== "silent") return false;
  const host = readUrl(url)?.host ?? "";
  const { certificate } = outcome;
  return certificate !== null && certificateFault(certificate, host, traitsOf(era), now) === null;
}

function hopStep(era: Era, hop: HopSeen, look: Observe, now: Instant): Step {
  const url = readUrl(hop.url);
  const { host, port, path } = url ?? { host: "", port: 443, path: "/" };
  const places = addressesOf(look, host).map((address) => endpointKey(address, port));
  const opens = hop.outcome.kind !== "refused" && hop.outcome.kind !== "no-address";
  const request = believes(era, hop, now) ? { host, path } : null;
  return { host, places, meeting: opens ? { to: places, sni: host, request } : null };
}

function addressesOf(look: Observe, host: string): readonly string[] {
  const seen = look({ ask: "addresses", host });
  return seen.kind === "untold" ? [] : [...seen.a.records, ...seen.aaaa.records];
}

/** The targets that are tried: up to the first where TCP opens. */
function targetSteps(
  route: Route,
  why: (seen: EndpointSeen) => string | null,
  look: Observe,
): readonly Step[] {
  const steps: Step[] = [];
  for (const target of route.targets) {
    const step = targetStep(target, route, why, look);
    steps.push(step);
    if (step.meeting !== null) break;
  }
  return steps;
}

function targetStep(
  { host, port, addresses }: Target,
  { sni, hostHeader }: Route,
  why: (seen: EndpointSeen) => string | null,
  look: Observe,
): Step {
  const met = addresses.flatMap((address) => {
    const seen = look({ ask: "endpoint", address, port, sni, hostHeader });
    const open = seen.kind === "endpoint" && seen.tcp === "open";
    return open ? [{ to: endpointKey(address, port), why: why(seen) }] : [];
  });
  const request = turnsAway(met[0]?.why ?? null) ? null : { host: hostHeader, path: "federation" };
  const to = met.map((each) => each.to);
  const places = addresses.map((address) => endpointKey(address, port));
  return { host, places, meeting: to.length === 0 ? null : { to, sni, request } };
}

/** Whether a peer breaks off before it sends a request. */
function turnsAway(why: string | null): boolean {
  return why !== null && (why.startsWith("cert-") || why.startsWith("tls-"));
}
