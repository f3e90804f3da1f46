import { endpointKey, readEndpointKey, worldName } from "../facts/world-keys.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { World } from "../facts/world-types.ts";
import { pageAt } from "./effect-of-page.ts";
import type { Candidate } from "./candidate.ts";
import type { Subject } from "./subject.ts";

/** Where peers look for the file. */
export const WELL_KNOWN_PATH = "/.well-known/matrix/server";

/** Every candidate for a case, the plainest first. */
export function* candidatesOf(subject: Subject): Generator<Candidate> {
  const host = subject.name.host.toLowerCase();
  if (subject.name.kind !== "dns" || subject.name.port !== null) {
    const port = subject.name.port ?? 8448;
    for (const certificateNames of [null, [host]]) {
      yield { method: "short", ...AS_IT_IS, delegatedName: host, port, certificateNames };
    }
    return;
  }
  for (const website of websites(subject.world, host)) {
    for (const certificateNames of [null, [host]])
      yield {
        method: "none",
        ...AS_IT_IS,
        website,
        delegatedName: host,
        port: 8448,
        certificateNames,
      };
  }
  if (hasFile(subject.world, host)) {
    const left = { ...AS_IT_IS, delegatedName: host, port: 8448, certificateNames: null };
    yield { method: "present", ...left, website: "renewed" };
  }
  const names = delegatedNames(subject.world, host);
  const offered = ports(subject.world, host);
  for (const method of ["well-known", "well-known and srv", "srv"] as const) {
    for (const delegatedName of names) {
      for (const port of offered)
        for (const website of method === "srv" ? websites(subject.world, host) : [AS_IT_IS.website])
          yield* withCertificates({ method, website, delegatedName, port }, host);
    }
  }
}

const AS_IT_IS = { website: "as it is", place: "as it is" } as const;

/** A file that stands on the website may go where it is not the way itself. */
function websites(world: World, host: string): readonly Candidate["website"][] {
  return hasFile(world, host) ? ["as it is", "file removed"] : ["as it is"];
}

function hasFile(world: World, host: string): boolean {
  return pageAt(world, { host, path: WELL_KNOWN_PATH }) !== null;
}

function* withCertificates(
  to: Pick<Candidate, "method" | "website" | "delegatedName" | "port">,
  host: string,
): Generator<Candidate> {
  const { method, delegatedName } = to;
  const needed = method === "srv" ? host : delegatedName;
  const places =
    delegatedName === host ? (["as it is"] as const) : (["as it is", "new records"] as const);
  for (const place of places) {
    const both = [...new Set([needed, host])];
    for (const certificateNames of both.length > 1 ? [null, [needed], both] : [null, [needed]]) {
      yield { ...to, certificateNames, place };
    }
  }
}

/** Targets of the SRV records there are, `matrix.NAME` and NAME. */
function delegatedNames(world: World, host: string): readonly string[] {
  const targets = srvRecords(world, host).map((record) => worldName(record.target));
  return [...new Set([...targets, `matrix.${host}`, host])].filter((name) => name !== "");
}

function ports(world: World, host: string): readonly number[] {
  const own = world.server?.addresses ?? [];
  const used = Object.entries(world.endpoints).flatMap(([key, endpoint]) => {
    const place = readEndpointKey(key);
    const homeserver =
      endpoint.serverName === undefined || endpoint.serverName === world.server?.name;
    return place !== null &&
      own.includes(place.address) &&
      endpoint.open &&
      homeserver &&
      endpoint.certificate !== null
      ? [place.port]
      : [];
  });
  const proxied = world.server?.proxy === "none" ? [] : [443];
  const recorded = srvRecords(world, host).map((record) => record.port);
  return [...new Set([...used, ...recorded, ...proxied, 8448, 8443])].filter((port) => port > 0);
}

/** SRV records of both services that can be seen. */
export function srvRecords(
  world: World,
  host: string,
): readonly { readonly target: string; readonly port: number }[] {
  const observe = observeWorld(world);
  return (["_matrix-fed._tcp", "_matrix._tcp"] as const).flatMap((service) => {
    const seen = observe({ ask: "srv", service, name: host });
    return seen.kind === "srv" ? seen.records : [];
  });
}

/** The own addresses among those of a name. */
export function ownAddressesOf(world: World, name: string): readonly string[] {
  const seen = observeWorld(world)({ ask: "addresses", host: name });
  if (seen.kind !== "addresses") return [];
  const own = new Set((world.server?.addresses ?? []).map((address) => endpointKey(address, 1)));
  return [...seen.a.records, ...seen.aaaa.records].filter((address) =>
    own.has(endpointKey(address, 1)),
  );
}
