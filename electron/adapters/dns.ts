import { isIP, isIPv4, isIPv6 } from "node:net";
import type {
  AddressesSeen,
  CaaRecord,
  CaaSeen,
  Rcode,
  RecordSet,
  SrvRecord,
  SrvSeen,
} from "../../shared/facts/observation.ts";
import { z } from "zod";
import { readHostsFile, systemServers } from "./dns-servers.ts";
import type { HostsFile } from "./dns-servers.ts";
import { askServers } from "./dns-transport.ts";
import type { DnsServer, DnsWaits } from "./dns-transport.ts";
import { plainName, sameName } from "./dns-wire.ts";
import type { AskedType, WireRecord, WireReply } from "./dns-wire.ts";

/** Lookups with response codes, lifetimes and aliases kept. Nothing is cached; nothing is thrown for an answer. */
export interface Dns {
  /** A and AAAA of a host (asked at the same time); the hosts file is honoured where no server was chosen. */
  addresses(host: string): Promise<AddressesSeen>;
  /** SRV records of `SERVICE.NAME`, in the order answered. */
  srv(service: string, name: string): Promise<SrvSeen>;
  /** CAA records of the nearest name upwards that has some (RFC 8659 section 3). */
  caa(name: string): Promise<CaaSeen>;
  /** TXT records, each with its pieces joined. */
  txt(name: string): Promise<RecordSet<string>>;
}

/** What `createDns` takes: chosen servers (empty: the system's), and waits for tests. */
export interface DnsOptions {
  readonly servers: readonly DnsServer[];
  readonly waits?: DnsWaits;
}

interface Found {
  readonly rcode: Rcode;
  readonly records: readonly WireRecord[];
  readonly ttl: number;
  readonly aliases: readonly string[];
}

const WAITS: DnsWaits = { tryMs: 5000, resendMs: 2000 };
/** Aliases followed before a chain counts as endless (BIND follows 11, Unbound 8). */
const MAX_ALIASES = 8;
/** Records of one set that are kept; what stands beyond them serves nobody. */
const MAX_RECORDS = 32;

/** Makes the lookups over `options.servers`, or over the system's resolvers and hosts file. */
export function createDns(options: DnsOptions): Dns {
  const chosen = options.servers.length > 0;
  const servers = chosen ? options.servers : systemServers();
  const hosts: HostsFile = chosen ? new Map() : readHostsFile();
  const waits = options.waits ?? WAITS;
  const find = (name: string, type: AskedType) => findRecords(servers, name, type, waits);
  return {
    addresses: (host) => findAddresses(host, hosts, find),
    srv: async (service, name) => {
      const found = await find(`${service}.${name}`, "SRV");
      return { kind: "srv", ...typed(found, readSrv) };
    },
    caa: (name) => climbCaa(plainName(name).split("."), find),
    txt: async (name) => typed(await find(name, "TXT"), readTxt),
  };
}

type Find = (name: string, type: AskedType) => Promise<Found>;

async function findAddresses(host: string, hosts: HostsFile, find: Find): Promise<AddressesSeen> {
  const fixed = isIP(host) ? [host] : hosts.get(plainName(host));
  if (fixed !== undefined) {
    return { kind: "addresses", a: known(fixed, isIPv4), aaaa: known(fixed, isIPv6), cname: [] };
  }
  const [a, aaaa] = await Promise.all([find(host, "A"), find(host, "AAAA")]);
  return {
    kind: "addresses",
    a: typed(a, readAddress(isIPv4)),
    aaaa: typed(aaaa, readAddress(isIPv6)),
    cname: a.aliases.length > 0 ? a.aliases : aaaa.aliases,
  };
}

function known(addresses: readonly string[], family: (text: string) => boolean): RecordSet<string> {
  const records = addresses.filter((address) => family(address));
  return { rcode: records.length > 0 ? "NOERROR" : "NODATA", records, ttl: 0 };
}

