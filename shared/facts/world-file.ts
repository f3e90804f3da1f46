import type { z } from "zod";
import type { ProxyKind } from "../domain/control.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import { ok, refuse, type Result } from "../domain/result.ts";
import { hostKind, parseServerName } from "../domain/server-name.ts";
import { problem, type Problem } from "../problems/problem.ts";
import type { InstallKind } from "./host-seen.ts";
import { endpointKey, readEndpointKey, worldName } from "./world-keys.ts";
import { under, type Misread, type MisreadFound } from "./world-misread.ts";
import { readDnsName } from "./world-read-dns.ts";
import { readEndpoint, readMoment, readSite } from "./world-read-places.ts";
import { worldSchema, type ServerJson, type WorldJson } from "./world-schema.ts";
import type { World, WorldEndpoint, WorldServer } from "./world-types.ts";

const INSTALLS: readonly InstallKind[] = ["debian", "matrix.org", "pip", "docker", "none"];
const PROXIES: readonly ProxyKind[] = ["none", "nginx", "apache", "caddy", "haproxy"];

/**
 * Reads a world file (`cli.md`, "A world file") from its JSON.
 * @returns the world, or `input-file-bad` with `where` (the key) and `why`
 */
export function parseWorld(json: unknown): Result<World, Problem> {
  const shaped = worldSchema.safeParse(json);
  if (!shaped.success) return refuse(badFile(firstIssue(shaped.error)));
  const found: MisreadFound[] = [];
  const world = readWorld(shaped.data, (where, why) => void found.push({ where, why }));
  const first = found[0];
  return first === undefined ? ok(world) : refuse(badFile(first));
}

function badFile(found: MisreadFound): Problem {
  return problem("input-file-bad", { where: found.where, why: found.why });
}

function firstIssue(error: z.ZodError): MisreadFound {
  const issue = error.issues[0];
  const where = (issue?.path ?? []).map(String).join(".");
  return { where: where === "" ? "the file" : where, why: issue?.message ?? "not a world file" };
}

function readWorld(json: WorldJson, misread: Misread): World {
  return {
    now: readMoment(json.now, "now", misread),
    server: json.server ? readServer(json.server, under("server", misread)) : null,
    control: {
      web: json.control?.web ?? "me",
      dns: json.control?.dns ?? "me",
      certificateFor: json.control?.certificateFor?.map(worldName) ?? null,
      ports: json.control?.ports ?? [],
    },
    dns: mapped(json.dns, worldName, (name, key) =>
      readDnsName(name, under(`dns.${key}`, misread)),
    ),
    https: mapped(json.https, worldName, (site, key) =>
      readSite(site, worldName(key), under(`https.${key}`, misread)),
    ),
    endpoints: readEndpoints(json.endpoints ?? {}, misread),
  };
}

function mapped<J, T>(
  json: { readonly [key: string]: J } | undefined,
  keyOf: (key: string) => string,
  read: (json: J, key: string) => T,
): { readonly [key: string]: T } {
  return Object.fromEntries(
    Object.entries(json ?? {}).map(([key, each]) => [keyOf(key), read(each, key)]),
  );
}

function readEndpoints(
  json: NonNullable<WorldJson["endpoints"]>,
  misread: Misread,
): { readonly [key: string]: WorldEndpoint } {
  const entries = Object.entries(json).flatMap(([key, each]) => {
    const place = readEndpointKey(key);
    if (place === null) misread(`endpoints.${key}`, "not ADDRESS:PORT (IPv6 in brackets)");
    const read = readEndpoint(each, under(`endpoints.${key}`, misread));
    return place === null ? [] : [[endpointKey(place.address, place.port), read] as const];
  });
  return Object.fromEntries(entries);
}

function readServer(json: ServerJson, misread: Misread): WorldServer {
  if (!parseServerName(json.name).ok) misread("name", `${json.name} is not a server name`);
  for (const address of json.addresses ?? []) {
    if ((hostKind(canonicalAddress(address)) ?? "dns") === "dns")
      misread("addresses", `${address} is not an IP address`);
  }
  return {
    name: json.name,
    version: json.version ?? null,
    install: INSTALLS.find((kind) => kind === (json.install ?? "none")) ?? "other",
    addresses: (json.addresses ?? []).map(canonicalAddress),
    listeners: json.listeners ?? [],
    proxy: PROXIES.find((kind) => kind === (json.proxy ?? "none")) ?? "other",
    users: json.users ?? false,
  };
}
