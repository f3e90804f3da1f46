import { traitsOf, type Era, type EraTraits } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import { formatHostPort, type HostKind, type ServerName } from "../domain/server-name.ts";
import { asAnswerTo } from "../facts/answers-to.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { once, type Steps } from "./ask.ts";
import { addressesOf } from "./addresses.ts";
import { FAILED_FETCH_LIFE } from "./cache-life.ts";
import type { DecidedBy, Route } from "./route.ts";
import { lookUpSrv } from "./srv-lookup.ts";
import { findTargets, type HostPort } from "./targets.ts";
import { beginTrail, type Trail } from "./trail.ts";
import { judgeWellKnown } from "./well-known-document.ts";

const DEFAULT_PORT = 8448;

/**
 * Resolves a server name as software of `era` does: the one algorithm for all eras, as a step machine
 * that asks and is fed (matrix-federation.md sections 1.1–1.5, museum.md where they differ).
 * `now` judges the certificates of the well-known fetch. Nothing is asked twice; it always ends.
 */
export function resolve(era: Era, name: ServerName, now: Instant): Steps<Route> {
  return once(resolveAskingFreely(era, name, now));
}

/** The same for drivers that remember answers themselves: it may ask a question twice. */
export function resolveAskingFreely(era: Era, name: ServerName, now: Instant): Steps<Route> {
  return resolveSteps({ era, traits: traitsOf(era), now, trail: beginTrail() }, name);
}

interface Walk {
  readonly era: Era;
  readonly traits: EraTraits;
  readonly now: Instant;
  readonly trail: Trail;
}

/** Where the walk stands: the server name itself, or the name that a well-known file gave. */
interface Place {
  readonly host: string;
  readonly kind: HostKind;
  readonly port: number | null;
  readonly hostHeader: string;
  readonly delegated: boolean;
  /** Life of the well-known answer that led here, or of its failure; null where none was asked. */
  readonly life: number | null;
  readonly suspect: ProblemCode | null;
}

function* resolveSteps(walk: Walk, name: ServerName): Steps<Route> {
  const { host, kind, port } = name;
  const start: Place = {
    host,
    kind,
    port,
    hostHeader: name.text,
    delegated: false,
    life: null,
    suspect: null,
  };
  // 0.34 prepares TLS for the name with its brackets before all else, and idna refuses a bracket: no IPv6 literal is
  // ever asked for or reached (synapse@v0.34.1.1 synapse/http/endpoint.py, `matrix_federation_endpoint`, and
  // synapse/crypto/context_factory.py, `ClientTLSOptions`; seen in the museum).
  if (kind === "ipv6" && !walk.traits.wellKnown)
    return ended(walk, start, "server-name-invalid", false);
  if (kind !== "dns" || port !== null || !walk.traits.wellKnown)
    return yield* routeFrom(walk, start);
  const asked = `https://${host}/.well-known/matrix/server`;
  const query = { ask: "well-known", host, file: "server" } as const;
  const seen = asAnswerTo(query, yield query);
  if (seen.kind === "untold") {
    walk.trail.add("well-known", asked, "untold", false);
    return ended(walk, start, null, true);
  }
  const judged = judgeWellKnown(walk.era, seen, walk.now);
  walk.trail.add("well-known", asked, judged.answer, judged.kind !== "ignored");
  if (judged.kind === "fails") {
    if (judged.srvFor !== null)
      yield* lookUpSrv("_matrix._tcp", judged.srvFor, "well-known+srv", walk.trail);
    return ended(walk, start, judged.why, false);
  }
  if (judged.kind === "ignored")
    return yield* routeFrom(walk, { ...start, life: FAILED_FETCH_LIFE });
  const { sound, ...to } = judged.to;
  const suspect = sound ? null : "well-known-bad-value";
  return yield* routeFrom(walk, { ...to, delegated: true, life: judged.life, suspect });
}

/** Steps 1, 2 and 3 of the specification from a place that has no well-known step before it any more. */
function* routeFrom(walk: Walk, place: Place): Steps<Route> {
  const isLiteral = place.kind !== "dns";
  // 0.34 asks SRV even for an IP literal, unless it has a port.
  if (isLiteral && (walk.traits.wellKnown || place.port !== null)) {
    return yield* routeTo(walk, place, place.delegated ? "well-known+ip" : "ip-literal");
  }
  if (place.port !== null)
    return yield* routeTo(walk, place, place.delegated ? "well-known+port" : "explicit-port");
  for (const service of walk.traits.services) {
    const step = named(place, service === "_matrix-fed._tcp" ? "srv-fed" : "srv");
    const found = yield* lookUpSrv(service, place.host, step, walk.trail);
    if (found.kind === "untold") return ended(walk, place, null, true);
    if (found.kind === "error") return ended(walk, place, found.why, false);
    if (found.kind === "records") {
      const targets = found.records.map((record) => ({ host: record.target, port: record.port }));
      return yield* routeTo(walk, place, step, { targets, ttl: found.ttl });
    }
  }
  return yield* routeTo(walk, place, isLiteral ? "ip-literal" : named(place, "8448"));
}

function named(place: Place, step: "srv-fed" | "srv" | "8448"): DecidedBy {
  return place.delegated ? `well-known+${step}` : step;
}

/** Finds the addresses of where it goes. Certificate, SNI and Host stay those of the place, never of an SRV target. */
function* routeTo(
  walk: Walk,
  place: Place,
  decidedBy: DecidedBy,
  srv: { readonly targets: readonly HostPort[]; readonly ttl: number } | null = null,
): Steps<Route> {
  const port = place.port ?? DEFAULT_PORT;
  const tried =
    srv === null
      ? [{ host: place.host, port }]
      : srv.targets.slice(0, walk.traits.triesAllSrv ? undefined : 1);
  if (srv === null)
    walk.trail.add(
      decidedBy,
      formatHostPort(place.host, port),
      place.port === null ? "default port" : "port given",
      true,
    );
  const found = yield* findTargets(tried, srv !== null, (host) => addressesOf(host, walk.trail));
  const sendsName = place.kind === "dns" || !walk.traits.wellKnown;
  return {
    era: walk.era,
    decidedBy,
    targets: found.targets,
    sni: sendsName ? place.host : null,
    hostHeader: place.hostHeader,
    certificateName: walk.traits.checksCertificate ? place.host : null,
    trace: walk.trail.entries(),
    cachedForSeconds: lifeOf(place, srv?.ttl ?? null, found.ttl),
    ended: null,
    suspect: place.suspect ?? found.fault,
    untold: found.untold,
  };
}

/**
 * Life of the answer that decided: the well-known file's, else the SRV record's. Where nothing was
 * found and 8448 is left, a failed well-known fetch decided, and it lives an hour; else the address's.
 */
function lifeOf(place: Place, srvTtl: number | null, addressTtl: number | null): number | null {
  return place.delegated ? place.life : (srvTtl ?? place.life ?? addressTtl);
}

function ended(walk: Walk, place: Place, why: ProblemCode | null, untold: boolean): Route {
  return {
    era: walk.era,
    decidedBy: null,
    targets: [],
    sni: null,
    hostHeader: place.hostHeader,
    certificateName: null,
    trace: walk.trail.entries(),
    cachedForSeconds: null,
    ended: why,
    suspect: null,
    untold,
  };
}
