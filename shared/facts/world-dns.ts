import type {
  AddressesSeen,
  CaaRecord,
  CaaSeen,
  Rcode,
  RecordSet,
  SrvSeen,
} from "./observation.ts";
import { worldName } from "./world-keys.ts";
import type { World, WorldName, WorldRecords, WorldType } from "./world-types.ts";

const DEFAULT_TTL = 3600;
const MAX_ALIASES = 8;

/** A and AAAA of a host in a world, aliases followed. */
export function worldAddresses(world: World, host: string): AddressesSeen {
  const a = lookUp(world, host, "A");
  const aaaa = lookUp(world, host, "AAAA");
  return { kind: "addresses", a: a.answer, aaaa: aaaa.answer, cname: a.aliases };
}

/** SRV records of `_service._tcp.NAME` in a world, aliases followed. */
export function worldSrv(world: World, owner: string): SrvSeen {
  return { kind: "srv", ...lookUp(world, owner, "SRV").answer };
}

/** CAA records of the nearest name that has some, climbing towards the root (RFC 8659 section 3). */
export function worldCaa(world: World, name: string): CaaSeen {
  const labels = worldName(name).split(".");
  for (let skipped = 0; skipped < labels.length; skipped += 1) {
    const { answer } = lookUp(world, labels.slice(skipped).join("."), "CAA");
    const settled = answer.records.length > 0 || isFailure(answer.rcode);
    if (settled) return { kind: "caa", ...answer };
  }
  return { kind: "caa", rcode: "NODATA", records: [] as readonly CaaRecord[], ttl: DEFAULT_TTL };
}

/** Texts of a name in a world, for `_acme-challenge` and the like. */
export function worldTxt(world: World, name: string): RecordSet<string> {
  return lookUp(world, name, "TXT").answer;
}

interface Found<T> {
  readonly answer: RecordSet<T>;
  readonly aliases: readonly string[];
}

type RecordOf<K extends WorldType> =
  NonNullable<WorldName[K]> extends WorldRecords<infer T> ? T : never;

function lookUp<K extends WorldType>(world: World, name: string, type: K): Found<RecordOf<K>> {
  const aliases: string[] = [];
  let current = worldName(name);
  let ttl = Number.POSITIVE_INFINITY;
  for (;;) {
    const entry = entryFor(world, current);
    ttl = Math.min(ttl, entry?.ttl ?? DEFAULT_TTL);
    const cname = entry?.cname ?? null;
    if (cname === null) return { answer: { ...answerOf(entry, type), ttl }, aliases };
    if (aliases.length === MAX_ALIASES)
      return { answer: { rcode: "SERVFAIL", records: [], ttl }, aliases };
    aliases.push(cname);
    current = cname;
  }
}

function answerOf<K extends WorldType>(
  entry: WorldName | null,
  type: K,
): { readonly rcode: Rcode; readonly records: readonly RecordOf<K>[] } {
  if (entry === null) return { rcode: "NXDOMAIN", records: [] };
  const listed = entry[type] as WorldRecords<RecordOf<K>> | null;
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
