import { DEFAULT_AUDIENCE } from "../answers/answers.ts";
import type { Control, ProxyKind } from "../domain/control.ts";
import { ERAS, type Era } from "../domain/era.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import type { AddressesSeen, SrvRecord, SrvSeen } from "../facts/observation.ts";
import { erasView } from "../resolve/eras.ts";
import type { ErasView } from "../resolve/route.ts";
import { portAt } from "./port-at.ts";
import type { PlanInput } from "./plan.ts";

/** What a plan starts from: the input with everything that every way needs worked out once. */
export interface Situation {
  readonly input: PlanInput;
  /** Host part of the server name in lower case. */
  readonly host: string;
  readonly audience: readonly Era[];
  readonly now: ErasView;
  readonly web: Control;
  readonly dns: Control;
  readonly proxy: ProxyKind;
  /** Addresses on which a plan may make something answer. */
  readonly own: readonly string[];
  /** Existing records; empty where the lookup ended without any. */
  readonly srvFed: SrvSeen | null;
  readonly srvLegacy: SrvSeen | null;
}

/** Works the situation out; asks the network for what it needs. */
export function situationOf(input: PlanInput): Situation {
  const host = input.name.host.toLowerCase();
  const audience = input.answers.audience ?? DEFAULT_AUDIENCE;
  askAhead(input, host);
  return {
    input,
    host,
    audience: ERAS.filter((era) => audience.includes(era)),
    now: erasView(input.name, input.observe, input.now, ownVersion(input)),
    web: input.answers.web ?? input.control.web,
    dns: input.answers.dns ?? input.control.dns,
    proxy: proxyOf(input),
    own: ownAddresses(input, host),
    srvFed: srvOf(input, "_matrix-fed._tcp", host),
    srvLegacy: srvOf(input, "_matrix._tcp", host),
  };
}

/**
 * Asks what every plan asks sooner or later, so that who looks live and plans again until nothing is
 * missing can look all of it up at once; each round saved is a round trip saved.
 */
function askAhead(input: PlanInput, host: string): void {
  const { observe, name } = input;
  if (name.kind !== "dns") return;
  observe({ ask: "addresses", host });
  if (name.port !== null) return;
  const delegated = input.answers.delegatedName?.toLowerCase() ?? `matrix.${host}`;
  observe({ ask: "well-known", host, file: "server" });
  observe({ ask: "well-known", host, file: "client" });
  observe({ ask: "srv", service: "_matrix-fed._tcp", name: host });
  observe({ ask: "srv", service: "_matrix._tcp", name: host });
  observe({ ask: "addresses", host: delegated });
}

/** Version of the own Synapse; null where it is not known. */
export function ownVersion(input: PlanInput): string | null {
  return input.host?.synapse?.version ?? null;
}

/** A and AAAA of a host; an IP literal is its own address. */
export function addressesOf(input: PlanInput, host: string): AddressesSeen {
  const seen = input.observe({ ask: "addresses", host });
  if (seen.kind === "addresses") return seen;
  const none = { rcode: "TIMEOUT", records: [], ttl: 0 } as const;
  return { kind: "addresses", a: none, aaaa: none, cname: [] };
}

/** Every address of a host, IPv4 first, in one spelling. */
export function addressList(input: PlanInput, host: string): readonly string[] {
  if (input.name.kind !== "dns" && host === input.name.host.toLowerCase())
    return [canonicalAddress(host)];
  const seen = addressesOf(input, host);
  return [...seen.a.records, ...seen.aaaa.records].map(canonicalAddress);
}

/** Tells whether an address is one on which the plan may change something. */
export function isOwn(situation: Situation, address: string): boolean {
  return situation.own.includes(canonicalAddress(address));
}

/** The record that peers try first: lowest priority, then highest weight, then the order of the answer. */
export function bestSrv(seen: SrvSeen | null): SrvRecord | null {
  const sorted = (seen?.records ?? []).toSorted(
    (a, b) => a.priority - b.priority || b.weight - a.weight,
  );
  return sorted[0] ?? null;
}

/** Programs that may answer for a homeserver; null where the program could not be seen. */
const SERVERS: ReadonlySet<string | null> = new Set([
  null,
  "nginx",
  "apache2",
  "httpd",
  "apache",
  "caddy",
  "haproxy",
  "python",
  "python3",
  "synapse",
]);

/** Ports at which the homeserver may answer already, the likeliest first. */
export function servingPorts(input: PlanInput): readonly number[] {
  const configured = (input.host?.synapse?.listeners ?? []).filter((each) => each.tls);
  const open = (input.host?.ports ?? []).filter(
    ({ address, port, process }) =>
      port >= 443 && SERVERS.has(process) && address !== "::1" && !address.startsWith("127."),
  );
  const plain = (input.host?.synapse?.listeners ?? []).filter((each) => !each.tls);
  const ports = [...configured, ...open].map((each) => each.port);
  return [...new Set([...ports, 443, 8448])].filter(
    (port) => !plain.some((each) => each.port === port),
  );
}

function srvOf(
  input: PlanInput,
  service: "_matrix-fed._tcp" | "_matrix._tcp",
  host: string,
): SrvSeen | null {
  if (input.name.kind !== "dns" || input.name.port !== null) return null;
  const seen = input.observe({ ask: "srv", service, name: host });
  return seen.kind === "srv" ? seen : null;
}

function proxyOf(input: PlanInput): ProxyKind {
  const said = input.answers.proxy ?? "auto";
  return said === "auto" ? (input.host?.proxy?.kind ?? "none") : said;
}

/**
 * The host's own addresses. Where the host could not say, every address at which our homeserver
 * answers already; and with no host at all, those of the name that peers are to be led to.
 */
function ownAddresses(input: PlanInput, host: string): readonly string[] {
  const known = (input.host?.addresses ?? []).map(canonicalAddress);
  if (known.length > 0) return known;
  const names = [input.answers.delegatedName, targetOf(input, host), `matrix.${host}`, host];
  const lists = names.flatMap((name) => (name === undefined ? [] : [addressList(input, name)]));
  if (input.host === null) return lists.find((list) => list.length > 0) ?? [];
  return lists
    .flat()
    .filter((address, at, all) => all.indexOf(address) === at && answersHere(input, address));
}

function targetOf(input: PlanInput, host: string): string | undefined {
  const target = bestSrv(srvOf(input, "_matrix._tcp", host))?.target;
  return target === "" ? undefined : target;
}

function answersHere(input: PlanInput, address: string): boolean {
  const greeting = { certificateName: input.name.host, hostHeader: input.name.text };
  return servingPorts(input).some(
    (port) => portAt(input, address, port, greeting).state === "homeserver",
  );
}
