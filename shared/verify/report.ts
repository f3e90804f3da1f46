import { coversName, lifeLeftShare } from "../certificates/judge.ts";
import type { Instant } from "../domain/instant.ts";
import { formatIso } from "../domain/iso-time.ts";
import type { CertificateSeen, HttpSeen, SrvSeen, TlsSeen } from "../facts/observation.ts";
import type { Problem } from "../problems/problem.ts";
import { outboundEras } from "../resolve/outbound.ts";
import type { ErasView, Route } from "../resolve/route.ts";
import type { ClientLook } from "./client.ts";
import { valueIn, wellKnownOf } from "./delegation.ts";
import { diagnose, verdictOf, type CheckVerdict } from "./diagnose.ts";
import { endpointsOf, TODAY, type EndpointLook, type Look } from "./look.ts";

/** The keys of `check` (`cli.md`); also the `report` of `apply`. */
export interface CheckReport {
  readonly verdict: CheckVerdict;
  readonly eras: ErasView;
  readonly addresses: readonly AddressRow[];
  readonly wellKnown: WellKnownRow | null;
  readonly srv: readonly SrvRow[];
  /** What the server itself can reach, where its own version is known. */
  readonly outbound: ErasView["outbound"] | null;
  readonly client: ClientLook | null;
  readonly cacheSeconds: number | null;
  readonly problems: readonly Problem[];
}

/** One address of a federation endpoint. */
export interface AddressRow {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  readonly host: string;
  readonly tcp: string;
  readonly tls: TlsRow | null;
  readonly version: { readonly status: number; readonly software: string | null } | null;
  readonly keys: KeysRow | null;
}

/** TLS at an address: `version` is the newest spoken, null where none is. */
export interface TlsRow {
  readonly version: "1.2" | "1.3" | null;
  readonly versions: readonly ("1.2" | "1.3")[];
  /** The certificates as sent, the leaf first. */
  readonly chain: readonly object[];
  readonly complete: boolean | null;
  readonly matches: boolean | null;
  readonly issuerKind: CertificateSeen["issuer"] | null;
  /** Its chain leads to a root that was given by `--ca-file`. */
  readonly fromCaFile: boolean | null;
  readonly lifeLeftShare: number | null;
  readonly failure: string | null;
}

/** The key document at an address. */
export interface KeysRow {
  readonly status: number;
  readonly serverName: string | null;
  readonly matches: boolean;
  readonly validUntil: string | null;
  readonly faults: readonly string[];
}

/** What the well-known file says and how it was come by. */
export interface WellKnownRow {
  readonly url: string;
  readonly state: "delegates" | "ignored" | "fails";
  readonly mServer: string | null;
  readonly status: number | null;
  readonly answer: string;
  readonly hops: readonly { readonly url: string; readonly outcome: string }[];
  readonly cacheSeconds: number | null;
}

/** One SRV lookup of the resolution. */
export interface SrvRow {
  readonly name: string;
  readonly rcode: string;
  readonly ttl: number;
  readonly records: SrvSeen["records"];
}

/** Makes the report of everything that was seen. `version` is that of the own Synapse, null where not known. */
export function makeReport(
  look: Look,
  client: ClientLook | null,
  version: string | null,
): CheckReport {
  const found = diagnose(look);
  const problems = [...found, ...(client?.problems ?? [])];
  const today = look.inbound[TODAY];
  const outbound = outboundEras(version);
  return {
    verdict: verdictOf(look, found),
    eras: { inbound: look.inbound, outbound },
    addresses: addressRows(look, look.routes[TODAY]),
    wellKnown: wellKnownRow(look),
    srv: srvRows(look),
    outbound: version === null ? null : outbound,
    client,
    cacheSeconds: today.cachedForSeconds,
    problems,
  };
}

function addressRows(look: Look, route: Route): readonly AddressRow[] {
  return route.targets.flatMap((target) =>
    endpointsOf(look, route, target).map((each) => addressRow(look, route, each)),
  );
}

function addressRow(look: Look, route: Route, { target, address, seen }: EndpointLook): AddressRow {
  const { http } = seen;
  return {
    address,
    family: address.includes(":") ? 6 : 4,
    port: target.port,
    host: target.host,
    tcp: seen.tcp,
    tls: seen.tls === null ? null : tlsRow(look, route, seen.tls),
    version: http === null ? null : { status: http.version.status, software: http.software },
    keys: http === null || http.keys === null ? null : keysRow(look, http, http.keys.status),
  };
}

