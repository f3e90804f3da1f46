import type {
  AddressesSeen,
  CaaRecord,
  CaaSeen,
  Rcode,
  RecordSet,
  SrvSeen,
} from "./observation.ts";
import { worldName } from "./world-keys.ts";
import type { World, WorldName, WorldRecords } from "./world-types.ts";

const DEFAULT_TTL = 3600;
const MAX_ALIASES = 8;

/** A and AAAA of a host in a world, aliases followed. */
export function worldAddresses(world: World, host: string): AddressesSeen {
  const a = lookUp(world, host, (entry) => entry.A);
  const aaaa = lookUp(world, host, (entry) => entry.AAAA);
  return { kind: "addresses", a: a.answer, aaaa: aaaa.answer, cname: a.aliases };
}

/** SRV records of `_service._tcp.NAME` in a world, aliases followed. */
export function worldSrv(world: World, owner: string): SrvSeen {
  return { kind: "srv", ...lookUp(world, owner, (entry) => entry.SRV).answer };
}

/** CAA records of the nearest name that has some, climbing towards the root (RFC 8659 section 3). */
export function worldCaa(world: World, name: string): CaaSeen {
  const labels = worldName(name).split(".");
  for (let skipped = 0; skipped < labels.length; skipped += 1) {
    const { answer } = lookUp(world, labels.slice(skipped).join("."), (entry) => entry.CAA);
    const settled = answer.records.length > 0 || isFailure(answer.rcode);
    if (settled) return { kind: "caa", ...answer };
  }
  return { kind: "caa", rcode: "NODATA", records: [] as readonly CaaRecord[], ttl: DEFAULT_TTL };
}

interface Found<T> {
  readonly answer: RecordSet<T>;
  readonly aliases: readonly string[];
}

type Choose<T> = (name: WorldName) => WorldRecords<T> | null;

function lookUp<T>(world: World, name: string, choose: Choose<T>): Found<T> {
  const aliases: string[] = [];
  let current = worldName(name);
  let ttl = Number.POSITIVE_INFINITY;
  for (;;) {
    const entry = entryFor(world, current);
    ttl = Math.min(ttl, entry?.ttl ?? DEFAULT_TTL);
    const cname = entry?.cname ?? null;
    if (cname === null) return { answer: { ...answerOf(entry, choose), ttl }, aliases };
    if (aliases.length === MAX_ALIASES)
      return { answer: { rcode: "SERVFAIL", records: [], ttl }, aliases };
    aliases.push(cname);
    current = cname;
  }
}

function answerOf<T>(
  entry: WorldName | null,
  choose: Choose<T>,
): { readonly rcode: Rcode; readonly records: readonly T[] } {
  if (entry === null) return { rcode: "NXDOMAIN", records: [] };
  const listed = choose(entry);
  if (listed !== null) return listed;
  const rcode = entry.rcode ?? "NODATA";
  return { rcode: rcode === "NOERROR" ? "NODATA" : rcode, records: [] };
}

/** The listed name itself, else the nearest wildcard above it; a nearer listed name ends the search. */
function entryFor(world: World, name: string): WorldName | null {
  const listed = own(world.dns, name);
  if (listed !== null) return listed;
  let rest = name;
  for (let dot = rest.indexOf("."); dot >= 0; dot = rest.indexOf(".")) {
    rest = rest.slice(dot + 1);
    const wildcard = own(world.dns, `*.${rest}`);
    if (wildcard !== null) return wildcard;
    if (own(world.dns, rest) !== null) return null;
  }
  return null;
}

/** An entry of a record whose keys come from outside; nothing is inherited. */
function own<T>(entries: { readonly [key: string]: T }, key: string): T | null {
  return Object.hasOwn(entries, key) ? (entries[key] ?? null) : null;
}

function isFailure(rcode: Rcode): boolean {
  return rcode === "SERVFAIL" || rcode === "REFUSED" || rcode === "TIMEOUT";
}
