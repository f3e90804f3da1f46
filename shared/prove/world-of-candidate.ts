import { certificateFault } from "../certificates/judge.ts";
import { traitsOf } from "../domain/era.ts";
import { hostKind } from "../domain/server-name.ts";
import type { CertificateSeen } from "../facts/observation.ts";
import { endpointKey, readEndpointKey } from "../facts/world-keys.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { World, WorldEndpoint } from "../facts/world-types.ts";
import { setPage, siteAt, withGoodWebsite } from "./effect-of-page.ts";
import { withRecord } from "./effect-of-record.ts";
import { certificateFor } from "./effect-of-step.ts";
import type { Candidate } from "./candidate.ts";
import { ownAddressesOf, WELL_KNOWN_PATH } from "./plan-space.ts";
import { certificateCanBeHad, dnsControl, webControl } from "./reach-of-certificates.ts";
import type { Subject } from "./subject.ts";

/** The world once a candidate is carried out; null where something it needs is in nobody's hands. */
export function worldOfCandidate(subject: Subject, candidate: Candidate): World | null {
  if (hasDocument(candidate) && webControl(subject) === "nobody") return null;
  const website = withWebsite(subject, candidate);
  const placed = website === null ? null : withAddresses(website, candidate);
  const served = placed === null ? null : withEndpoint(subject, candidate, placed);
  const told = served === null ? null : withDocument(subject, candidate, served);
  return told === null ? null : withRecords(subject, candidate, told);
}

/** A person takes the file away, or renews a certificate of the website that has only run out. */
function withWebsite(subject: Subject, candidate: Candidate): Subject | null {
  const { world, now } = subject;
  if (candidate.website === "as it is") return subject;
  if (webControl(subject) === "nobody") return null;
  const host = subject.name.host.toLowerCase();
  if (candidate.website === "file removed")
    return { ...subject, world: setPage(world, { host, path: WELL_KNOWN_PATH }, null) };
  const site = siteAt(world, host);
  const fault =
    site === null ? null : certificateFault(site.certificate, host, traitsOf("1.93"), now);
  const renewable = fault === "cert-expired" || fault === "cert-not-yet-valid";
  return renewable ? { ...subject, world: withGoodWebsite(world, host, now) } : null;
}

function withAddresses(subject: Subject, candidate: Candidate): World | null {
  const { world } = subject;
  if (candidate.place === "as it is") return world;
  const name = candidate.delegatedName;
  const zone = subject.name.host.toLowerCase();
  const inZone = name.endsWith(`.${zone}`);
  const alias = (world.dns[name]?.cname ?? null) !== null;
  const addresses = world.server?.addresses ?? [];
  if (!inZone || alias || dnsControl(subject) === "nobody" || addresses.length === 0) return null;
  const bare = ["A", "AAAA"] as const;
  const entry = world.dns[name];
  const cleared = bare.reduce(
    (now, type) =>
      (entry?.[type]?.records ?? []).reduce(
        (each, value) => withRecord(each, { name, type, ttl: 3600, value, change: "remove" }),
        now,
      ),
    world,
  );
  return addresses.reduce(
    (now, value) =>
      withRecord(now, {
        name,
        type: value.includes(":") ? "AAAA" : "A",
        ttl: 3600,
        value,
        change: "add",
      }),
    cleared,
  );
}

function withEndpoint(subject: Subject, candidate: Candidate, world: World): World | null {
  const { certificateNames, delegatedName, port } = candidate;
  if (certificateNames === null) return world;
  if (!certificateNames.every((name) => certificateCanBeHad(subject, world, name, "any")))
    return null;
  const literal = hostKind(delegatedName) !== "dns";
  const addresses = literal ? [delegatedName] : ownAddressesOf(world, delegatedName);
  const usable = addresses.filter((address) => canServe(world, delegatedName, address, port));
  if (usable.length === 0) return null;
  const certificate = certificateFor(certificateNames);
  const shared = sharedPorts(world).flatMap((each) =>
    addressesOf(world).map((address) => endpointKey(address, each)),
  );
  const heard = shared.filter((key) => world.endpoints[key]?.silent !== true);
  const changed = [...usable.map((address) => endpointKey(address, port)), ...heard];
  return {
    ...world,
    endpoints: {
      ...world.endpoints,
      ...Object.fromEntries(
        changed.map((key) => [key, answering(world, world.endpoints[key], certificate)]),
      ),
    },
  };
}