function tlsRow(look: Look, route: Route, tls: TlsSeen): TlsRow {
  if (!tls.spoken) {
    const nothing = { complete: null, matches: null, issuerKind: null, fromCaFile: null };
    return {
      version: null,
      versions: [],
      chain: [],
      ...nothing,
      lifeLeftShare: null,
      failure: tls.why,
    };
  }
  const { certificate, versions } = tls;
  const name = route.certificateName;
  return {
    version: versions.at(-1) ?? null,
    versions,
    chain: chainRows(certificate),
    complete: certificate.complete,
    matches: name === null ? null : !certificate.cnOnly && coversName(certificate.names, name),
    issuerKind: certificate.issuer,
    fromCaFile: certificate.fromCaFile ?? false,
    lifeLeftShare: lifeLeftShare(certificate, look.now),
    failure: null,
  };
}

/** The chain as sent, the leaf first with its names; where only the leaf is known, that alone. */
function chainRows(certificate: CertificateSeen): readonly object[] {
  const { names, issuerName, notBefore, notAfter, fingerprint, chain } = certificate;
  if (chain === undefined)
    return [{ names, issuer: issuerName, ...lifeOf(notBefore, notAfter), fingerprint }];
  return chain.map((link, index) => ({
    ...(index === 0 ? { names } : {}),
    subject: link.subject,
    issuer: link.issuer,
    ...lifeOf(link.notBefore, link.notAfter),
    fingerprint: link.fingerprint,
  }));
}

function lifeOf(from: number | null, to: number | null) {
  return {
    notBefore: from === null ? null : formatIso(from),
    notAfter: to === null ? null : formatIso(to),
  };
}

function keysRow(look: Look, http: HttpSeen, status: number): KeysRow {
  const until = http.keysValidUntil ?? null;
  return {
    status,
    serverName: http.serverName,
    matches: http.serverName === look.name.text,
    validUntil: until !== null && Math.abs(until) < 8.64e15 ? formatIso(until) : null,
    faults: keyFaultsAt(http, look.now),
  };
}

/** Whether a document is over is a matter of the moment that the look is judged at. */
function keyFaultsAt({ keyFaults, keysValidUntil }: HttpSeen, now: Instant): readonly string[] {
  if (keysValidUntil === null || keysValidUntil === undefined) return keyFaults;
  const others = keyFaults.filter((fault) => fault !== "expired");
  return keysValidUntil <= now ? ["expired", ...others] : others;
}

function wellKnownRow(look: Look): WellKnownRow | null {
  const wellKnown = wellKnownOf(look);
  if (wellKnown === null) return null;
  const { seen, judged } = wellKnown;
  const last = seen.hops.at(-1)?.outcome;
  return {
    url: `https://${look.name.host}/.well-known/matrix/server`,
    state: judged.kind,
    mServer: judged.kind === "delegates" ? valueIn(judged) : null,
    status: last?.kind === "answered" ? last.status : null,
    answer: judged.answer,
    hops: seen.hops.map((hop) => ({
      url: hop.url,
      outcome: hop.outcome.kind === "answered" ? String(hop.outcome.status) : hop.outcome.kind,
    })),
    cacheSeconds: judged.kind === "delegates" ? judged.life : null,
  };
}

/** The lookups that some era made, newest service first. */
function srvRows(look: Look): readonly SrvRow[] {
  const { name } = look;
  const wellKnown = wellKnownOf(look);
  const to = wellKnown?.judged.kind === "delegates" ? wellKnown.judged.to : null;
  const delegated = to === null || to.port !== null ? [] : [to.host];
  const owners = [...new Set([name.host, ...delegated])];
  return owners.flatMap((owner) =>
    (["_matrix-fed._tcp", "_matrix._tcp"] as const).flatMap((service) => {
      const seen = look.observe({ ask: "srv", service, name: owner });
      if (seen.kind !== "srv") return [];
      const { rcode, ttl, records } = seen;
      return [{ name: `${service}.${owner}`, rcode, ttl, records }];
    }),
  );
}
