import { endpointKey, readEndpointKey, worldName } from "../facts/world-keys.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { World } from "../facts/world-types.ts";
import type { Candidate } from "./candidate.ts";
import type { Subject } from "./subject.ts";

/** Every candidate for a case, the plainest first. */
export function* candidatesOf(subject: Subject): Generator<Candidate> {
  const host = subject.name.host.toLowerCase();
  if (subject.name.kind !== "dns" || subject.name.port !== null) {
    const port = subject.name.port ?? 8448;
    for (const certificateNames of [null, [host]]) {
      yield { method: "short", delegatedName: host, port, certificateNames, place: "as it is" };
    }
    return;
  }
  for (const certificateNames of [null, [host]]) {
    yield { method: "none", delegatedName: host, port: 8448, certificateNames, place: "as it is" };
  }
  for (const method of ["well-known", "well-known and srv", "srv"] as const) {
    for (const delegatedName of delegatedNames(subject.world, host)) {
      for (const port of ports(subject.world, host))
        yield* withCertificates(method, delegatedName, port, host);
    }
  }
}

function* withCertificates(
  method: "well-known" | "well-known and srv" | "srv",
  delegatedName: string,
  port: number,
  host: string,
): Generator<Candidate> {
  const needed = method === "srv" ? host : delegatedName;
  const places =
    delegatedName === host ? (["as it is"] as const) : (["as it is", "new records"] as const);
  for (const place of places) {
    const both = [...new Set([needed, host])];
    for (const certificateNames of both.length > 1 ? [null, [needed], both] : [null, [needed]]) {
      yield { method, delegatedName, port, certificateNames, place };
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
