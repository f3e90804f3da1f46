import { assertNever } from "../domain/result.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import { worldName } from "../facts/world-keys.ts";
import type { World, WorldName, WorldRecords } from "../facts/world-types.ts";
import type { RecordChange } from "../plan/plan.ts";
import { readSrvValue } from "./srv-value.ts";

const NO_NAME: WorldName = {
  ttl: 3600,
  rcode: null,
  cname: null,
  A: null,
  AAAA: null,
  SRV: null,
  CAA: null,
  TXT: null,
};

/**
 * A world after one record was added, changed or removed. A zone whose servers fail keeps failing, and
 * a name that is an alias holds nothing else (RFC 1034 section 3.6.2), so there nothing changes.
 */
export function withRecord(world: World, record: RecordChange): World {
  if (record.change === "keep") return world;
  const key = worldName(record.name);
  const entry = Object.hasOwn(world.dns, key) ? (world.dns[key] ?? NO_NAME) : NO_NAME;
  const failing = entry.rcode !== null && !["NXDOMAIN", "NODATA", "NOERROR"].includes(entry.rcode);
  if (failing || (entry.cname !== null && record.type !== "CNAME")) return world;
  const changed = changedName({ ...entry, rcode: null }, record);
  return { ...world, dns: withEntry(world.dns, key, changed) };
}

function withEntry(dns: World["dns"], key: string, entry: WorldName): World["dns"] {
  const empty = entry.cname === null && entry.rcode === null && setsOf(entry).every(isEmpty);
  if (!empty) return { ...dns, [key]: entry };
  return Object.fromEntries(Object.entries(dns).filter(([name]) => name !== key));
}

function setsOf(entry: WorldName): readonly (WorldRecords<unknown> | null)[] {
  return [entry.A, entry.AAAA, entry.SRV, entry.CAA, entry.TXT];
}

function isEmpty(set: WorldRecords<unknown> | null): boolean {
  return set === null || set.records.length === 0;
}

function changedName(entry: WorldName, record: RecordChange): WorldName {
  const ttl = record.change === "remove" ? entry.ttl : record.ttl;
  switch (record.type) {
    case "A":
      return { ...entry, ttl, A: changedSet(entry.A, record, canonicalAddress(record.value)) };
    case "AAAA":
      return {
        ...entry,
        ttl,
        AAAA: changedSet(entry.AAAA, record, canonicalAddress(record.value)),
      };
    case "SRV":
      return { ...entry, ttl, SRV: changedSet(entry.SRV, record, readSrvValue(record.value)) };
    case "TXT":
      return { ...entry, ttl, TXT: changedSet(entry.TXT, record, record.value) };
    case "CAA":
      return entry;
    case "CNAME":
      return { ...entry, ttl, cname: record.change === "remove" ? null : worldName(record.value) };
    default:
      return assertNever(record.type);
  }
}

/** `change` puts one record in the place of all; `add` and `remove` touch one. */
function changedSet<T>(
  set: WorldRecords<T> | null,
  record: RecordChange,
  value: T,
): WorldRecords<T> | null {
  const before = set?.records ?? [];
  const others = before.filter((each) => JSON.stringify(each) !== JSON.stringify(value));
  const records = recordsAfter(record.change, before, others, value);
  return records.length === 0 ? null : { rcode: "NOERROR", records };
}

function recordsAfter<T>(
  change: RecordChange["change"],
  before: readonly T[],
  others: readonly T[],
  value: T,
): readonly T[] {
  switch (change) {
    case "add":
      return [...before, value];
    case "change":
      return [value];
    case "remove":
      return others;
    case "keep":
      return before;
    default:
      return assertNever(change);
  }
}