/**
 * A certificate changes nothing about the TLS versions of what answers there already, and a further
 * port of the same program cannot be counted on to speak more than the ports it has.
 */
function answering(
  world: World,
  present: WorldEndpoint | undefined,
  certificate: CertificateSeen,
): WorldEndpoint {
  const spoken = Object.entries(world.endpoints).find(
    ([key, endpoint]) =>
      isOwn(world, key) &&
      endpoint.open &&
      endpoint.certificate !== null &&
      isHomeserver(world, endpoint),
  )?.[1].tls;
  const live = present?.certificate === null ? undefined : present?.tls;
  return { open: true, silent: false, tls: live ?? spoken ?? ["1.2", "1.3"], certificate };
}

function isOwn(world: World, key: string): boolean {
  return addressesOf(world).includes(readEndpointKey(key)?.address ?? "");
}

function isHomeserver(world: World, endpoint: WorldEndpoint): boolean {
  return endpoint.serverName === undefined || endpoint.serverName === world.server?.name;
}

/** One Synapse serves one certificate on all of its TLS ports; behind a proxy sites are apart. */
function sharedPorts(world: World): readonly number[] {
  if ((world.server?.proxy ?? "none") !== "none") return [];
  return (world.server?.listeners ?? []).filter((each) => each.tls).map((each) => each.port);
}

function addressesOf(world: World): readonly string[] {
  return world.server?.addresses ?? [];
}

/**
 * A closed port can be opened, below 1024 by a proxy only; a mute one where the world says so. What
 * answers as our homeserver is ours, but a proxy's site beside another is found by SNI alone.
 */
function canServe(world: World, name: string, address: string, port: number): boolean {
  if (!isOwn(world, endpointKey(address, port))) return false;
  const present = world.endpoints[endpointKey(address, port)];
  const proxy = (world.server?.proxy ?? "none") !== "none";
  if (present?.silent === true)
    return world.control.ports.includes(port) && (proxy || port >= 1024);
  if (present?.open === true && present.certificate !== null)
    return proxy ? hostKind(name) === "dns" : isHomeserver(world, present);
  return proxy || (port >= 1024 && !hasWebsite(world, address, port));
}

function hasWebsite(world: World, address: string, port: number): boolean {
  const seen = observeWorld(world)({ ask: "endpoint", address, port, sni: null, hostHeader: "" });
  return port === 443 && seen.kind === "endpoint" && seen.tcp === "open";
}

function hasDocument({ method }: Candidate): boolean {
  return method === "well-known" || method === "well-known and srv";
}

function withDocument(subject: Subject, candidate: Candidate, world: World): World | null {
  if (!hasDocument(candidate)) return world;
  const host = subject.name.host.toLowerCase();
  // A website that peers do not believe today is nobody's to mend in this space.
  const site = siteAt(subject.world, host);
  const trusted =
    site !== null &&
    certificateFault(site.certificate, host, traitsOf("1.93"), subject.now) === null;
  if (!trusted) return null;
  const body = JSON.stringify({ "m.server": `${candidate.delegatedName}:${candidate.port}` });
  const page = { silent: false, status: 200, headers: {}, body };
  return setPage(world, { host, path: WELL_KNOWN_PATH }, page);
}

function withRecords(subject: Subject, candidate: Candidate, world: World): World | null {
  const host = subject.name.host.toLowerCase();
  const { method } = candidate;
  if (method !== "srv" && method !== "well-known and srv") return world;
  if (dnsControl(subject) === "nobody") return world;
  const seen = world.dns[candidate.delegatedName]?.cname ?? candidate.delegatedName;
  const value = `10 5 ${candidate.port} ${seen}`;
  const services = method === "srv" ? ["_matrix-fed._tcp", "_matrix._tcp"] : ["_matrix._tcp"];
  return services.reduce(
    (now, service) =>
      withRecord(now, {
        name: `${service}.${host}`,
        type: "SRV",
        ttl: 3600,
        value,
        change: "change",
      }),
    world,
  );
}
