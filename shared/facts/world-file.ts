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
const PROXIES: readonly ProxyKind[] = ["none", "nginx", "apache", "caddy", "haproxy", "other"];

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
  const { path, why } = issue === undefined ? NO_WORLD : innermost(issue);
  const where = path.map(String).join(".");
  return { where: where === "" ? "the file" : where, why };
}

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly why: string;
}

const NO_WORLD: Fault = { path: [], why: "not a world file" };

/** Of the forms that a value may have, the one that it comes nearest to tells what is wrong. */
function innermost(issue: z.core.$ZodIssue): Fault {
  const forms = issue.code === "invalid_union" ? issue.errors : [];
  const inner = forms
    .flatMap((issues) => issues.slice(0, 1))
    .map((each) => innermost(each))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
  if (inner === undefined) return { path: issue.path, why: issue.message };
  return { path: [...issue.path, ...inner.path], why: inner.why };
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
    dns: mapped(json.dns, under("dns", misread), (name, key) =>
      readDnsName(name, under(`dns.${key}`, misread)),
    ),
    https: mapped(json.https, under("https", misread), (site, key) =>
      readSite(site, worldName(key), under(`https.${key}`, misread)),
    ),
    endpoints: readEndpoints(json.endpoints ?? {}, misread),
  };
}

/** By DNS name, whose case and final dot mean nothing. */
function mapped<J, T>(
  json: { readonly [key: string]: J } | undefined,
  misread: Misread,
  read: (json: J, key: string) => T,
): { readonly [key: string]: T } {
  const entries = Object.entries(json ?? {});
  tellDoubled(entries, worldName, misread);
  return Object.fromEntries(entries.map(([key, each]) => [worldName(key), read(each, key)]));
}

/** Two spellings of one thing: the second would win unseen. */
function tellDoubled(
  entries: readonly (readonly [string, unknown])[],
  keyOf: (key: string) => string,
  misread: Misread,
): void {
  const seen = new Map<string, string>();
  for (const [key] of entries) {
    const first = seen.get(keyOf(key));
    if (first !== undefined) misread(key, `it stands twice, here and as ${first}`);
    seen.set(keyOf(key), key);
  }
}

function readEndpoints(
  json: NonNullable<WorldJson["endpoints"]>,
  misread: Misread,
): { readonly [key: string]: WorldEndpoint } {
  tellDoubled(Object.entries(json), spelledAlike, under("endpoints", misread));
  const entries = Object.entries(json).flatMap(([key, each]) => {
    const place = readEndpointKey(key);
    if (place === null) misread(`endpoints.${key}`, "not ADDRESS:PORT (IPv6 in brackets)");
    const read = readEndpoint(each, under(`endpoints.${key}`, misread));
    return place === null ? [] : [[endpointKey(place.address, place.port), read] as const];
  });
  return Object.fromEntries(entries);
}

function spelledAlike(key: string): string {
  const place = readEndpointKey(key);
  return place === null ? key : endpointKey(place.address, place.port);
}

/** One of the brands that answers know too (`cli.md`, Answers); anything else is told. */
function proxyOf(said: string, misread: Misread): ProxyKind {
  const kind = PROXIES.find((each) => each === said);
  if (kind === undefined) misread("proxy", `${said} is not one of ${PROXIES.join(", ")}`);
  return kind ?? "other";
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
    // The contract leaves these open: a packager's own word is another way, and no fault.
    install: INSTALLS.find((kind) => kind === (json.install ?? "none")) ?? "other",
    addresses: (json.addresses ?? []).map(canonicalAddress),
    listeners: json.listeners ?? [],
    proxy: proxyOf(json.proxy ?? "none", misread),
    users: json.users ?? false,
  };
}