/** Follows aliases inside an answer, and asks on where a server that only knows its own zone stops at one. */
async function findRecords(
  servers: readonly DnsServer[],
  name: string,
  type: AskedType,
  waits: DnsWaits,
): Promise<Found> {
  const aliases: string[] = [];
  let owner = name;
  let ttl = Number.POSITIVE_INFINITY;
  for (;;) {
    const reply = isSendable(owner) ? await askServers(servers, owner, type, waits) : null;
    if (reply === null) return failed(isSendable(owner) ? "TIMEOUT" : "NXDOMAIN", aliases);
    const before = owner;
    for (let alias = aliasOf(reply, owner); alias !== null; alias = aliasOf(reply, owner)) {
      if (aliases.length >= MAX_ALIASES) return failed("SERVFAIL", aliases);
      aliases.push(alias.target);
      ttl = Math.min(ttl, alias.ttl);
      owner = alias.target;
    }
    const records = reply.answers.filter(
      (each) => each.type === type && sameName(each.name, owner),
    );
    const stoppedAtAlias = records.length === 0 && reply.rcode === "NOERROR" && owner !== before;
    if (stoppedAtAlias && reply.negativeTtl === 0) continue;
    const life = records.length > 0 ? records.map((each) => each.ttl) : [reply.negativeTtl];
    return { rcode: rcodeOf(reply, records.length), records, ttl: Math.min(ttl, ...life), aliases };
  }
}

function failed(rcode: Rcode, aliases: readonly string[]): Found {
  return { rcode, records: [], ttl: 0, aliases };
}

/** NOTIMP counts as "nothing there": servers that do not know a type have no record of it (Synapse does the same). */
function rcodeOf(reply: WireReply, count: number): Rcode {
  if (reply.rcode === "NXDOMAIN" || reply.rcode === "REFUSED") return reply.rcode;
  if (reply.rcode === "NOTIMP") return "NODATA";
  if (reply.rcode !== "NOERROR") return "SERVFAIL";
  return count > 0 ? "NOERROR" : "NODATA";
}

function aliasOf(reply: WireReply, owner: string) {
  const found = reply.answers.find((each) => each.type === "CNAME" && sameName(each.name, owner));
  if (found === undefined || !isName(found.data)) return null;
  return { target: plainName(found.data), ttl: found.ttl };
}

function typed<T>(found: Found, read: (data: unknown) => T | null): RecordSet<T> {
  const records = found.records.flatMap(({ data }) => read(data) ?? []);
  const rcode = found.rcode === "NOERROR" && records.length === 0 ? "NODATA" : found.rcode;
  return { rcode, records: records.slice(0, MAX_RECORDS), ttl: found.ttl };
}

function readAddress(family: (text: string) => boolean): (data: unknown) => string | null {
  return (data) => (typeof data === "string" && family(data) ? data : null);
}

const SrvData = z.looseObject({
  priority: z.int().default(0),
  weight: z.int().default(0),
  port: z.int(),
  target: z.string(),
});
const CaaData = z.looseObject({ flags: z.int().default(0), tag: z.string(), value: z.string() });

function readSrv(data: unknown): SrvRecord | null {
  const read = SrvData.safeParse(data);
  if (!read.success || !isName(read.data.target)) return null;
  const { priority, weight, port, target } = read.data;
  return { priority, weight, port, target: target === "." ? "" : target.replace(/\.$/, "") };
}

function readCaa(data: unknown): CaaRecord | null {
  const read = CaaData.safeParse(data);
  if (!read.success || !isPrintable(read.data.value)) return null;
  const { flags, tag, value } = read.data;
  return { flags, tag: tag.toLowerCase().slice(0, 15), value };
}

function readTxt(data: unknown): string | null {
  const pieces = Array.isArray(data) ? data : [data];
  const text = pieces.map((piece) => String(piece)).join("");
  return isPrintable(text) ? text : null;
}

/** Asks from the name itself up to the top-level domain; the first set found counts. */
async function climbCaa(labels: readonly string[], find: Find): Promise<CaaSeen> {
  for (let from = 0; from < labels.length; from += 1) {
    const found = typed(await find(labels.slice(from).join("."), "CAA"), readCaa);
    const goesOn = found.rcode === "NODATA" || found.rcode === "NXDOMAIN";
    if (!goesOn) return { kind: "caa", ...found };
  }
  return { kind: "caa", rcode: "NODATA", records: [], ttl: 0 };
}

function isName(text: unknown): text is string {
  return typeof text === "string" && text.length <= 255 && /^[0-9A-Za-z._-]+$/.test(text);
}

function isPrintable(text: string): boolean {
  return /^[\u0020-\u007e]*$/.test(text);
}

/** Names whose labels DNS cannot carry are not asked for: they cannot exist. */
function isSendable(name: string): boolean {
  const labels = name.replace(/\.$/, "").split(".");
  return name.length <= 253 && labels.every((label) => label.length >= 1 && label.length <= 63);
}
